import SourceText

/// Names policies: by their id, or by what they have in common. `*` stands for any text.
package struct PolicySelector: Hashable, Sendable {
  /// What is compared.
  package enum Kind: String, CaseIterable, Sendable {
    case id, domain, tag, control, severity
  }

  package let kind: Kind
  package let pattern: String

  static let kinds = Kind.allCases.map(\.rawValue)

  static let forms = [
    "domain:FOLDER", "tag:TAG", "control:FRAMEWORK", "control:FRAMEWORK/ID", "severity:SEVERITY",
  ]

  /// - Parameter text: `bucket-policy-tls-only`, `bucket-*`, `tag:notebook`,
  ///   `control:nist-800-53-r5/AC-4`.
  /// - Returns: Nil for an unknown word before a colon, and where there is nothing to look for.
  package init?(_ text: String) {
    if let colon = text.firstIndex(of: ":") {
      guard let kind = Kind(rawValue: String(text[..<colon])) else { return nil }
      self.kind = kind
      pattern = String(text[text.index(after: colon)...])
    } else {
      kind = .id
      pattern = text
    }
    guard !pattern.isEmpty else { return nil }
  }

  /// As it is written.
  package var text: String {
    kind == .id ? pattern : "\(kind.rawValue):\(pattern)"
  }

  /// Whether the pattern stands for one of the words that a policy has of the selector's kind.
  ///
  /// - Parameter words: For controls `FRAMEWORK/ID`.
  package func covers(_ words: some Sequence<String>) -> Bool {
    words.contains { word in
      if Self.covers(pattern, word) { return true }
      guard kind == .control, !pattern.contains("/"), let slash = word.firstIndex(of: "/") else {
        return false
      }
      return Self.covers(pattern, String(word[..<slash]))
    }
  }

  private static func covers(_ pattern: String, _ word: String) -> Bool {
    Wildcard.covers(Array(pattern.utf8)[...], Array(word.utf8)[...]) { $0 == $1 }
  }
}
