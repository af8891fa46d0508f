import TemplateEstates
import Testing

/// `Fn::Sub`, `Fn::Join` and `Fn::Base64`: texts of known and unknown pieces.
@Suite struct TextFunctionTests {
  static let sections = """
    Parameters:
      Name: {Type: String}
      Open: {Type: String}
      Stage: {Type: String, AllowedValues: [dev, prod]}
    Conditions:
      IsProd: !Equals [!Ref Stage, prod]
    """
  static let parameters = ["Name": "x"]

  @Test(
    arguments: [
      ("!Sub ''", "''"),
      ("!Sub 'plain'", "'plain'"),
      ("!Sub '${Name}'", "'x'"),
      ("!Sub '${Name}${Name}'", "'xx'"),
      ("!Sub '${!Name}'", "'${Name}'"),
      ("!Sub '${!Name}-${Name}'", "'${Name}-x'"),
      ("!Sub '${!}'", "'${}'"),
      ("!Sub '$Name'", "'$Name'"),
      ("!Sub '$${Name}'", "'$x'"),
      ("!Sub '${Name'", "'${Name'"),
      ("!Sub '}{$'", "'}{$'"),
      ("!Sub '${Name}}'", "'x}'"),
      ("!Sub 'ä${Name}ö'", "'äxö'"),
      ("!Sub [\"${A.B}\", {A.B: dotted}]", "'dotted'"),
      ("!Sub '${Bucket}'", "->Bucket"),
      ("!Sub 'a-${Bucket}'", "'a-data'"),
      ("!Sub '${Bucket.Arn}'", "->Bucket.Arn"),
      ("!Sub '${Bucket.Arn}/*'", "'arn:' + ?generated-attribute + ':s3:::data/*'"),
      ("!Sub '${Open}'", "?parameter"),
      ("!Sub 'a-${Open}-b'", "'a-' + ?parameter + '-b'"),
      ("!Sub '${AWS::Region}x'", "?pseudo-parameter + 'x'"),
      ("!Sub '${Stage}'", "<'dev' | 'prod'>"),
      ("!Sub 'a-${Stage}'", "'a-' + <'dev' | 'prod'>"),
      ("!Sub ['a-${If}', {If: !If [IsProd, p, d]}]", "'a-' + <'p' | 'd'>"),
    ]
  )
  func whatFnSubGives(expression: String, outline: String) {
    let probe = probe(expression, sections: Self.sections, parameters: Self.parameters)
    #expect(probe.outlineOfProbe == outline)
    #expect(probe.messages == [])
  }

  @Test(
    arguments: [
      ("!Join [',', []]", "''"),
      ("!Join ['', [a, b]]", "'ab'"),
      ("!Join [', ', [a, b, c]]", "'a, b, c'"),
      ("!Join [',', [1, true, 2.50]]", "'1,true,2.50'"),
      ("!Join [',', [a, !Ref AWS::NoValue, b]]", "'a,b'"),
      ("!Join [',', [!Ref AWS::NoValue]]", "''"),
      ("!Join ['-', [a, !Ref Open]]", "'a-' + ?parameter"),
      ("!Join [':', [a, !Ref Bucket]]", "'a:data'"),
      ("!Join [',', !Split ['-', 'a-b']]", "'a,b'"),
      ("!Join ['', [!Join ['', [a, b]], c]]", "'abc'"),
      // AWS's documentation: the example of Fn::Join.
      (
        "!Join ['', ['arn:', !Ref AWS::Partition, ':s3:::elasticbeanstalk-*-', !Ref AWS::AccountId]]",
        "'arn:' + ?pseudo-parameter + ':s3:::elasticbeanstalk-*-' + ?pseudo-parameter"
      ),
      ("!Join [':', [a, b, c]]", "'a:b:c'"),
    ]
  )
  func whatFnJoinGives(expression: String, outline: String) {
    let probe = probe(expression, sections: Self.sections, parameters: Self.parameters)
    #expect(probe.outlineOfProbe == outline)
    #expect(probe.messages == [])
  }

  /// An element that is not there takes its separator along.
  @Test func aJoinedElementThatMayBeMissingLeavesNoSeparator() throws {
    let probe = probe(
      "!Join [',', [a, !If [IsProd, p, !Ref AWS::NoValue], b]]",
      sections: Self.sections
    )
    let value = try #require(probe.value("Value", of: "Probe"))
    #expect(probe.outline(value, in: probe.world(["Stage": "prod"])) == "'a,p,b'")
    let without = try #require(probe.outline(value, in: probe.world(["Stage": "dev"])))
    #expect(without == "'a,b'" || without.contains("?"))
  }

  // RFC 4648, section 10.
  @Test(
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("ä\u{10FFFF}", "w6T0j7+/"),
    ]
  )
  func whatFnBase64Gives(text: String, encoded: String) {
    #expect(probe("!Base64 '\(text)'").outlineOfProbe == "'\(encoded)'")
  }

  @Test func base64OfAnUnknownTextIsUnknown() {
    let probe = probe("{Fn::Base64: !Sub 'a${Open}'}", sections: Self.sections)
    #expect(probe.outlineOfProbe?.hasPrefix("?") == true)
  }
}
