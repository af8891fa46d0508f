import CEL
import SourceText
import Testing
import Values

/// What is found out about types before anything is evaluated.
struct CheckerTests {
  private static let declarations = TypeDeclarations(
    variables: [
      "n": .int, "s": .string, "names": .list(.string), "tags": .map(.string, .int),
      "vpc": .named("resource", []), "found": .optional(.named("resource", [])),
      "bucket": .named("bucket", []), "buckets": .list(.named("bucket", [])),
    ],
    object: { type in
      switch type.description {
      case "resource":
        ObjectDeclaration([
          "id": FieldDeclaration(.string), "props": FieldDeclaration(.dyn),
          "parents": FieldDeclaration(.list(type)),
        ])
      case "bucket":
        ObjectDeclaration([
          "Name": FieldDeclaration(.string),
          "Mode": FieldDeclaration(
            .words(["Enabled", "Disabled"], isDeclared: true),
            isOptional: true
          ),
          "Next": FieldDeclaration(type, isOptional: true),
          "Logs": FieldDeclaration(.bool, isOptional: true),
        ])
      default: nil
      }
    }
  )

  private static func environment(
    _ declarations: TypeDeclarations? = Self.declarations
  ) -> Environment {
    Environment(
      variables: [
        "n", "s", "names", "tags", "vpc", "found", "bucket", "buckets", "anything",
      ],
      functions: [
        Function(
          name: "resources",
          arity: 1...1,
          types: ["(string) -> list(resource)"]
        ) { _, _ in .null },
        Function(
          name: "referrers",
          isMember: true,
          arity: 3...3,
          types: ["(resource, string, string) -> list(resource)"]
        ) { _, _ in .null },
        Function(name: "undeclared", arity: 0...3) { _, _ in .null },
      ],
      vocabulary: Vocabulary([]),
      declarations: declarations
    )
  }

  @Test(arguments: [
    ("n + 1", "int"),
    ("names.map(x, x.size())", "list(int)"),
    ("names.filter(x, x != s)", "list(string)"),
    ("tags.map(k, tags[k])", "list(int)"),
    ("tags.filter(k, k == s)", "list(string)"),
    ("tags.transformMap(k, v, string(v))", "map(string, string)"),
    ("names.transformList(i, x, i)", "list(int)"),
    ("resources('x').map(r, r.id)", "list(string)"),
    ("vpc.referrers('a', 'b').exists(r, r.id == s)", "bool"),
    ("vpc.parents[0].id", "string"),
    ("found.?id", "optional_type(string)"),
    ("found.id", "optional_type(string)"),
    ("found.optMap(r, r.parents).orValue([])", "list(resource)"),
    ("names[?0]", "optional_type(string)"),
    ("names.first().orValue('')", "string"),
    ("vpc.props.Name == 'a'", "bool"),
    ("vpc.props.Name.startsWith('a')", "bool"),
    ("anything + anything", "dyn"),
    ("anything + 1", "int"),
    ("undeclared(1, 'a') + s", "string"),
    ("[1, 'a']", "list(dyn)"),
    ("[[1], ['a'], []]", "list(dyn)"),
    ("[{'a': []}, {'a': [1]}]", "list(map(string, list(int)))"),
    ("cel.bind(x, [n], x + x)", "list(int)"),
    ("type(n) == int", "bool"),
    ("cidr(s).ip().family()", "int"),
    ("timestamp(s) - timestamp(0)", "google.protobuf.Duration"),
    ("math.greatest(1, 2, 3, 4)", "dyn"),
    ("true ? [] : names", "list(string)"),
    ("n == 1 ? null : found", "optional_type(resource)"),
  ])
  func aTypeIsDeduced(_ expression: String, _ expected: String) throws {
    let type = try Program.type(of: expression, in: Self.environment())
    #expect(type.description == expected)
  }

  @Test(arguments: [
    ("n + s", "'+' does not take (int, string)", 0..<5, String?.none),
    ("names.exists(x, x > n)", "'>' does not take (string, int)", 16..<21, nil),
    ("s && true", "a bool is needed here, not string", 0..<1, nil),
    ("names.all(x, x)", "a bool is needed here, not string", 13..<14, nil),
    ("n.map(x, x)", "a list or map is needed here, not int", 0..<1, nil),
    ("s in n", "'in' does not take (string, int)", 0..<6, nil),
    ("n in names", "'in' does not take (int, list(string))", 0..<10, nil),
    ("vpc.parent", "resource has no field 'parent'", 4..<10, "did you mean 'parents'?"),
    (
      "resources('x')[0].nme", "resource has no field 'nme'", 18..<21,
      "there are id, parents, props"
    ),
    ("resources(n)", "'resources' does not take (int)", 0..<12, nil),
    ("names.id", "list(string) has no field 'id'", 6..<8, nil),
    ("has(s.id)", "string has no field 'id'", 6..<8, nil),
    ("n == s", "'==' does not take (int, string)", 0..<6, nil),
    ("true ? n : s", "'?:' does not take (bool, int, string)", 0..<12, nil),
    ("s.contains(n)", "'contains' does not take (string, int)", 0..<13, nil),
    ("[1, 'a'].first().orValue(1).orValue(2) || n", "a bool is needed here, not int", 42..<43, nil),
    ("n.optMap(x, x)", "'optMap' needs an optional, not int", 0..<1, nil),
    ("[?n]", "what follows '?' is an optional, not int", 2..<3, nil),
    ("-s", "'-' does not take (string)", 0..<2, nil),
    ("isIP(cidr(s))", "'isIP' does not take (net.CIDR)", 0..<13, nil),
  ])
  func whatCannotBeRightIsRefused(
    _ expression: String,
    _ message: String,
    _ range: Range<Int>,
    _ help: String?
  ) {
    let error = #expect(throws: ExpressionError.self) {
      try Program(compiling: expression, in: Self.environment())
    }
    #expect(error?.message == message)
    #expect(error?.range == range)
    #expect(error?.help == help)
  }

  @Test(arguments: [
    "has(bucket.Mode) && bucket.Mode == 'Enabled'",
    "!has(bucket.Mode) || bucket.Mode == 'Enabled'",
    "has(bucket.Mode) ? bucket.Mode == 'Enabled' : true",
    "bucket.?Mode.hasValue() && bucket.Mode != 'Disabled'",
    "bucket.?Mode.orValue('Disabled') == 'Enabled' && bucket.Mode == 'Enabled'",
    "bucket.?Logs.orValue(false) && bucket.Logs",
    "!bucket.?Logs.orValue(true) && !bucket.Logs",
    "has(bucket.Next) && has(bucket.Next.Mode) && bucket.Next.Mode == 'Enabled'",
    "bucket.?Next.Mode.hasValue() && bucket.Next.Mode == 'Enabled'",
    "!(has(bucket.Next) && has(bucket.Logs)) || bucket.Next.Name == '' || bucket.Logs",
    "(!has(bucket.Next) || !has(bucket.Logs)) ? true : bucket.Logs",
    "buckets.all(b, has(b.Mode) && b.Mode in ['Enabled', 'Disabled'])",
    "buckets.filter(b, !has(b.Logs)).all(b, b.?Logs.orValue(false))",
    "bucket.?Mode.orValue('') in ['Enabled', 'Disabled'] && bucket.Mode == 'Enabled'",
    "bucket.Name == 'anything'",
    "bucket.?Mode.orValue('Unset') == 'Unset'",
    "bucket.?Mode.orValue(s) == 'whatever'",
    "'Enabled' in buckets.map(b, b.?Mode.orValue('Disabled'))",
  ])
  func aGuardedReadIsAccepted(_ expression: String) throws {
    _ = try Program(compiling: expression, in: Self.environment())
  }

  @Test(arguments: [
    ("bucket.Mode == 'Enabled'", "'Mode' is optional in bucket", 7..<11),
    ("has(bucket.Mode) || bucket.Mode == 'Enabled'", "'Mode' is optional in bucket", 27..<31),
    ("!has(bucket.Mode) && bucket.Mode == 'Enabled'", "'Mode' is optional in bucket", 28..<32),
    ("has(bucket.Mode) ? true : bucket.Mode == ''", "'Mode' is optional in bucket", 33..<37),
    (
      "bucket.?Mode.orValue('Enabled') in ['Disabled', 'Enabled'] && bucket.Mode == ''",
      "'Mode' is optional in bucket", 69..<73
    ),
    ("has(bucket.Next.Mode)", "'Next' is optional in bucket", 11..<15),
    ("bucket.?Logs.orValue(true) && bucket.Logs", "'Logs' is optional in bucket", 37..<41),
    (
      "(has(bucket.Logs) || has(bucket.Next)) && bucket.Logs", "'Logs' is optional in bucket",
      49..<53
    ),
    (
      "buckets.exists(b, has(b.Logs)) && buckets.all(b, b.Logs)", "'Logs' is optional in bucket",
      51..<55
    ),
    (
      "has(bucket.Logs) && buckets.all(bucket, bucket.Logs)", "'Logs' is optional in bucket",
      47..<51
    ),
    ("bucket.?Mode.orValue('Enabled') == 'enabled'", "the value is never 'enabled'", 35..<44),
    ("has(bucket.Mode) && bucket.Mode != 'On'", "the value is never 'On'", 35..<39),
    ("has(bucket.Mode) && 'On' == bucket.Mode", "the value is never 'On'", 20..<24),
    ("bucket.?Mode.orValue('') in ['', 'Enable']", "the value is never 'Enable'", 33..<41),
    (
      "buckets.map(b, b.?Mode.orValue('')).exists(m, m == 'on')", "the value is never 'on'", 51..<55
    ),
    ("bucket.Nmae == ''", "bucket has no field 'Nmae'", 7..<11),
    ("has(bucket.Nmae)", "bucket has no field 'Nmae'", 11..<15),
    ("bucket.?Nmae.hasValue()", "bucket has no field 'Nmae'", 8..<12),
    ("bucket.?Next.Nmae.hasValue()", "bucket has no field 'Nmae'", 13..<17),
  ])
  func anUnguardedReadOrAnImpossibleWordIsRefused(
    _ expression: String,
    _ message: String,
    _ range: Range<Int>
  ) {
    let error = #expect(throws: ExpressionError.self) {
      try Program(compiling: expression, in: Self.environment())
    }
    #expect(error?.message == message)
    #expect(error?.range == range)
    #expect(error?.help != nil)
  }

  @Test func aTypeDoesNotDoubleWithEveryLevel() throws {
    let binds = (1...60).map { "cel.bind(a\($0), {a\($0 - 1): a\($0 - 1)}, " }.joined()
    let text = "cel.bind(a0, [1], \(binds)a60\(String(repeating: ")", count: 61))"
    let type = try Program.type(of: text, in: Self.environment())
    #expect(type.description.hasPrefix("map(dyn, map(dyn, "))
  }

  @Test func withoutDeclarationsTypesAreLeftToTheEvaluation() throws {
    _ = try Program(compiling: "1 + 'a' == n.nothing", in: Self.environment(nil))
  }

  @Test(arguments: ["int", "map(string, list(A))", "net.IP", "AWS::S3::Bucket", "tuple(A, dyn)"])
  func aTypeIsWrittenAsItIsRead(_ text: String) throws {
    #expect(try #require(StaticType(text)).description == text)
  }

  @Test(arguments: ["", "list(", "list(int", "list int", "list(int))", "(int)"])
  func whatIsNoTypeIsRefused(_ text: String) {
    #expect(StaticType(text) == nil)
  }
}
