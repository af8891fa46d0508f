import IntentAnalysis
import Testing

/// Patterns with wildcards against all texts of a small alphabet.
struct GlobPatternTests {
  /// All words of up to `length` letters.
  private static func words(_ letters: [Character], upTo length: Int) -> [String] {
    var all = [""]
    var last = [""]
    for _ in 0..<length {
      last = last.flatMap { word in letters.map { word + String($0) } }
      all += last
    }
    return all
  }

  private static let patterns = words(["a", "b", "*", "?"], upTo: 3)
  private static let texts = words(["a", "b"], upTo: 6)

  /// The obvious way to say whether a pattern stands for a text.
  private static func matches(_ pattern: Substring, _ text: Substring) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" {
      return matches(pattern.dropFirst(), text)
        || (!text.isEmpty && matches(pattern, text.dropFirst()))
    }
    guard let letter = text.first, first == "?" || first == letter else { return false }
    return matches(pattern.dropFirst(), text.dropFirst())
  }

  private static let languages: [Set<String>] = patterns.map { pattern in
    Set(texts.filter { matches(pattern[...], $0[...]) })
  }

  @Test func patternsOverlapIfAndOnlyIfATextBelongsToBoth() {
    for (left, one) in zip(Self.patterns, Self.languages) {
      for (right, other) in zip(Self.patterns, Self.languages) {
        let overlaps = GlobPattern(left).overlaps(GlobPattern(right))
        #expect(overlaps == !one.isDisjoint(with: other), "\(left) \(right)")
      }
    }
  }

  @Test func whatAPatternContainsItContains() {
    for (left, one) in zip(Self.patterns, Self.languages) {
      for (right, other) in zip(Self.patterns, Self.languages)
      where GlobPattern(left).contains(GlobPattern(right)) {
        #expect(other.isSubset(of: one), "\(left) \(right)")
      }
    }
  }

  @Test func aTextIsContainedIfAndOnlyIfItMatches() {
    for (pattern, language) in zip(Self.patterns, Self.languages) {
      for text in Self.texts {
        #expect(GlobPattern(pattern).contains(GlobPattern(text)) == language.contains(text))
      }
    }
  }

  @Test(arguments: [
    ("*", "*"), ("s3:*", "s3:Get*"), ("arn:aws:s3:::b/*", "arn:aws:s3:::b/x/*"), ("a?", "ab"),
    ("*a*", "?a?"),
  ])
  func aWiderPatternContainsANarrowerOne(wide: String, narrow: String) {
    #expect(GlobPattern(wide).contains(GlobPattern(narrow)))
    #expect(wide == narrow || !GlobPattern(narrow).contains(GlobPattern(wide)))
  }
}
