import CEL
import ExpressionProperties
import SourceText
import Testing
import Values

/// Programs, their hosts and their contexts.
struct ProgramTests {
  @Test func aStrictFunctionIsNotCalledWithWhatIsUnknown() throws {
    var stage = Stage()
    stage.declare("open", .unknown("parameter 'P'"))
    stage.functions = [
      Function(name: "host.strict", arity: 1...1) { _, _ in .true },
      Function(name: "host.lenient", arity: 1...1, isStrict: false) { _, _ in .true },
    ]
    #expect(try stage.evaluate("host.strict(open)") == "unknown: parameter 'P'")
    #expect(try stage.evaluate("host.strict(1 / 0)") == "error: divide by zero")
    #expect(try stage.evaluate("host.lenient(open)") == "true")
  }

  @Test func aMemberFunctionGetsItsReceiverFirst() throws {
    var stage = Stage()
    stage.functions = [
      Function(name: "minus", isMember: true, arity: 2...2) { arguments, _ in
        .int(arguments[0].asInt - arguments[1].asInt)
      }
    ]
    #expect(try stage.evaluate("5.minus(2)") == "3")
  }

  @Test func aFunctionMayEvaluateAProgramInTheSameContext() throws {
    var stage = Stage()
    stage.declare("x", 20)
    let inner = try Program(
      compiling: "[y].map(z, z * 2)[0]",
      in: Environment(variables: ["y"], functions: [], vocabulary: Stage.vocabulary)
    )
    stage.functions = [
      Function(name: "twice", arity: 1...1) { arguments, context in
        inner.evaluate(arguments, in: &context)
      }
    ]
    #expect(try stage.evaluate("[x, 1].map(a, twice(a) + x)") == "[60, 22]")
  }

  @Test func theHostSelectsFieldsOfResources() throws {
    var stage = Stage()
    stage.declare("resource", .resource(7))
    #expect(try stage.evaluate("resource.id") == "'resource-7'")
    #expect(try stage.evaluate("has(resource.id) && !has(resource.nothing)") == "true")
    #expect(try stage.evaluate("resource.nothing") == "error: no such key")
  }

  @Test func anEvaluationEndsWithItsBudget() throws {
    var stage = Stage(stepLimit: 2000)
    stage.declare("l", .list((0..<100).map { .int($0) }))
    let loops = "l.all(a, l.all(b, l.all(c, a + b + c >= 0)))"
    #expect(try stage.evaluate(loops) == "error: evaluation budget exceeded")
    // Logic does not absorb it.
    #expect(try stage.evaluate("\(loops) || true") == "error: evaluation budget exceeded")
    #expect(try stage.evaluate("1 + 1") == "2")
  }

  @Test func constantsOutliveAResetOfTheHeap() throws {
    var stage = Stage()
    stage.declare("x", "b")
    let program = try Program(compiling: "x in ['a', 'b'] ? 'yes' : 'no'", in: stage.environment)
    for _ in 0..<3 {
      let mark = stage.context.heap.mark
      let value = program.evaluate(stage.values, in: &stage.context)
      #expect(stage.context.heap.text(value) == "yes")
      stage.context.heap.reset(to: mark)
      _ = stage.context.heap.string("something else in its place")
      stage.context.heap.reset(to: mark)
    }
  }

  @Test func manyProgramsKeepTheirConstantsApart() throws {
    var stage = Stage()
    let programs = try (0..<200).map {
      try Program(compiling: "'constant \($0)'", in: stage.environment)
    }
    for _ in 0..<2 {
      for (index, program) in programs.enumerated() {
        let value = program.evaluate([], in: &stage.context)
        #expect(stage.context.heap.text(value) == "constant \(index)")
      }
    }
  }

  @Test func whatIsReadKeepsItsPlaceAndWhatIsComputedHasNone() throws {
    var stage = Stage()
    stage.declare("d", ["Key": "a"])
    #expect(try stage.value(of: "d.Key").origin.isNone == false)
    #expect(try stage.value(of: "d.?Key.orValue('b')").origin.isNone == false)
    #expect(try stage.value(of: "true ? d.Key : 'b'").origin.isNone == false)
    #expect(try stage.value(of: "d.Key + 'b'").origin.isNone)
    #expect(try stage.value(of: "d.Key == 'b'").origin.isNone)
  }

  @Test func wordsAreFoundWithAndWithoutTheirNames() throws {
    var stage = Stage()
    stage.declare("d", ["Key": "Enabled", "Unlisted": "x"])
    #expect(try stage.evaluate("d.Key == 'Enabled' && d['K' + 'ey'] == 'Ena' + 'bled'") == "true")
    #expect(try stage.evaluate("d.Unlisted == 'x' && has(d.Unlisted) && !has(d.Zone)") == "true")
  }

  @Test(arguments: [
    ("[1, 2, 3].first().value() + [1, 2, 3].last().value()", "4"),
    ("[].first().hasValue()", "false"),
    ("optional.unwrap([optional.of(1), optional.none()])", "[1]"),
    ("[optional.of(1), optional.none()].unwrapOpt()", "[1]"),
    ("optional.none().orValue(1)", "1"),
    ("optional.of(1).orValue(1 / 0)", "1"),
    ("optional.none().value()", "error: optional.none() dereference"),
    ("1.hasValue()", "error: no such overload"),
    (
      "string(1.0) + string(1e21) + string(1234567.0) + string(0.00001)",
      "'11e+211.234567e+061e-05'"
    ),
    ("{'a': 1}.transformMap(k, v, v + 1)", "{'a': 2}"),
    ("[3, 4].transformList(i, v, i > 0, v)", "[4]"),
    ("cel.bind(x, [1, 2], x + x)", "[1, 2, 1, 2]"),
    ("{'a b': 1}.`a b`", "1"),
    ("1 < 1.5 && 2u > 1 && 1u == 1.0", "true"),
    ("'a' < 'b' && 'é' > 'z'", "true"),
    ("1 + 1u", "error: no such overload"),
    ("'a\\u00e9'.size()", "2"),
    ("// a comment\n1", "1"),
  ])
  func theLanguageComputes(_ expression: String, _ expected: String) throws {
    var stage = Stage()
    #expect(try stage.evaluate(expression) == expected)
  }
}
