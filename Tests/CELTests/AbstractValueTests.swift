import CEL
import ExpressionProperties
import Testing
import Values

/// Answers about values that are not known in full.
struct AbstractValueTests {
  private static func stage() -> Stage {
    var worlds = WorldModel()
    let variable = worlds.add(
      WorldVariable(kind: .condition, name: "IsProd", cases: ["true", "false"], origin: .none)
    )
    let yes = worlds.add(.oneOf(variable: variable, cases: 1))
    let no = worlds.add(.oneOf(variable: variable, cases: 2))
    let either = { (first: Document?, second: Document?) -> Document in
      .choice([(guard: yes, value: first), (guard: no, value: second)])
    }
    var stage = Stage(worlds)
    stage.declare("open", .unknown("parameter 'P'"))
    stage.declare("service", .template(["com.amazonaws.", .unknown("region"), ".s3"]))
    stage.declare("key", .template(["arn:", .unknown("partition"), ":kms:x:key/", .unknown("id")]))
    stage.declare("first", .reference(to: 1, text: .unknown("a name")))
    stage.declare("again", .reference(to: 1, text: .unknown("a name")))
    stage.declare("second", .reference(to: 2, text: .unknown("a name")))
    stage.declare(
      "arn",
      .reference(to: 1, attribute: "Arn", text: .template(["arn:", .unknown("x")]))
    )
    stage.declare("otherArn", .reference(to: 2, attribute: "Arn", text: .unknown("x")))
    stage.declare("zone", .reference(to: 1, attribute: "Zone", text: .unknown("x")))
    stage.declare("otherZone", .reference(to: 2, attribute: "Zone", text: .unknown("x")))
    stage.declare("named", .reference(to: 3, text: "logs"))
    stage.declare("size", either(4, 2))
    stage.declare(
      "d",
      [
        "Vpc": either(["Subnets": ["a"]], nil),
        "Name": either("prod-x", "dev-x"),
        "List": ["a", either("b", nil)],
        "Host": .template(["api.", either("prod", "dev"), ".internal"]),
        "Mixed": .template(["api.", either("prod", "dev"), .unknown("region")]),
        "Default": .defaulted("Enabled"),
        "Open": .unknown("parameter 'P'"),
      ]
    )
    return stage
  }

  @Test(arguments: [
    // Strings with gaps
    ("service.endsWith('.s3')", "true"),
    ("service.endsWith('.amazonaws.s3')", "unknown: region"),
    ("service.endsWith('.ec2')", "false"),
    ("service.startsWith('com.')", "true"),
    ("service.startsWith('aws.')", "false"),
    ("service.contains('amazon')", "true"),
    ("service.contains('zz')", "unknown: region"),
    ("service == 'com.amazonaws.eu.s3'", "unknown: region"),
    ("service == 'com.amazonaws.eu.ec2'", "false"),
    ("service != ''", "true"),
    ("service == 1", "false"),
    ("key.startsWith('alias/aws/')", "false"),
    ("key.matches('^arn:.*:key/')", "unknown: partition"),
    ("key.matches(':kms:')", "true"),
    ("key.matches('^alias/')", "false"),
    ("key.matches('/$')", "unknown: partition"),
    ("service.matches('[.]s3$')", "true"),
    ("service in ['a', 'b']", "false"),
    ("type(service) == string", "true"),
    ("('x-' + service).startsWith('x-com.')", "true"),
    ("service + service == service", "unknown: region"),
    ("service < 'd'", "true"),
    ("service.size() > 0", "unknown: region"),
    // References
    ("first == again", "true"),
    ("first == second", "false"),
    ("first == 'x'", "unknown: a name"),
    ("arn == otherArn", "false"),
    ("zone == otherZone", "unknown: x"),
    ("arn.startsWith('arn:')", "true"),
    ("named == 'logs'", "true"),
    ("named.size()", "4"),
    ("'s3:' + named", "'s3:logs'"),
    ("first + '/x' == again + '/x'", "true"),
    // Unknown beats error; logic absorbs both
    ("open && false", "false"),
    ("false && open", "false"),
    ("open || true", "true"),
    ("open && 1 / 0 > 1", "unknown: parameter 'P'"),
    ("1 / 0 > 1 && open == 1", "unknown: parameter 'P'"),
    ("1 / 0 > 1 && false", "false"),
    ("1 / 0 > 1 || true", "true"),
    ("[1, 2].exists(x, x == 2 || open)", "true"),
    ("[1, 2].all(x, x == 2 && open)", "false"),
    ("[d.Open, 'a'].size()", "2"),
    ("[open.x, 'a'].size()", "unknown: parameter 'P'"),
    ("'a' in [d.Open, 'a']", "true"),
    ("has(d.Open)", "true"),
    ("d.?Open.hasValue()", "true"),
    // Choices: where all cases agree, nothing hangs on them
    ("size > 1", "true"),
    ("size > 2", "unknown: condition 'IsProd'"),
    ("d.Name.endsWith('-x')", "true"),
    ("d.Name.startsWith('prod')", "unknown: condition 'IsProd'"),
    ("d.Name in ['prod-x', 'dev-x', 'test-x']", "true"),
    ("d.Name == 'other'", "false"),
    ("d.Host.endsWith('.internal')", "true"),
    ("d.Host == 'api.prod.internal'", "unknown: condition 'IsProd'"),
    ("has(d.Name)", "true"),
    ("has(d.Vpc)", "unknown: condition 'IsProd'"),
    ("d.?Vpc.hasValue()", "unknown: condition 'IsProd'"),
    ("d.List.size()", "unknown: condition 'IsProd'"),
    // AWS's defaults are read, not seen
    ("d.Default", "'Enabled'"),
    ("d['Default']", "'Enabled'"),
    ("has(d.Default)", "false"),
    ("'Default' in d", "false"),
    ("d.?Default.hasValue()", "false"),
    ("d.exists(k, k == 'Default')", "unknown: condition 'IsProd'"),
  ])
  func whatIsNotKnownIsNotGuessed(_ expression: String, _ expected: String) throws {
    var stage = Self.stage()
    #expect(try stage.evaluate(expression) == expected)
  }

  @Test(arguments: [
    ("has(d.Vpc)", "true", "false"),
    ("d.Vpc.Subnets.size()", "1", "error: no such key"),
    ("d.List.size()", "2", "1"),
    ("d.List.map(x, x)", "['a', 'b']", "['a']"),
    ("size + 1", "5", "3"),
    ("d.size()", "6", "5"),
    ("d.Host", "'api.prod.internal'", "'api.dev.internal'"),
    ("d.Host.size()", "17", "16"),
    ("d.Host.split('.')[1]", "'prod'", "'dev'"),
    ("[d.Host]", "['api.prod.internal']", "['api.dev.internal']"),
    ("d.Mixed.startsWith('api.prod')", "true", "false"),
    ("d.Mixed.endsWith('prod')", "unknown: region", "unknown: region"),
    ("d.Name", "'prod-x'", "'dev-x'"),
    ("d.Name.startsWith('prod') ? 1 : 2", "1", "2"),
  ])
  func aWorldDecidesWhatHangsOnIt(_ expression: String, _ yes: String, _ no: String) throws {
    var stage = Self.stage()
    stage.context.world = World().choosing(0, for: 0)
    let inProduction = try stage.evaluate(expression)
    #expect(inProduction == yes)
    stage.context.world = World().choosing(1, for: 0)
    let elsewhere = try stage.evaluate(expression)
    #expect(elsewhere == no)
  }

  @Test func theHostGoesThroughTheElementsThatAreThere() throws {
    var stage = Self.stage()
    let list = try stage.value(of: "d.List")
    #expect(stage.context.presentElements(list)?.count == nil)
    #expect(stage.context.touched == 0)
    stage.context.world = World().choosing(1, for: 0)
    #expect(stage.context.presentElements(list)?.count == 1)
  }

  @Test func aFunctionOfTheHostGetsTheTextThatTheWorldDecides() throws {
    var stage = Self.stage()
    stage.functions = [
      Function(name: "isKnown", arity: 1...1) { arguments, _ in .bool(arguments[0].kind == .string)
      }
    ]
    #expect(try stage.evaluate("isKnown(d.Host)") == "false")
    #expect(stage.context.touched == 0)
    stage.context.world = World().choosing(1, for: 0)
    #expect(try stage.evaluate("isKnown(d.Host)") == "true")
  }

  @Test func whatHangsOnAnOpenVariableNamesIt() throws {
    var stage = Self.stage()
    _ = try stage.value(of: "d.Name == 'prod-x'")
    #expect(stage.context.touched == 0)
  }

  @Test func whatHangsOnNothingTouchesNothing() throws {
    var stage = Self.stage()
    _ = try stage.value(of: "d.Name.endsWith('-x') && size > 1 && has(d.Name)")
    #expect(stage.context.touched == nil)
  }
}
