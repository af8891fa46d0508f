/// Text from outside made safe to show.
///
/// Paths, names and source lines come from whoever wrote the input. What a terminal or a build log
/// would obey instead of show is spelt out as `<U+202E>`: control characters, invisible and
/// bidirectional formatting, and the openings `##[` and `##vso[` that GitHub's runner and Azure's agent
/// take for commands anywhere in a line.
enum Visible {
  /// The text with everything hidden spelt out; `asciiOnly` spells out all that is not ASCII, too.
  static func text(_ text: String, asciiOnly: Bool = false) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F || $0 == UInt8(ascii: "[") }) else {
      return text
    }
    var result = ""
    for scalar in text.unicodeScalars {
      if isHidden(scalar) || asciiOnly && !scalar.isASCII || opensCommand(scalar, after: result) {
        result += spelling(of: scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether a scalar has no picture of its own or changes how others are shown.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }

  /// `<U+202E>`
  static func spelling(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
  }

  /// Whether `scalar` completes the opening of a build log's command.
  static func opensCommand(_ scalar: Unicode.Scalar, after text: String) -> Bool {
    scalar == "[" && (text.hasSuffix("##") || text.hasSuffix("##vso"))
  }

  /// How many cells of a terminal a scalar takes: 0 for marks that combine, 2 for wide East Asian
  /// characters and emoji (Unicode Standard Annex 11, by blocks), else 1.
  static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// How many cells a text takes that has already been made visible.
  static func width(of text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }
}
