import CEL
import ExpressionProperties
import Testing
import Values

/// Answers about lists of which it is not known whether all elements are there.
struct PossibleElementTests {
  private static func stage() -> Stage {
    var stage = Stage()
    stage.declare("only", [.possible(.unknown("stack 'S'"))])
    stage.declare("known", [.possible("a")])
    stage.declare("some", ["a", .possible("b"), "c"])
    stage.declare("rest", ["a", .possible(.unknown("stack 'S'"))])
    stage.declare("open", .unknown("parameter 'P'"))
    return stage
  }

  @Test(arguments: [
    // How many there are
    ("only.size()", "unknown: stack 'S'"),
    ("only.size() > 0", "unknown: stack 'S'"),
    ("only.size() == 0", "unknown: stack 'S'"),
    ("known.size() == 0", "unknown: whether this element is there"),
    ("only.size() <= 1", "true"),
    ("2 > only.size()", "true"),
    ("only.size() == 2", "false"),
    ("only.size() != 2", "true"),
    ("rest.size() > 0", "true"),
    ("0 < size(rest)", "true"),
    ("rest.size() > 1", "unknown: stack 'S'"),
    ("optional.ofNonZeroValue(only).hasValue()", "unknown: stack 'S'"),
    ("optional.ofNonZeroValue(rest).hasValue()", "true"),
    // exists
    ("only.exists(x, true)", "unknown: stack 'S'"),
    ("only.exists(x, false)", "false"),
    ("only.exists(x, x == 'a')", "unknown: stack 'S'"),
    ("known.exists(x, x == 'a')", "unknown: whether this element is there"),
    ("known.exists(x, x == 'z')", "false"),
    ("known.exists(x, x.y)", "unknown: whether this element is there"),
    ("some.exists(x, x == 'a' || x == 'b')", "true"),
    ("some.exists(x, x == 'b')", "unknown: whether this element is there"),
    // all
    ("only.all(x, true)", "true"),
    ("only.all(x, false)", "unknown: stack 'S'"),
    ("known.all(x, x == 'a')", "true"),
    ("known.all(x, x == 'z')", "unknown: whether this element is there"),
    ("some.all(x, x == 'a')", "false"),
    // exists_one
    ("known.exists_one(x, x == 'a')", "unknown: whether this element is there"),
    ("known.exists_one(x, x == 'z')", "false"),
    ("some.exists_one(x, x == 'a')", "true"),
    ("some.exists_one(x, x != 'c')", "unknown: whether this element is there"),
    ("some.exists_one(x, true)", "false"),
    // filter and map
    ("some.filter(x, x != 'b').size()", "2"),
    ("some.filter(x, x != 'c').size()", "unknown: whether this element is there"),
    ("only.filter(x, x.Type == 'T').size() == 0", "unknown: stack 'S'"),
    ("rest.filter(x, x.startsWith('a')).size() > 0", "true"),
    ("rest.map(x, x + '!').exists(x, x == 'a!')", "true"),
    ("rest.map(x, x + '!').all(x, x == 'a!')", "unknown: stack 'S'"),
    ("some.map(x, x + '!').size()", "unknown: whether this element is there"),
    ("some.map(x, x.y).size()", "unknown: whether this element is there"),
    ("known.map(x, x.y).size()", "unknown: whether this element is there"),
    ("some.filter(x, x == open).size()", "unknown: parameter 'P'"),
    ("known.transformMap(i, x, x)", "unknown: whether this element is there"),
    // Elements by their place
    ("some[0]", "'a'"),
    ("some[1]", "unknown: whether this element is there"),
    ("some[2]", "unknown: whether this element is there"),
    ("some[3]", "error: index out of bounds"),
    ("some[?2].hasValue()", "unknown: whether this element is there"),
    ("some.first()", "optional.of('a')"),
    ("some.last()", "optional.of('c')"),
    ("only.first()", "unknown: stack 'S'"),
    ("rest.last()", "unknown: stack 'S'"),
    ("some.all(i, x, i < 1 || x != 'c')", "unknown: whether this element is there"),
    ("some.all(i, x, i > 0 || x == 'a')", "unknown: whether this element is there"),
    // Lists as a whole
    ("'a' in some", "true"),
    ("'b' in some", "unknown: whether this element is there"),
    ("'z' in some", "false"),
    ("'z' in only", "unknown: stack 'S'"),
    ("only == []", "unknown: stack 'S'"),
    ("some == ['a', 'c']", "unknown: whether this element is there"),
    ("some == ['a', 'b', 'c']", "unknown: whether this element is there"),
    ("some == ['a']", "false"),
    ("some == ['a', 'b']", "false"),
    ("known != ['z']", "true"),
    ("(known + ['z']).size() > 1", "unknown: whether this element is there"),
    ("(known + ['z']).size() > 0", "true"),
    // An element that is asked about is taken to be there
    ("known.all(x, [x].size() == 1)", "true"),
    ("known.exists(x, ['a'].exists(y, x == y))", "unknown: whether this element is there"),
  ])
  func anElementThatMayNotBeThereIsNotCounted(_ expression: String, _ expected: String) throws {
    var stage = Self.stage()
    #expect(try stage.evaluate(expression) == expected)
  }

  @Test(arguments: [
    ("only.size() == 0", "only[0] is open: stack 'S' beside only through unknown: stack 'S'"),
    ("rest.all(x, x == 'a')", "rest[1] is open: stack 'S'"),
    ("known.all(x, x == 'z')", "known[0] is open: whether this element is there"),
    ("!known.exists(x, x == 'a')", "known[0] is open: whether this element is there"),
  ])
  func theElementThatMayNotBeThereIsBlamed(_ expression: String, _ expected: String) throws {
    var stage = Self.stage()
    let blame = try stage.explain(expression)
    #expect(blame == expected)
  }

  @Test func aVariableIsThereEvenIfItWasAnElementThatMayNotBe() throws {
    var stage = Stage()
    stage.declare("element", .possible("a"))
    #expect(try stage.evaluate("[element].size()") == "1")
  }
}
