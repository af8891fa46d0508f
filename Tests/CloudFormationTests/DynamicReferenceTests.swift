import TemplateEstates
import Testing

/// Dynamic references, and parameters of Systems Manager.
@Suite struct DynamicReferenceTests {
  @Test(
    arguments: [
      ("'{{resolve:ssm:/ml/key}}'", "?dynamic-reference"),
      ("'{{resolve:ssm:/ml/key:3}}'", "?dynamic-reference"),
      ("'a-{{resolve:ssm:/ml/key}}-b'", "'a-' + ?dynamic-reference + '-b'"),
      ("!Sub '{{resolve:ssm:/${Stage}/key}}/x'", "?dynamic-reference + '/x'"),
      (
        "!Join ['', ['{{resolve:secretsmanager:', !Ref Bucket, ':SecretString:pw}}']]",
        "?dynamic-reference"
      ),
      ("!Ref Stored", "?dynamic-reference"),
      ("'{{resolve:ssm:/known}}'", "'value'"),
      ("!Sub 'x/{{resolve:ssm:${Word}}}'", "'x/value'"),
      ("'{{resolve:ssm:unclosed'", "'{{resolve:ssm:unclosed'"),
      ("'{{other}}'", "'{{other}}'"),
    ]
  )
  func aDynamicReferenceIsNoText(expression: String, expected: String) {
    let probe = probe(
      expression,
      sections: """
        Parameters:
          Stage: {Type: String}
          Word: {Type: String}
          Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /ml/key}
        """,
      parameters: ["resolve:ssm:/known": "value", "Word": "/known"]
    )
    #expect(probe.outlineOfProbe == expected)
  }

  static let store = """
    Resources:
      Key: {Type: AWS::KMS::Key}
      Entry:
        Type: AWS::SSM::Parameter
        Properties: {Type: String, Name: /ml/key, Value: !GetAtt Key.Arn}
      Loop:
        Type: AWS::SSM::Parameter
        Properties: {Type: String, Name: /loop, Value: '{{resolve:ssm:/loop}}'}
    """

  static let user = """
    Parameters:
      Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /ml/key}
    Resources:
      One: {Type: Custom::A, Properties: {Key: '{{resolve:ssm:/ml/key}}', Loop: '{{resolve:ssm:/loop}}'}}
      Two: {Type: Custom::A, Properties: {Key: !Ref Stored}}
    """

  @Test(arguments: [false, true])
  func aParameterThatAnotherStackStoresIsWhatItHolds(reversed: Bool) {
    let files = [("store.yaml", Self.store), ("user.yaml", Self.user)]
    let estate = TemplateEstate(reversed ? files.reversed() : files)
    #expect(estate.outline("Key", of: "One") == "->Key.Arn")
    #expect(estate.outline("Key", of: "Two") == "~->Key.Arn")
    #expect(estate.outline("Loop", of: "One") == "?dynamic-reference")
    #expect(estate.diagnostics.isEmpty)
  }

  @Test func aVersionThatIsNamedIsNotTheOneThatIsStored() {
    let estate = TemplateEstate([
      ("store.yaml", Self.store),
      (
        "use.yaml",
        "Resources: {U: {Type: Custom::A, Properties: {Key: '{{resolve:ssm:/ml/key:2}}'}}}"
      ),
    ])
    #expect(estate.outline("Key", of: "U") == "?dynamic-reference")
  }

  @Test func aDynamicReferenceInADocumentIsNoText() {
    let estate = TemplateEstate(
      #"""
      Resources:
        P:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument: '{"Statement": [{"Resource": "{{resolve:ssm:/arn}}"}]}'
      """#
    )
    #expect(estate.outline("PolicyDocument.Statement.0.Resource", of: "P") == "?dynamic-reference")
  }

  @Test func aParameterThatIsStoredTwiceIsUnknown() {
    let estate = TemplateEstate([
      ("a.yaml", Self.store), ("b.yaml", Self.store), ("user.yaml", Self.user),
    ])
    #expect(estate.outline("Key", of: "One") == "?dynamic-reference")
  }
}
