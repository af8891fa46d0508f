import IdentityAnalysis
import TemplateEstates
import Testing

/// Patterns of actions against a recursive matcher that is obviously right.
@Suite struct ActionPatternTests {
  /// The definition, letter by letter.
  static func covers(_ pattern: Substring, _ action: Substring) -> Bool {
    guard let first = pattern.first else { return action.isEmpty }
    let rest = pattern.dropFirst()
    if first == "*" {
      return covers(rest, action) || !action.isEmpty && covers(pattern, action.dropFirst())
    }
    guard let letter = action.first else { return false }
    return (first == "?" || first.lowercased() == letter.lowercased())
      && covers(rest, action.dropFirst())
  }

  /// All texts over some letters up to a length.
  static func texts(over letters: [String], upTo length: Int) -> [String] {
    var all = [""]
    var last = [""]
    for _ in 0..<length {
      last = last.flatMap { text in letters.map { text + $0 } }
      all += last
    }
    return all
  }

  @Test func smallPatternsCoverExactlyWhatTheirDefinitionSays() {
    let actions = Self.texts(over: ["a", "B", ":"], upTo: 4)
    for pattern in Self.texts(over: ["a", "b", ":", "*", "?"], upTo: 4) {
      for action in actions
      where ActionPattern.matches(pattern, action) != Self.covers(pattern[...], action[...]) {
        Issue.record("'\(pattern)' and '\(action)'")
      }
    }
  }

  @Test func randomPatternsCoverExactlyWhatTheirDefinitionSays() {
    var random = SeededGenerator(seed: 11)
    let letters = ["s", "S", "3", ":", "g", "e", "t", "*", "*", "?"]
    var covered = 0
    for _ in 0..<4000 {
      let pattern = (0..<random.number(0...9)).map { _ in random.pick(letters) }.joined()
      let action = (0..<random.number(0...9)).map { _ in
        random.pick(Array(letters.dropLast(3)))
      }.joined()
      let expected = Self.covers(pattern[...], action[...])
      covered += expected ? 1 : 0
      #expect(ActionPattern.matches(pattern, action) == expected, "'\(pattern)' and '\(action)'")
    }
    #expect(covered > 200)
  }

  @Test(
    arguments: [
      ("s3:GetObject", "s3:getobject", true), ("S3:*", "s3:GetObject", true),
      ("*", "iam:PassRole", true), ("iam:Pass*", "iam:PassRole", true),
      ("iam:PassRole", "iam:PassRoles", false), ("iam:?assRole", "iam:PassRole", true),
      ("iam:", "iam:PassRole", false), ("", "", true), ("*:*", "iam:PassRole", true),
      ("s3:*Object", "s3:GetObjectAcl", false), ("s3:*Object*", "s3:GetObjectAcl", true),
    ]
  )
  func whatPatternsCover(pattern: String, action: String, covers: Bool) {
    #expect(ActionPattern.matches(pattern, action) == covers)
  }

  /// Each star may swallow anything: trying all ways would take longer than anybody lives.
  @Test(.timeLimit(.minutes(1))) func manyStarsTakeNoTime() {
    let pattern = String(repeating: "*a", count: 200) + "b"
    #expect(!ActionPattern.matches(pattern, String(repeating: "a", count: 5000)))
  }
}
