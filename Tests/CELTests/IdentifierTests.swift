import CEL
import ExpressionProperties
import Testing
import Values

/// Answers about ids that are not known, but that are ids.
struct IdentifierTests {
  private static func stage() -> Stage {
    var stage = Stage()
    stage.declare("id", .identifier("an id"))
    stage.declare("open", .unknown("parameter 'P'"))
    stage.declare("role", .template(["arn:aws:iam::", .identifier("account"), ":root"]))
    stage.declare("whole", .template([.identifier("account")]))
    stage.declare("pair", .template([.identifier("account"), ":", .identifier("region")]))
    stage.declare("mixed", .template([.identifier("account"), .unknown("a path")]))
    stage.declare("objects", .template(["arn:aws:s3:::", .identifier("bucket"), "/*"]))
    stage.declare("reference", .reference(to: 1, text: .identifier("an id")))
    return stage
  }

  @Test(arguments: [
    ("id == ''", "false"),
    ("id == '*'", "false"),
    ("id != 'vpc-?'", "true"),
    ("id == 'vpc-1'", "unknown: an id"),
    ("id == 1", "unknown: an id"),
    ("id == open", "unknown: an id"),
    ("id == id", "unknown: an id"),
    ("id in ['*', '']", "false"),
    ("id in ['*', 'vpc-1']", "unknown: an id"),
    ("['*', id].exists(x, x == '*')", "true"),
    ("[id].exists(x, x == '*')", "false"),
    ("id.startsWith('*')", "false"),
    ("id.endsWith(':*')", "false"),
    ("id.contains('*')", "false"),
    ("id.contains('a')", "unknown: an id"),
    ("id.startsWith('')", "true"),
    ("optional.ofNonZeroValue(whole).hasValue()", "true"),
    ("whole == '*'", "false"),
    ("whole == ''", "false"),
    ("whole == 'a'", "unknown: account"),
    ("role == '*'", "false"),
    ("role == 'arn:aws:iam:::root'", "false"),
    ("role == 'arn:aws:iam::*:root'", "false"),
    ("role == 'arn:aws:iam::1:root'", "unknown: account"),
    ("pair == 'a:b'", "unknown: account"),
    ("pair == ':b'", "false"),
    ("pair == 'a*:b'", "false"),
    ("pair.startsWith('a*')", "false"),
    ("mixed == 'a*'", "unknown: account"),
    ("mixed == '*a'", "false"),
    ("mixed.contains('*')", "unknown: account"),
    ("objects.endsWith('*')", "true"),
    ("objects.contains('*')", "true"),
    ("objects.contains('?')", "false"),
    ("objects.contains('b/*')", "unknown: bucket"),
    ("objects == 'arn:aws:s3:::*/*'", "false"),
    ("objects.matches('[*]$')", "true"),
    ("('x-' + id) == 'x-'", "false"),
    ("(id + '/*').endsWith('/*')", "true"),
    ("reference == '*'", "false"),
    ("reference.endsWith('*')", "false"),
    // What is made of an id need be none.
    ("id.split('-')[0] == '*'", "unknown: an id"),
    ("open == '*'", "unknown: parameter 'P'"),
    ("id.lowerAscii() == '*'", "unknown: an id"),
    ("whole.lowerAscii() == '*'", "false"),
    ("reference.upperAscii() == '*'", "false"),
  ])
  func anIdIsNeitherEmptyNorAWildcard(_ expression: String, _ expected: String) throws {
    var stage = Self.stage()
    #expect(try stage.evaluate(expression) == expected)
  }

  @Test func anEndlessTextIsNotComparedPieceByPiece() throws {
    var stage = Stage()
    let gaps = (0..<5000).flatMap { _ -> [Document] in [.unknown("x"), "a"] }
    stage.declare("text", .template(gaps))
    stage.declare("long", .text(String(repeating: "a", count: 20000)))
    #expect(try stage.evaluate("text == long") == "unknown: x")
  }
}
