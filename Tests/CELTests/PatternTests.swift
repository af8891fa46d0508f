import CEL
import ExpressionProperties
import Foundation
import Testing
import Values

/// Regular expressions, against the ones of Foundation where both mean the same: `\w` is wider there.
struct PatternTests {
  private static func matches(_ text: String, _ pattern: String) throws -> Bool? {
    var stage = Stage()
    stage.declare("text", .text(text))
    stage.declare("pattern", .text(pattern))
    let value = try stage.value(of: "text.matches(pattern)")
    return value.kind == .bool ? value.isTrue : nil
  }

  @Test func randomPatternsMatchWhatTheyMatchElsewhere() throws {
    var random = SeededGenerator(seed: 3)
    var matched = 0
    for _ in 0..<1500 {
      let pattern = Self.pattern(3, &random)
      let text = (0..<Int(random.next() % 7)).map { _ in random.pick(["a", "b", "c", "é", "\n"]) }
        .joined()
      let reference = try NSRegularExpression(pattern: pattern)
      let range = NSRange(text.startIndex..., in: text)
      let expected = reference.firstMatch(in: text, range: range) != nil
      let found = try Self.matches(text, pattern)
      #expect(found == expected, "\(pattern) in \(text.debugDescription)")
      if expected { matched += 1 }
    }
    #expect(matched > 300 && matched < 1400)
  }

  private static func pattern(_ depth: Int, _ random: inout SeededGenerator) -> String {
    let atom = random.pick(["a", "b", "c", "é", "[ab]", "[^a]", "[a-c]", "[^b]", "(?i)B", "."])
    guard depth > 0 else { return atom }
    switch random.next() % 8 {
    case 0: return "(\(pattern(depth - 1, &random))|\(pattern(depth - 1, &random)))"
    case 1: return "(?:\(pattern(depth - 1, &random)))*"
    case 2: return "(\(pattern(depth - 1, &random)))+?"
    case 3: return "(?:\(pattern(depth - 1, &random))){1,2}"
    case 4: return "(?:\(pattern(depth - 1, &random)))?"
    case 5, 6: return pattern(depth - 1, &random) + pattern(depth - 1, &random)
    default: return atom
    }
  }

  @Test(arguments: [
    ("arn:aws:iam::1:role/x", "^arn:aws[a-z-]*:iam::\\d+:role/", true),
    ("foo bar", "\\bbar\\b", true), ("foobar", "\\bbar\\b", false),
    ("a\nb", "^b", false), ("a\nb", "(?m)^b$", true), ("a\nb", "a.b", false),
    ("a\nb", "(?s)a.b", true), ("KEY", "(?i)^key$", true), ("a.b", "^\\Qa.b\\E$", true),
    ("x", "[[:alpha:]]", true), ("1", "[[:^digit:]]", false), ("é", "^\\pL$", true),
    ("A", "\\p{Ll}", false), ("\t", "\\x09", true), ("]", "[]]", true), ("-", "[a-]", true),
    ("aaa", "^a{2}$", false), ("a{2", "a\\{2", true), ("", "", true),
    ("ab", "(?P<n>a)(?<m>b)", true),
  ])
  func theSyntaxOfRE2IsUnderstood(_ text: String, _ pattern: String, _ expected: Bool) throws {
    #expect(try Self.matches(text, pattern) == expected)
  }

  @Test(arguments: [
    "(", ")", "a**", "[a", "\\1", "(?=a)", "(?<!a)", "*", "a{1001}", "\\pQ", "[b-a]",
  ])
  func whatRE2DoesNotHaveIsAnError(_ pattern: String) throws {
    #expect(try Self.matches("a", pattern) == nil)
  }

  @Test func matchingTakesLinearTime() throws {
    let text = String(repeating: "a", count: 20_000)
    #expect(try Self.matches(text, "^(a|a)*(a|a)*(a+)+$") == true)
    #expect(try Self.matches(text, "^(a+)+b$") == false)
  }

  @Test(arguments: [
    "(a*)*b", "(a|aa)+b", "^(a?){50}a{50}b$", "(.*)(.*)(.*)(.*)(.*)b$", "(a+)+b", "([a-z]+)*b",
  ])
  func aHostilePatternComesToAnEnd(_ pattern: String) throws {
    // A search that is not linear would not come to an end here.
    #expect(try Self.matches(String(repeating: "a", count: 100_000), pattern) == false)
  }

  @Test(arguments: [
    ("((a{100}){100}){100}", "this regular expression is too large"),
    ("a{1001}", "this regular expression repeats more than 1000 times or backwards"),
    (
      String(repeating: "(", count: 300) + String(repeating: ")", count: 300),
      "this regular expression is nested too deeply"
    ),
  ])
  func aPatternBeyondTheLimitsIsAnErrorOfThePolicy(_ pattern: String, _ message: String) {
    let stage = Stage()
    let error = #expect(throws: ExpressionError.self) {
      try Program(compiling: "'a'.matches('\(pattern)')", in: stage.environment)
    }
    #expect(error?.message == message)
  }
}
