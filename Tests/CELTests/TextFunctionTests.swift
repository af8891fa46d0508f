import CEL
import ExpressionProperties
import Testing
import Values

/// The functions of the `strings` extension where the conformance suite is silent.
struct TextFunctionTests {
  private static func stage() -> Stage {
    var stage = Stage()
    stage.declare("open", .unknown("parameter 'P'"))
    stage.declare("host", .template(["API.", .unknown("region"), ".Internal"]))
    stage.declare("arn", .reference(to: 1, text: .template(["ARN:", .unknown("account")])))
    stage.declare("id", .reference(to: 1, text: .unknown("an id")))
    stage.declare("named", .reference(to: 1, text: "Logs"))
    stage.declare("some", ["a", .possible("b")])
    return stage
  }

  @Test(arguments: [
    ("'ab'.replace('', '-')", "'-a-b-'"),
    ("'ab'.replace('', '-', 2)", "'-a-b'"),
    ("'aaa'.replace('a', 'b', 0)", "'aaa'"),
    ("'aaa'.replace('a', '')", "''"),
    ("'abc'.split('')", "['a', 'b', 'c']"),
    ("'a©c'.split('', 2)", "['a', '©c']"),
    ("''.split('')", "[]"),
    ("''.split(',')", "['']"),
    ("'a,b,'.split(',')", "['a', 'b', '']"),
    ("'a,b,c'.split(',', 2)", "['a', 'b,c']"),
    ("''.trim()", "''"),
    ("' \\t '.trim()", "''"),
    ("'abc'.indexOf('c', 3)", "-1"),
    ("'a©b©'.lastIndexOf('©')", "3"),
    ("['a', 1].join()", "error: no such overload"),
    ("'a'.join()", "error: no such overload"),
    ("[['a'].join(), 'b'].join('/')", "'a/b'"),
  ])
  func textsAreCutAndPutTogether(_ expression: String, _ expected: String) throws {
    var stage = Self.stage()
    #expect(try stage.evaluate(expression) == expected)
  }

  @Test(arguments: [
    ("open.lowerAscii()", "unknown: parameter 'P'"),
    ("'a'.replace(open, 'b')", "unknown: parameter 'P'"),
    ("'a'.charAt(open)", "unknown: parameter 'P'"),
    ("open.substring(1 / 0)", "unknown: parameter 'P'"),
    ("host.lowerAscii().startsWith('api.')", "true"),
    ("host.lowerAscii().endsWith('.Internal')", "false"),
    ("host.upperAscii().endsWith('.INTERNAL')", "true"),
    ("arn.lowerAscii().startsWith('arn:')", "true"),
    ("arn.lowerAscii() == arn.lowerAscii()", "unknown: account"),
    ("id.lowerAscii()", "unknown: an id"),
    ("named.lowerAscii()", "'logs'"),
    ("named.split('o')", "['L', 'gs']"),
    ("host.trim()", "unknown: region"),
    ("host.split('.')", "unknown: region"),
    ("[host, 'x'].join('/').endsWith('l/x')", "true"),
    ("[open, 'x'].join('/')", "unknown: parameter 'P'"),
    ("some.join()", "unknown: whether this element is there"),
  ])
  func whatIsOpenInATextStaysOpen(_ expression: String, _ expected: String) throws {
    var stage = Self.stage()
    #expect(try stage.evaluate(expression) == expected)
  }

  @Test func aFunctionWithTooManyArgumentsIsAnErrorOfTheProgram() throws {
    #expect {
      try Program(compiling: "'a'.substring(1, 2, 3)", in: Self.stage().environment)
    } throws: { error in
      (error as? ExpressionError)?.message == "'substring' takes 1 to 2 arguments, not 3"
    }
  }
}
