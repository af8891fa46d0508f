import CEL
import ExpressionProperties
import Testing
import Values

/// Row by row: which places an expression that is false, or true where it should not be, points at.
struct BlameTests {
  private static func stage() -> Stage {
    var stage = Stage()
    stage.declare(
      "props",
      [
        "Access": "Enabled",
        "Public": true,
        "Count": 2,
        "Network": [:],
        "Tags": [["Key": "team", "Value": "ml"], ["Key": "env", "Value": "dev"]],
        "Ports": [22, 443, 3389],
        "None": [],
        "Root": .defaulted("Enabled"),
        "Vpc": ["Subnets": ["a", "b"]],
        "Open": .unknown("parameter 'P'"),
        "Host": .template(["api.", .unknown("region"), .unknown("zone")]),
        "Names": ["a", .unknown("parameter 'N'"), .template(["b-", .unknown("suffix")])],
      ]
    )
    stage.declare("other", ["Access": "Disabled"])
    stage.functions = [
      Function(name: "net.paths", arity: 1...1) { arguments, context in
        let from = context.heap.lookup("Tags", in: arguments[0]) ?? .null
        return context.heap.list(context.heap.elements(of: from))
      },
      Function(name: "net.none", arity: 1...1) { _, context in
        context.heap.list([])
      },
    ]
    return stage
  }

  @Test(arguments: [
    // a && b: all that is false; to be made false: one of them.
    (
      "props.Access == 'Off' && props.Public && props.Count == 1",
      "all(props.Access is 'Enabled' -> 'Off'; props.Count is 2 -> 1)"
    ),
    ("props.Access == 'Off' && props.Public", "props.Access is 'Enabled' -> 'Off'"),
    (
      "!(props.Public && props.Count == 2)",
      "any(props.Public is true -> false; props.Count is 2)"
    ),
    // a || b: one of them, what follows before what it follows from.
    (
      "props.Access == 'Off' || props.Count == 1",
      "any(props.Access is 'Enabled' -> 'Off'; props.Count is 2 -> 1)"
    ),
    (
      "!props.Public || props.Access == 'Off'",
      "any(props.Access is 'Enabled' -> 'Off'; props.Public is true -> false)"
    ),
    (
      "!has(props.Vpc) || has(props.Vpc.SecurityGroups)",
      "any(props.Vpc lacks SecurityGroups; props.Vpc)"
    ),
    ("!(props.Public || props.Count == 1)", "props.Public is true -> false"),
    // !a
    ("!props.Public", "props.Public is true -> false"),
    // c ? a : b
    (
      "props.Count > 1 ? props.Access == 'Off' : true",
      "props.Access is 'Enabled' -> 'Off' beside props.Count"
    ),
    // all
    (
      "props.Ports.all(p, p != 22 && p != 3389)",
      "all(props.Ports[0] is 22; props.Ports[2] is 3389)"
    ),
    (
      "!props.Ports.all(p, p > 0)",
      "any(props.Ports[0] is 22; props.Ports[1] is 443; props.Ports[2] is 3389)"
    ),
    // exists
    ("props.None.exists(x, x == 1)", "props.None"),
    (
      "props.Tags.exists(t, t.Key == 'env' && t.Value == 'prod')",
      "props.Tags beside props.Tags[0].Key, props.Tags[0].Value, props.Tags[1].Value"
    ),
    (
      "!props.Ports.exists(p, p == 22 || p == 3389)",
      "all(props.Ports[0] is 22; props.Ports[2] is 3389)"
    ),
    // has
    ("has(props.KmsKeyId)", "props lacks KmsKeyId"),
    ("has(props.Root)", "props lacks Root"),
    ("!has(props.Access)", "props.Access is 'Enabled'"),
    ("props.?KmsKeyId.hasValue()", "props lacks KmsKeyId"),
    // comparisons
    ("props.Access == 'Disabled'", "props.Access is 'Enabled' -> 'Disabled'"),
    ("'Disabled' == props.Access", "props.Access is 'Enabled' -> 'Disabled'"),
    ("props.Access != 'Enabled'", "props.Access is 'Enabled'"),
    ("!(props.Access != 'Disabled')", "props.Access is 'Enabled' -> 'Disabled'"),
    ("props.Access == other.Access", "props.Access is 'Enabled' beside other.Access"),
    ("props.Count < 2", "props.Count is 2"),
    ("props.Count in [1, 3]", "props.Count is 2"),
    ("props.Access.startsWith('Dis')", "props.Access is 'Enabled'"),
    ("props.Access.matches('^D')", "props.Access is 'Enabled'"),
    ("props.Tags[1].Value == 'prod'", "props.Tags[1].Value is 'dev' -> 'prod'"),
    // AWS's default is not written
    ("props.Root == 'Disabled'", "props lacks Root -> 'Disabled'"),
    // orValue
    ("props.?KmsKeyId.orValue('') != ''", "props lacks KmsKeyId"),
    ("props.?Encrypted.orValue(false)", "props lacks Encrypted -> true"),
    ("props.?Network.?Encrypt.orValue(false) == true", "props.Network lacks Encrypt -> true"),
    ("props.?Net.?Encrypt.orValue(false) == true", "props lacks Net.Encrypt -> true"),
    ("props.?Access.orValue('') == 'Disabled'", "props.Access is 'Enabled' -> 'Disabled'"),
    // functions of the host
    (
      "net.paths(props).size() == 0",
      "net.paths() is [{'Key': 'team', 'Value': 'ml'}, {'Key': 'env', 'Value': 'dev'}]"
        + " beside props.Tags[0], props.Tags[1]"
        + " through {'Key': 'team', 'Value': 'ml'}, {'Key': 'env', 'Value': 'dev'}"
    ),
    (
      "net.paths(props) == []",
      "net.paths() is [{'Key': 'team', 'Value': 'ml'}, {'Key': 'env', 'Value': 'dev'}]"
        + " beside props.Tags[0], props.Tags[1]"
        + " through {'Key': 'team', 'Value': 'ml'}, {'Key': 'env', 'Value': 'dev'}"
    ),
    (
      "1 > size(net.paths(props))",
      "net.paths() is [{'Key': 'team', 'Value': 'ml'}, {'Key': 'env', 'Value': 'dev'}]"
        + " beside props.Tags[0], props.Tags[1]"
        + " through {'Key': 'team', 'Value': 'ml'}, {'Key': 'env', 'Value': 'dev'}"
    ),
    (
      "props.Count == net.paths(props).map(p, p.Key).size() - 1",
      "props.Count is 2 beside props.Tags[0], props.Tags[1], props.Tags[0].Key, props.Tags[1].Key"
        + " through 'team', 'env'"
    ),
    (
      "cel.bind(paths, net.paths(props).filter(p, p.Key == 'env'), paths.size() == 0)",
      "nothing beside props.Tags[1] through {'Key': 'env', 'Value': 'dev'}"
    ),
    ("net.none(props).size() > 0", "net.none() is [] beside props"),
    ("net.none(props.Vpc).exists(x, true)", "net.none() is [] beside props.Vpc"),
    // size
    ("props.Ports.size() == 0", "props.Ports"),
    ("props.Ports.filter(p, p == 22).size() == 0", "props.Ports beside props.Ports[0]"),
    // bindings
    ("cel.bind(v, props.Access, v == 'Off')", "props.Access is 'Enabled' -> 'Off'"),
    // nothing is wrong
    ("props.Public", "all()"),
  ])
  func aFalseExpressionPointsAt(_ expression: String, _ expected: String) throws {
    var stage = Self.stage()
    let blame = try stage.explain(expression)
    #expect(blame == expected)
  }

  @Test(arguments: [
    ("props.Open == 'x'", "props.Open is open: parameter 'P'"),
    ("props.Open == 'x' && props.Public", "props.Open is open: parameter 'P'"),
    ("props.Open.Deep.size() > 0", "props.Open is open: parameter 'P'"),
    (
      "props.Ports.all(p, p == props.Open || p > 22)",
      "props.Open is open: parameter 'P' beside props.Ports[0]"
    ),
    (
      "props.Open == 'x' || props.Host == 'api.x'",
      "any(props.Open is open: parameter 'P';"
        + " all(props.Host is open: region; props.Host is open: zone))"
    ),
    (
      "props.Open == props.Host",
      "all(props.Open is open: parameter 'P' beside props.Host;"
        + " props.Host is open: region beside props.Open;"
        + " props.Host is open: zone beside props.Open)"
    ),
    ("props.Open + props.Open == 'x'", "props.Open is open: parameter 'P'"),
    (
      "(props.Open == 'x' || true) == (props.Host == 'api.x')",
      "all(props.Host is open: region beside props.Open;"
        + " props.Host is open: zone beside props.Open)"
    ),
    (
      "'x' in props.Names",
      "all(props.Names[1] is open: parameter 'N' beside props.Names;"
        + " props.Names[2] is open: suffix beside props.Names)"
    ),
    (
      "props.Names.filter(n, n == 'x').size() == 0",
      "props.Names[1] is open: parameter 'N' beside props.Names"
    ),
    (
      "props.Names.filter(n, n != 'a' && n == props.Open).size() == 0",
      "all(props.Names[1] is open: parameter 'N' beside props.Names;"
        + " props.Open is open: parameter 'P' beside props.Names;"
        + " props.Names[2] is open: suffix beside props.Names)"
    ),
    ("props.Open == 'x' ? true : false", "props.Open is open: parameter 'P'"),
    ("props.Missing == 'x'", "props lacks Missing [no such key]"),
    ("props.Missing.Deeper == 'x'", "props lacks Missing.Deeper [no such key]"),
  ])
  func anUndecidedExpressionPointsAtWhatBlocksIt(
    _ expression: String,
    _ expected: String
  ) throws {
    var stage = Self.stage()
    let blame = try stage.explain(expression)
    #expect(blame == expected)
  }

  @Test func blameForWhatShouldBeFalsePointsAtWhatMakesItTrue() throws {
    var stage = Self.stage()
    #expect(
      try stage.explain("props.Access == 'Enabled'", want: false) == "props.Access is 'Enabled'"
    )
  }

  @Test func aLeafSaysWhichPartOfTheExpressionReadThePlace() throws {
    let stage = Self.stage()
    let text = "props.Public && props.Access == 'Off'"
    let program = try Program(compiling: text, in: stage.environment)
    var context = stage.context
    guard case .leaf(let leaf) = program.explain(stage.values, want: true, in: &context) else {
      Issue.record("one leaf is expected")
      return
    }
    #expect(Array(text.utf8)[leaf.range].elementsEqual("props.Access".utf8))
  }
}
