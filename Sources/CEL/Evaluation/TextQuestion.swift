/// The questions that strings answer.
enum TextQuestion: UInt8, BitwiseCopyable {
  case hasPrefix, hasSuffix, contains
}

extension TextQuestion {
  var name: String {
    switch self {
    case .hasPrefix: "startsWith"
    case .hasSuffix: "endsWith"
    case .contains: "contains"
    }
  }
}
