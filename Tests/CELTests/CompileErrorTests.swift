import CEL
import ExpressionProperties
import Testing
import Values

/// What is wrong with an expression, where, and what to do about it.
struct CompileErrorTests {
  private static func error(_ text: String) -> ExpressionError? {
    var stage = Stage()
    stage.declare("props", [:])
    stage.declare("resource", .resource(1))
    stage.functions = [
      Function(name: "iam.statements", arity: 1...1) { _, _ in .null },
      Function(name: "referrers", isMember: true, arity: 3...3) { _, _ in .null },
    ]
    do {
      _ = try Program(compiling: text, in: stage.environment)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    ("props.a = 1", "=", "'=' has no meaning here", "write '==' to compare"),
    ("true & false", "&", "'&' has no meaning here", "write '&&' for 'and'"),
    (
      "true and false", "and", "expected an operator or the end, found 'and'",
      "write '&&' for 'and'"
    ),
    ("(1 + 2", "", "expected an operator or ')', found the end", nil),
    ("[1, 2", "", "expected ',' or ']' after the element, found the end", nil),
    ("props.", "", "expected the name of a field, found the end", nil),
    ("'abc", "'abc", "this string has no end", "close it with the quote that opened it"),
    (
      "'\\d'", "\\d", "'\\d' is not an escape",
      "write '\\\\' for a backslash, or put 'r' before the quote: r'\\d+'"
    ),
    ("99999999999999999999", "99999999999999999999", "this number does not fit into 64 bits", nil),
    (
      "12ab", "12a", "this number runs into a name", "a number is written as 12, 12u, 0x1F or 1.5e3"
    ),
    ("while", "while", "'while' is a reserved word", nil),
    ("Bucket{name: 1}", "{", "messages cannot be made here", "write a map: {'name': value}"),
    ("porps.a", "porps", "nothing is named 'porps' here", "did you mean 'props'?"),
    ("zzz", "zzz", "nothing is named 'zzz' here", "there are 'props', 'resource'"),
    (
      "iam.statement(resource)", "iam.statement", "there is no function 'iam.statement'",
      "did you mean 'iam.statements'?"
    ),
    ("iam.statements()", "iam.statements", "'iam.statements' takes 1 argument, not 0", nil),
    ("resource.referrers('a')", "referrers", "'referrers' takes 2 arguments, not 1", nil),
    (
      "'a'.startWith('b')", "startWith", "there is no function 'startWith'",
      "did you mean 'startsWith'?"
    ),
    ("props.int()", "int", "there is no function 'int'", "call it as int(x)"),
    (
      "has(props)", "props", "'has' asks for a field",
      "write has(x.field); for a key that is not a name write 'key' in x"
    ),
    (
      "props.a.all(1, true)", "1", "'all' needs a name for its variable here",
      "write list.all(x, …) and use x in what follows"
    ),
    (
      "props.a.all(x)", "all", "'all' takes a variable and an expression, not 1 arguments",
      "write list.all(x, …)"
    ),
    (
      "props.a.matches('a**')", "'a**'", "this regular expression repeats a repetition",
      "put it into a group: (?:a+)*"
    ),
  ])
  func anErrorNamesThePlaceAndTheWayOut(
    _ text: String,
    _ place: String,
    _ message: String,
    _ help: String?
  ) throws {
    let error = try #require(Self.error(text))
    #expect(error.message == message)
    #expect(error.help == help)
    #expect(String(decoding: Array(text.utf8)[error.range], as: UTF8.self) == place)
  }

  @Test func deepNestingIsAnErrorAndNoCrash() {
    for text in [
      String(repeating: "(", count: 5000) + "1" + String(repeating: ")", count: 5000),
      String(repeating: "!", count: 5000) + "true",
      String(repeating: "[", count: 5000),
      "1" + String(repeating: " + 1", count: 5000),
      "props" + String(repeating: ".a", count: 5000),
      String(repeating: "true ? 1 : ", count: 5000) + "1",
    ] {
      #expect(Self.error(text) != nil)
    }
  }

  @Test func longChainsOfLogicAreNoNesting() {
    #expect(Self.error("true" + String(repeating: " && true", count: 3000)) == nil)
    #expect(Self.error("true" + String(repeating: " || true", count: 3000)) == nil)
  }

  @Test func textBeyondTheLimitIsAnError() {
    #expect(Self.error("'" + String(repeating: "a", count: 1 << 16) + "'") != nil)
  }

  /// Every text gives an expression or an error with a place inside of it.
  @Test func brokenTextIsNeverACrash() throws {
    var random = SeededGenerator(seed: 11)
    let parts = [
      "props", ".", "?", "[", "]", "(", ")", "{", "}", "'a'", "1", "1.5", "2u", "b'x'", "&&", "||",
      "!", "-", "==", "in", ",", ":", "x", "all", "has", "`q`", "\\", "'", "\"\"\"", "é", "//",
      "\n",
    ]
    for _ in 0..<4000 {
      let text = (0..<Int(random.next() % 12)).map { _ in random.pick(parts) }.joined()
      if let error = Self.error(text) {
        #expect(error.range.upperBound <= text.utf8.count)
      }
    }
  }
}
