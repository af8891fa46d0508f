import Findings
import Infrastructure
import TemplateEstates
import Testing
import Values

/// Connectors of the serverless application model, held against what AWS's own transform makes of them
/// (aws-sam-translator 1.115.0).
@Suite struct ConnectorTests {
  private static let text = """
    Transform: AWS::Serverless-2016-10-31
    Conditions: {C: !Equals [a, a]}
    Resources:
      Fn:
        Type: AWS::Serverless::Function
        Connectors:
          A: {Properties: {Destination: {Id: T}, Permissions: [Read, Write]}}
          M: {Properties: {Destination: [{Id: Q}, {Id: SM}], Permissions: [Write]}}
        Properties: {Handler: a.b, Runtime: python3.12, CodeUri: s3://b/k}
      Own:
        Type: AWS::Lambda::Function
        Properties: {Role: !GetAtt R.Arn}
      R: {Type: AWS::IAM::Role}
      T: {Type: AWS::Serverless::SimpleTable}
      Q: {Type: AWS::SQS::Queue}
      To: {Type: AWS::SNS::Topic}
      Rule: {Type: AWS::Events::Rule}
      SM: {Type: AWS::Serverless::StateMachine, Properties: {DefinitionUri: s3://b/k}}
      B: {Type: AWS::S3::Bucket}
      X:
        Type: AWS::Serverless::Connector
        Condition: C
        Properties: {Source: {Id: Own}, Destination: {Id: B}, Permissions: [Read]}
      Y:
        Type: AWS::Serverless::Connector
        Properties: {Source: {Id: To}, Destination: {Id: Q}, Permissions: [Write]}
      Z:
        Type: AWS::Serverless::Connector
        Properties: {Source: {Id: B}, Destination: {Id: Fn}, Permissions: [Write]}
      W:
        Type: AWS::Serverless::Connector
        Properties: {Source: {Id: Rule}, Destination: {Id: To}, Permissions: [Write]}
      V:
        Type: AWS::Serverless::Connector
        Properties: {Source: {Id: Q}, Destination: {Id: Own}, Permissions: [Read, Write]}
      U:
        Type: AWS::Serverless::Connector
        Properties:
          Source: {RoleName: lambda-role, Type: AWS::Lambda::Function}
          Destination: {Arn: arn:aws:s3:::x, Type: AWS::S3::Bucket}
          Permissions: [Read]
    """

  @Test func eachConnectionIsAPolicyOrAPermission() {
    let estate = TemplateEstate(Self.text)
    #expect(estate.diagnostics.map(\.message) == ["what state machine 'SM' starts is not judged"])
    let location = estate.outline("DefinitionS3Location", of: "SM")
    #expect(location == "{Bucket: 'b', Key: 'k'}")
    let granted = [
      "AWS::IAM::ManagedPolicy", "AWS::Lambda::Permission", "AWS::SQS::QueuePolicy",
      "AWS::SNS::TopicPolicy",
    ]
    #expect(
      granted.map { type in
        estate.estate.resources(ofType: type).map { estate.estate[$0].name }.sorted()
      } == [
        [
          "FnAPolicy", "FnMPolicyDestination0", "FnMPolicyDestination1", "UPolicy", "VPolicy",
          "XPolicy",
        ],
        ["ZWriteLambdaPermission"], ["YQueuePolicy"], ["WTopicPolicy"],
      ]
    )
  }

  @Test(arguments: [
    ("FnAPolicy", "Roles", "[->FnRole]"), ("XPolicy", "Roles", "[->R]"),
    ("VPolicy", "Roles", "[->R]"), ("UPolicy", "Roles", "['lambda-role']"),
    ("FnMPolicyDestination0", "PolicyDocument.Statement.0.Resource", "[->Q.Arn]"),
    ("UPolicy", "PolicyDocument.Statement.0.Resource", "['arn:aws:s3:::x', 'arn:aws:s3:::x/*']"),
    ("VPolicy", "PolicyDocument.Statement.0.Action.0", "'sqs:DeleteMessage'"),
    ("YQueuePolicy", "Queues", "[->Q]"), ("WTopicPolicy", "Topics", "[->To]"),
    ("ZWriteLambdaPermission", "Principal", "'s3.amazonaws.com'"),
    ("ZWriteLambdaPermission", "SourceArn", "->B.Arn"),
    ("ZWriteLambdaPermission", "FunctionName", "->Fn.Arn"),
  ])
  func whatIsGrantedIsWhatAWSMakesOfIt(resource: String, path: String, outline: String) {
    #expect(TemplateEstate(Self.text).outline(path, of: resource) == outline)
  }

  /// Types that cannot be connected, ids of nothing, roles that nobody can name.
  @Test(arguments: [
    "{Destination: {Id: Nothing}, Permissions: [Write]}",
    "{Destination: {Id: K}, Permissions: [Write]}",
    "{Destination: {Id: T}, Permissions: [Admin]}", "{Destination: {Id: T}}",
    "{Destination: {Arn: !Ref K, Type: AWS::SQS::Queue}, Permissions: !Ref K}",
  ])
  func whatIsNotKnownIsSaid(connector: String) {
    let estate = TemplateEstate(
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        K: {Type: AWS::KMS::Key}
        T: {Type: AWS::DynamoDB::Table}
        Fn:
          Type: AWS::Serverless::Function
          Connectors: {C: {Properties: \(connector)}}
          Properties: {Handler: a}
        S:
          Type: AWS::Serverless::Connector
          Properties: {Source: {Id: K}, Destination: {Id: T}, Permissions: [Read]}
      """
    )
    #expect(
      estate.diagnostics.map(\.message) == [
        "what connector 'C' of 'Fn' grants is not judged",
        "what the serverless application model makes of AWS::Serverless::Connector is not judged",
      ]
    )
  }
}
