import Findings
import TemplateEstates
import Testing
import Values

/// `Fn::Select`, `Fn::Split`, `Fn::Cidr` and `Fn::FindInMap`.
@Suite struct ListFunctionTests {
  static let sections = """
    Parameters:
      Stage: {Type: String, AllowedValues: [dev, prod]}
      Zone: {Type: String, AllowedValues: [a, b]}
      Open: {Type: String}
      OpenList: {Type: CommaDelimitedList}
      DbSubnetIpBlocks:
        Type: CommaDelimitedList
        Default: "10.0.48.0/24, 10.0.112.0/24, 10.0.176.0/24"
    Mappings:
      RegionMap:
        us-east-1: {HVM64: ami-0ff8a91507f77f867, HVMG2: ami-0a584ac55a7631c0c}
        us-west-1: {HVM64: ami-0bdb828fd58c52235}
      Sizes:
        dev: {a: 1, b: "2", Flag: true}
        prod: {a: 3}
      Empty: {}
    Conditions:
      IsProd: !Equals [!Ref Stage, prod]
    """

  // The examples of AWS's documentation of Fn::Select and Fn::Split.
  @Test(
    arguments: [
      (#"!Select ["1", ["apples", "grapes", "oranges", "mangoes"]]"#, "'grapes'"),
      ("!Select [0, !Ref DbSubnetIpBlocks]", "~'10.0.48.0/24'"),
      ("!Select [2, !Ref DbSubnetIpBlocks]", "~'10.0.176.0/24'"),
      (#"!Split ["|", "a|b|c"]"#, "['a', 'b', 'c']"),
      (#"!Split ["|", "a||c|"]"#, "['a', '', 'c', '']"),
      ("!Select [2, !Split [',', !ImportValue AccountSubnetIDs]]", "?imported-value"),
      (#"!Select [5, !Split [":", "arn:aws:iam::123456789012:role/x"]]"#, "'role/x'"),
      (#"!Split ["--", "a---b"]"#, "['a', '-b']"),
      (#"!Split [",", ""]"#, "['']"),
      (#"!Split [",", "a"]"#, "['a']"),
      (#"!Split ["ab", "a"]"#, "['a']"),
    ]
  )
  func whatSelectAndSplitGive(expression: String, outline: String) {
    let probe = probe(expression, sections: Self.sections)
    #expect(probe.outlineOfProbe == outline)
    #expect(probe.messages == [])
  }

  @Test(
    arguments: [
      "!Select [0, !Ref OpenList]", "!Select [!Ref Open, [a, b]]", "!Split [',', !Ref Open]",
      "!Split [',', !Sub 'a,${Open}']", "!Select [0, !Split [',', !Ref Open]]",
      "!Select [0, !GetAZs '']", "!Cidr [!Ref Open, 2, 8]", "!Cidr [10.0.0.0/16, !Ref Open, 8]",
      "!Select [0, !Cidr [!GetAtt Bucket.Arn, 1, 8]]",
    ]
  )
  func whatIsTakenFromSomethingUnknownIsUnknown(expression: String) {
    let probe = probe(expression, sections: Self.sections)
    #expect(probe.outlineOfProbe?.hasPrefix("?") == true)
    #expect(probe.messages == [])
  }

  /// Which element is the second one depends on whether the first one is there.
  @Test(
    arguments: [
      "!Select [0, [!If [IsProd, a, !Ref AWS::NoValue], b]]",
      "!Select [1, [!If [IsProd, a, !Ref AWS::NoValue], b]]",
    ]
  )
  func elementsBehindOneThatMayBeMissingAreNotGuessed(expression: String) throws {
    let probe = probe(expression, sections: Self.sections)
    let value = try #require(probe.value("Value", of: "Probe"))
    for world in probe.worlds {
      let outline = try #require(probe.outline(value, in: world))
      let isProd = world == probe.world(["Stage": "prod"])
      if !outline.hasPrefix("?") {
        #expect(isProd)
        #expect(outline == (expression.contains("[0") ? "'a'" : "'b'"))
      }
    }
  }

  @Test(
    arguments: [
      (
        #"!Cidr ["192.168.0.0/24", 6, 5]"#,
        [
          "192.168.0.0/27", "192.168.0.32/27", "192.168.0.64/27", "192.168.0.96/27",
          "192.168.0.128/27", "192.168.0.160/27",
        ]
      ),
      (#"!Cidr ["10.0.0.0/16", 2, 8]"#, ["10.0.0.0/24", "10.0.1.0/24"]),
      (#"!Cidr ["10.0.0.0/32", 1, 0x0]"#, []),
      (
        #"!Cidr ["2001:db8::/56", 3, 64]"#,
        ["2001:db8::/64", "2001:db8:0:1::/64", "2001:db8:0:2::/64"]
      ),
      (#"!Cidr ["10.0.0.0/8", 1, 24]"#, ["10.0.0.0/8"]),
    ]
  )
  func whatFnCidrGives(expression: String, blocks: [String]) {
    let outline = "[\(blocks.map { "'\($0)'" }.joined(separator: ", "))]"
    let found = probe(expression).outlineOfProbe
    if blocks.isEmpty { #expect(found?.hasPrefix("?") == true) } else { #expect(found == outline) }
  }

  /// AWS documents no number of bits for a call without one.
  @Test func fnCidrWithoutBitsIsUnknown() {
    #expect(probe("!Cidr [10.0.0.0/16, 2]").outlineOfProbe?.hasPrefix("?") == true)
  }

  @Test(
    arguments: [
      (#"!FindInMap [RegionMap, us-east-1, HVM64]"#, "'ami-0ff8a91507f77f867'"),
      ("!FindInMap [Sizes, dev, a]", "1"),
      ("!FindInMap [Sizes, dev, b]", "'2'"),
      ("!FindInMap [Sizes, dev, Flag]", "true"),
      ("!FindInMap [Sizes, !Ref Stage, a]", "<1 | 3>"),
      ("!FindInMap [Sizes, dev, !Ref Zone]", "<1 | '2'>"),
      ("!FindInMap [Sizes, !Ref Stage, !Ref Zone]", "<1 | '2' | 3 | ?invalid-value>"),
      ("!FindInMap [Sizes, !If [IsProd, prod, dev], a]", "<3 | 1>"),
      ("!FindInMap [RegionMap, !Ref AWS::Region, HVM64]", "?pseudo-parameter"),
      ("!FindInMap [Sizes, dev, !Ref Open]", "?parameter"),
      ("!FindInMap [Sizes, none, a]", "?invalid-value"),
      ("!FindInMap [Sizes, dev, none]", "?invalid-value"),
      ("!FindInMap [Empty, dev, none]", "?invalid-value"),
      ("!FindInMap [Sizes, dev, none, {DefaultValue: x}]", "'x'"),
    ]
  )
  func whatFnFindInMapGives(expression: String, outline: String) throws {
    let probe = probe(expression, sections: Self.sections)
    #expect(probe.outlineOfProbe == outline)
    let value = try #require(probe.value("Value", of: "Probe"))
    #expect(!value.origin.isNone)
  }

  @Test func theRegionDecidesWhereItIsGiven() {
    let probe = probe(
      "!FindInMap [RegionMap, !Ref AWS::Region, HVM64]",
      sections: Self.sections,
      parameters: ["AWS::Region": "us-west-1"]
    )
    #expect(probe.outlineOfProbe == "'ami-0bdb828fd58c52235'")
  }

  /// What an attribute is that only AWS or a custom resource knows is given as a text.
  @Test(arguments: ["SubnetIds", "Arn", "NoWordOfAWS"], ["a, b,c", ""])
  func aListThatTheRunGivesForAnAttributeIsWrittenWithCommas(attribute: String, text: String) {
    let estate = TemplateEstate(
      """
      Resources:
        Lookup: {Type: Custom::Lookup}
        Build:
          Type: AWS::CodeBuild::Project
          Properties: {VpcConfig: {Subnets: !GetAtt Lookup.\(attribute)}}
      """,
      parameters: ["Lookup.\(attribute)": text]
    )
    let expected = text.isEmpty ? "[]" : "['a', 'b', 'c']"
    #expect(estate.outline("VpcConfig.Subnets", of: "Build") == expected)
    #expect(estate.diagnostics.isEmpty)
  }

  @Test func whatTheRunGivesForAnAttributeIsSplit() {
    let probe = probe(
      #"!Split [",", !GetAtt Nameless.Arn]"#,
      parameters: ["Nameless.Arn": "subnet-1,subnet-2"]
    )
    #expect(probe.outlineOfProbe == "['subnet-1', 'subnet-2']")
  }

  /// What AWS makes up may hold the separator, what stands before it does not.
  @Test func anAttributeIsSplitWhereItIsKnown() {
    #expect(
      probe(#"!Select [5, !Split [":", !GetAtt Bucket.Arn]]"#).outlineOfProbe == "'data'"
    )
    #expect(
      probe(#"!Select [4, !Split [":", !Sub "a:${AWS::Partition}:i:${AWS::AccountId}:r/x"]]"#)
        .outlineOfProbe == "'r/x'"
    )
    // A name with a path would hold a slash, and so might what was not split at all.
    #expect(
      probe(
        #"!Select [1, !Split ["/", !Select [5, !Split [":", !Sub "a:${AWS::Region}:${Open}"]]]]"#,
        sections: Self.sections
      ).outlineOfProbe?.hasPrefix("?") == true
    )
    #expect(probe(#"!Split ["e", !GetAtt Nameless.Arn]"#).outlineOfProbe == "?generated-attribute")
  }

  @Test(arguments: [("'2'", 0), ("'3'", 1)])
  func whatIsNotCreatedMayAskForMoreThanThereIs(zones: String, warnings: Int) {
    let estate = TemplateEstate(
      """
      Conditions: {HasThree: !Equals [\(zones), '3']}
      Resources:
        Third:
          Type: AWS::EC2::Subnet
          Condition: HasThree
          Properties: {VpcId: vpc-1, AvailabilityZone: !Select ['2', [a, b]]}
      """
    )
    #expect(estate.diagnostics.map(\.code).filter { $0 == "invalid-intrinsic" }.count == warnings)
  }
}
