import CEL
import ExpressionProperties
import Testing
import Values

/// The functions of the language's extensions, beyond what the conformance suite asks.
struct LibraryTests {
  @Test(arguments: [
    ("string(ip('2001:0DB8:0:0:1:0:0:1'))", "'2001:db8::1:0:0:1'"),
    ("string(ip('1:0:0:2:0:0:0:3'))", "'1:0:0:2::3'"),
    ("string(ip('::'))", "'::'"),
    ("string(ip('64:ff9b::192.0.2.33'))", "'64:ff9b::c000:221'"),
    ("isIP('1.2.3.04') || isIP('1.2.3') || isIP('1:2') || isIP('12345::') || isIP('')", "false"),
    ("isIP('1::2::3') || isIP(':1:2:3:4:5:6:7') || isIP('1:2:3:4:5:6:7::8:9')", "false"),
    ("cidr('10.0.0.7/8').masked() == cidr('10.0.0.0/8')", "true"),
    ("cidr('0.0.0.0/0').containsIP('255.255.255.255')", "true"),
    ("cidr('::/0').containsCIDR('0.0.0.0/0')", "false"),
    ("cidr('10.0.0.0/33')", "error: invalid argument"),
    ("cidr('10.0.0.0/08')", "error: invalid argument"),
    ("cidr('10.0.0.0')", "error: invalid argument"),
    ("cidr('2001:db8::/128').prefixLength()", "128"),
    ("ip('10.0.0.1').masked()", "error: no such overload"),
    ("ip(1)", "error: no such overload"),
  ])
  func addressesAreReadAndWritten(_ expression: String, _ expected: String) throws {
    var stage = Stage()
    #expect(try stage.evaluate(expression) == expected)
  }

  @Test(arguments: [
    ("'%.3f %.0f %.1f'.format([0.0005, 0.5, 0.05])", "'0.001 0 0.1'"),
    ("'%.2f'.format([999.999])", "'1000.00'"),
    ("'%.1e %e'.format([9.96, 0.0])", "'1.0e+01 0.000000e+00'"),
    ("'%.2e'.format([5e-324])", "'4.94e-324'"),
    ("'%f'.format([-0.0])", "'-0.000000'"),
    ("'%.20f'.format([0.1])", "'0.10000000000000000555'"),
    ("'%s %s'.format([1e21, -1.5e-7])", "'1000000000000000000000 -0.00000015'"),
    ("'%x %X %b'.format([-255, 255u, -5])", "'-ff FF -101'"),
    ("'%s'.format([cidr('10.0.0.0/8')])", "'10.0.0.0/8'"),
    ("'%'.format([])", "error: invalid argument"),
    ("'%.f'.format([1.0])", "error: invalid argument"),
    ("'%.1001f'.format([1.0])", "error: invalid argument"),
    ("'%d'.format([1.5])", "error: invalid argument"),
    ("'%s'.format([optional.of(1)])", "error: invalid argument"),
  ])
  func valuesAreFormatted(_ expression: String, _ expected: String) throws {
    var stage = Stage()
    #expect(try stage.evaluate(expression) == expected)
  }

  @Test(arguments: [
    ("timestamp('2024-02-29T12:00:00+02:00')", "timestamp('2024-02-29T10:00:00Z')"),
    ("timestamp('2023-02-29T12:00:00Z')", "error: invalid argument"),
    ("timestamp(253402300800)", "error: return error for overflow"),
    ("timestamp('1969-12-31T23:59:59.5Z') < timestamp(0)", "true"),
    ("timestamp(0) - duration('1ns')", "timestamp('1969-12-31T23:59:59.999999999Z')"),
    ("timestamp('2000-03-01T00:00:00Z').getDayOfYear()", "60"),
    ("timestamp(0).getHours('Europe/Berlin')", "error: invalid argument"),
    ("duration('1h2m3.5s')", "duration('3723.5s')"),
    ("duration('-1.5ms') + duration('1500us') == duration('0')", "true"),
    ("duration('')", "error: invalid argument"),
    ("duration('1')", "error: invalid argument"),
    ("duration('9223372036.854775808s')", "error: invalid argument"),
  ])
  func timesAreReckoned(_ expression: String, _ expected: String) throws {
    var stage = Stage()
    #expect(try stage.evaluate(expression) == expected)
  }

  @Test(arguments: [
    ("base64.encode(b'') + base64.encode(b'a') + base64.encode(b'ab')", "'YQ==YWI='"),
    ("base64.decode(base64.encode(b'\\x00\\xff\\x10')) == b'\\x00\\xff\\x10'", "true"),
    ("base64.decode('YQ') == b'a'", "true"),
    ("base64.decode('YQ=')", "error: invalid argument"),
    ("base64.decode('Y')", "error: invalid argument"),
    ("base64.decode('Y Q=')", "error: invalid argument"),
  ])
  func bytesAreWrittenAsLetters(_ expression: String, _ expected: String) throws {
    var stage = Stage()
    #expect(try stage.evaluate(expression) == expected)
  }

  @Test func aFormatKeepsWhatIsKnownOfItsTexts() throws {
    var stage = Stage()
    stage.declare("t", .template(["a", .unknown("gap")]))
    stage.declare("x", .unknown("parameter 'P'"))
    #expect(try stage.evaluate("'%s-%d'.format([t, 1]).startsWith('a')") == "true")
    #expect(try stage.evaluate("'%s'.format([t]) == 'b'") == "false")
    #expect(try stage.evaluate("'%s'.format([x])") == "unknown: parameter 'P'")
    #expect(try stage.evaluate("isIP(x)") == "unknown: parameter 'P'")
  }

  @Test func aWrongAddressIsBlamedWhereItStands() throws {
    var stage = Stage()
    stage.declare("d", ["Range": "0.0.0.0/0"])
    #expect(try stage.explain("cidr(d.Range).prefixLength() > 0").hasPrefix("d.Range is"))
  }

  @Test func aFunctionOfANamespaceIsSuggested() throws {
    let stage = Stage()
    #expect(throws: ExpressionError.self) {
      try Program(compiling: "math.greatst(1, 2)", in: stage.environment)
    }
    do {
      _ = try Program(compiling: "math.greatst(1, 2)", in: stage.environment)
    } catch {
      #expect(error.help == "did you mean 'math.greatest'?")
    }
  }
}
