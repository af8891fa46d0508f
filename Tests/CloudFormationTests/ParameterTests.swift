import Findings
import Infrastructure
import TemplateEstates
import Testing
import Values

/// What is known of a parameter, and in which type it arrives where it is used.
@Suite struct ParameterTests {
  func outline(_ declaration: String, given: String? = nil) -> String? {
    probe(
      "!Ref P",
      sections: "Parameters:\n  P: \(declaration)",
      parameters: given.map { ["P": $0] } ?? [:]
    ).outlineOfProbe
  }

  @Test(
    arguments: [
      ("{Type: String}", nil, "?parameter"),
      ("{Type: String}", "x", "'x'"),
      ("{Type: String}", "", "''"),
      ("{Type: String, Default: d}", nil, "~'d'"),
      ("{Type: String, Default: ''}", nil, "~''"),
      ("{Type: String, Default: d}", "x", "'x'"),
      ("{Type: String, AllowedValues: [a, b]}", nil, "<'a' | 'b'>"),
      ("{Type: String, AllowedValues: [a, b], Default: a}", nil, "<'a' | 'b'>"),
      ("{Type: String, AllowedValues: [a, b], Default: a}", "b", "'b'"),
      ("{Type: String, AllowedValues: [a]}", nil, "'a'"),
      ("{Type: String, AllowedValues: [a, a]}", nil, "'a'"),
      ("{Type: String, AllowedValues: [true, 1]}", nil, "<'true' | '1'>"),
      ("{Type: String, AllowedValues: []}", nil, "?parameter"),
      ("{Type: Number, Default: 8}", nil, "~'8'"),
      ("{Type: Number}", "8", "'8'"),
      ("{Type: CommaDelimitedList}", nil, "?parameter"),
      ("{Type: CommaDelimitedList}", "a,b", "['a', 'b']"),
      ("{Type: CommaDelimitedList}", " a , b ", "['a', 'b']"),
      ("{Type: CommaDelimitedList}", "a", "['a']"),
      ("{Type: CommaDelimitedList, Default: 'a,b'}", nil, "~['a', 'b']"),
      ("{Type: CommaDelimitedList, AllowedValues: [a, b]}", nil, "?parameter"),
      ("{Type: List<Number>}", "1,2", "['1', '2']"),
      ("{Type: 'List<AWS::EC2::Subnet::Id>'}", "subnet-1, subnet-2", "['subnet-1', 'subnet-2']"),
      ("{Type: AWS::EC2::VPC::Id}", "vpc-1", "'vpc-1'"),
      ("{Type: 'AWS::SSM::Parameter::Value<String>', Default: /path}", nil, "?dynamic-reference"),
      ("{Type: 'AWS::SSM::Parameter::Value<String>'}", "/path", "?dynamic-reference"),
      (
        "{Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: /path}", nil,
        "?dynamic-reference"
      ),
    ] as [(String, String?, String)]
  )
  func whatIsKnownOfAParameter(declaration: String, given: String?, outline: String) {
    #expect(self.outline(declaration, given: given) == outline)
  }

  /// More worlds than a set of cases holds.
  @Test func aParameterWithTooManyAllowedValuesHasItsDefault() {
    let values = (0..<65).map { "v\($0)" }.joined(separator: ", ")
    #expect(outline("{Type: String, AllowedValues: [\(values)]}") == "?parameter")
    #expect(outline("{Type: String, AllowedValues: [\(values)], Default: v1}") == "~'v1'")
    #expect(
      outline("{Type: String, AllowedValues: [\(values)], Default: v1}", given: "v2") == "'v2'"
    )
    let fewer = (0..<64).map { "v\($0)" }.joined(separator: ", ")
    #expect(outline("{Type: String, AllowedValues: [\(fewer)]}")?.hasSuffix("| 'v63'>") == true)
  }

  @Test(
    arguments: [
      ("EnableKeyRotation", "true", "true"),
      ("EnableKeyRotation", "false", "false"),
      ("EnableKeyRotation", "True", "true"),
      ("EnableKeyRotation", "FALSE", "false"),
      ("PendingWindowInDays", "7", "7"),
      ("PendingWindowInDays", "07", "7"),
      ("Description", "true", "'true'"),
      ("Description", "7", "'7'"),
      ("KeyPolicy", "true", "'true'"),
    ]
  )
  func aParameterTakesTheTypeOfItsPlace(property: String, given: String, outline: String) {
    let template = TemplateEstate(
      """
      Parameters:
        P: {Type: String}
      Resources:
        Key: {Type: AWS::KMS::Key, Properties: {\(property): !Ref P}}
      """,
      parameters: ["P": given]
    )
    #expect(template.outline(property, of: "Key") == outline)
  }

  @Test(
    arguments: [
      ("EnableKeyRotation", "'true'", "true"),
      ("EnableKeyRotation", "True", "true"),
      ("EnableKeyRotation", "yes", "true"),
      ("EnableKeyRotation", "'yes'", "?invalid-value"),
      ("EnableKeyRotation", "off", "false"),
      ("PendingWindowInDays", "'7'", "7"),
      ("PendingWindowInDays", "nan", "?invalid-value"),
      ("PendingWindowInDays", "inf", "?invalid-value"),
      ("Description", "true", "'true'"),
      ("Description", "010", "'010'"),
      ("Description", "1.50", "'1.50'"),
      ("Description", "2012-10-17", "'2012-10-17'"),
    ]
  )
  func aWrittenScalarTakesTheTypeOfItsPlace(property: String, text: String, outline: String) {
    let template = TemplateEstate(
      "Resources:\n  Key: {Type: AWS::KMS::Key, Properties: {\(property): \(text)}}"
    )
    #expect(template.outline(property, of: "Key") == outline)
  }

  @Test func elementsOfAListParameterTakeTheTypeOfTheirPlace() {
    let template = TemplateEstate(
      """
      Parameters:
        Ports: {Type: List<Number>}
      Resources:
        Rule:
          Type: AWS::EC2::SecurityGroupIngress
          Properties: {FromPort: !Select [0, !Ref Ports], ToPort: !Select [1, !Ref Ports]}
      """,
      parameters: ["Ports": "22,443"]
    )
    #expect(template.outline("FromPort", of: "Rule") == "22")
    #expect(template.outline("ToPort", of: "Rule") == "443")
  }

  @Test func aParameterThatIsNoMappingIsReported() {
    let template = probe("!Ref P", sections: "Parameters:\n  P: text")
    #expect(template.diagnostics.map(\.code) == ["wrong-type", "unresolved-reference"])
    #expect(template.outlineOfProbe == "?unresolved-reference")
  }

  @Test func aPseudoParameterIsKnownWhereItIsGiven() {
    #expect(probe("!Ref AWS::Region").outlineOfProbe == "?pseudo-parameter")
    let parameters = ["AWS::Region": "eu-west-1", "AWS::AccountId": "123456789012"]
    #expect(probe("!Ref AWS::Region", parameters: parameters).outlineOfProbe == "'eu-west-1'")
    #expect(
      probe("!Sub '${AWS::AccountId}/x'", parameters: parameters).outlineOfProbe
        == "'123456789012/x'"
    )
  }

  @Test func anUnknownParameterSaysHowToSettleIt() throws {
    let template = probe("!Ref P", sections: "Parameters:\n  P: {Type: String}")
    let value = try #require(template.value("Value", of: "Probe"))
    let unknown = template.estate.heap.unknown(value)
    #expect(unknown.subject == "parameter 'P'")
    #expect(unknown.settle == "--parameter P=VALUE")
  }
}
