import SourceText

/// Texts of a configuration that have a shape.
enum ConfigurationShape: Sendable {
  case account, region, selector, path, pattern

  /// What such a text is called where another stands instead.
  var name: String {
    switch self {
    case .account: "the id of an account"
    case .region: "a region"
    case .selector: "a selector of policies"
    case .path: "a path"
    case .pattern: "a pattern of paths"
    }
  }

  /// How such a text looks.
  var help: String {
    switch self {
    case .account: "an id has 12 digits"
    case .region: "a region looks like 'eu-west-1'"
    case .selector: "write a policy's id, or \(PolicySelector.forms.joined(separator: ", "))"
    case .path: "write the path of a file or a folder, from the folder of this file"
    case .pattern: "write a path from the folder of this file; '*' and '**' stand for parts of it"
    }
  }

  /// The regular expression that editors check by; nil where any text may do.
  var expression: String? {
    switch self {
    case .account: "^[0-9]{12}$"
    case .region: "^[a-z]+(-[a-z]+){1,2}-[0-9]$"
    case .selector: "^[^:]*$|^(\(PolicySelector.kinds.joined(separator: "|"))):.+$"
    case .path, .pattern: nil
    }
  }

  func covers(_ text: String) -> Bool {
    switch self {
    case .account:
      return text.utf8.count == 12 && text.utf8.allSatisfy(Self.isDigit)
    case .region:
      let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      guard (3...4).contains(parts.count), let last = parts.last else { return false }
      return last.count == 1 && last.allSatisfy(Self.isDigit)
        && parts.dropLast().allSatisfy { !$0.isEmpty && $0.allSatisfy(Self.isLetter) }
    case .selector: return PolicySelector(text) != nil
    case .path: return !text.isEmpty
    case .pattern: return PathPattern(text) != nil
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
}
