import Findings
import Infrastructure
import SourceText
import TemplateEstates
import Testing
import Values

/// The serverless application model, held against what AWS's own transform makes of the template.
@Suite struct ServerlessTests {
  static let text = """
    AWSTemplateFormatVersion: '2010-09-09'
    Transform: AWS::Serverless-2016-10-31
    Globals:
      Function:
        Runtime: python3.12
        Timeout: 10
        Environment: {Variables: {A: '1', B: '2'}}
        VpcConfig: {SubnetIds: [subnet-1], SecurityGroupIds: [sg-1]}
      Api: {TracingEnabled: true}
    Parameters:
      Table: {Type: String, Default: t}
      Stage: {Type: String, AllowedValues: [dev, prod]}
    Conditions:
      IsProd: !Equals [!Ref Stage, prod]
    Resources:
      Bucket: {Type: AWS::S3::Bucket}
      Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {}}}
      Queue: {Type: AWS::SQS::Queue}
      Topic: {Type: AWS::SNS::Topic}
      Fn:
        Type: AWS::Serverless::Function
        Condition: IsProd
        Properties:
          Handler: a.b
          CodeUri: s3://b/k
          Tracing: Active
          Tags: {team: ml}
          Environment: {Variables: {B: '3'}}
          AutoPublishAlias: live
          FunctionUrlConfig: {AuthType: NONE}
          DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Queue.Arn}
          PermissionsBoundary: arn:aws:iam::111122223333:policy/b
          Policies:
            - AWSLambdaRole
            - AmazonSageMakerFullAccess
            - arn:aws:iam::aws:policy/PowerUserAccess
            - DynamoDBReadPolicy: {TableName: !Ref Table}
            - S3CrudPolicy: {BucketName: !Ref Bucket}
            - Statement: [{Effect: Allow, Action: 's3:*', Resource: '*'}]
            - !If [IsProd, !Ref Table, !Ref 'AWS::NoValue']
            - SQSPollerPolicy: {QueueName: !GetAtt Queue.QueueName}
          Events:
            Get: {Type: Api, Properties: {Path: /x, Method: get}}
            Tick: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
            Later: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 day)}}
            Q: {Type: SQS, Properties: {Queue: !GetAtt Queue.Arn, BatchSize: 5}}
            T: {Type: SNS, Properties: {Topic: !Ref Topic}}
            B: {Type: S3, Properties: {Bucket: !Ref Bucket, Events: 's3:ObjectCreated:*'}}
            H: {Type: HttpApi, Properties: {Path: /y, Method: get}}
            R: {Type: EventBridgeRule, Properties: {Pattern: {source: [aws.sagemaker]}}}
      Own:
        Type: AWS::Serverless::Function
        Properties: {Handler: a.b, InlineCode: x, Role: 'arn:aws:iam::111122223333:role/r', VpcConfig: {SubnetIds: [subnet-2]}}
      Rest:
        Type: AWS::Serverless::Api
        Properties: {StageName: v1, EndpointConfiguration: {Type: PRIVATE, VPCEndpointIds: [vpce-1]}}
      Tab: {Type: AWS::Serverless::SimpleTable, Properties: {PrimaryKey: {Name: k, Type: Number}, SSESpecification: {SSEEnabled: true}, Tags: {a: b}}}
      Machine:
        Type: AWS::Serverless::StateMachine
        Properties:
          Definition: {StartAt: A, States: {A: {Type: Succeed}}}
          Policies: [{LambdaInvokePolicy: {FunctionName: !Ref Own}}]
          Tracing: {Enabled: true}
          Events: {Tick: {Type: Schedule, Properties: {Schedule: rate(1 day)}}}
      Layer: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: s3://b/l}}
      App: {Type: AWS::Serverless::Application, Properties: {Location: 'https://s3.amazonaws.com/b/app.yaml', Parameters: {X: why}}}
    Outputs:
      Url: {Value: !GetAtt FnUrl.FunctionUrl}
      StageRef: {Value: !Ref Rest.Stage}
    """

  static let estate = TemplateEstate(text, path: "app.yaml", parameters: ["Stage": "prod"])

  /// Names and types as aws-sam-translator 1.110.0 gives them, without the hashes behind versions,
  /// layers and deployments.
  static let expected = [
    "App AWS::CloudFormation::Stack",
    "Bucket AWS::S3::Bucket",
    "Fn AWS::Lambda::Function",
    "FnAliaslive AWS::Lambda::Alias",
    "FnBPermission AWS::Lambda::Permission",
    "FnGetPermissionProd AWS::Lambda::Permission",
    "FnHPermission AWS::Lambda::Permission",
    "FnLater AWS::Scheduler::Schedule",
    "FnLaterRole AWS::IAM::Role",
    "FnQ AWS::Lambda::EventSourceMapping",
    "FnR AWS::Events::Rule",
    "FnRPermission AWS::Lambda::Permission",
    "FnRole AWS::IAM::Role",
    "FnT AWS::SNS::Subscription",
    "FnTPermission AWS::Lambda::Permission",
    "FnTick AWS::Events::Rule",
    "FnTickPermission AWS::Lambda::Permission",
    "FnURLInvokeAllowPublicAccess AWS::Lambda::Permission",
    "FnUrl AWS::Lambda::Url",
    "FnUrlPublicPermissions AWS::Lambda::Permission",
    "FnVersion AWS::Lambda::Version",
    "Key AWS::KMS::Key",
    "Layer AWS::Lambda::LayerVersion",
    "Machine AWS::StepFunctions::StateMachine",
    "MachineRole AWS::IAM::Role",
    "MachineTick AWS::Events::Rule",
    "MachineTickRole AWS::IAM::Role",
    "Own AWS::Lambda::Function",
    "Queue AWS::SQS::Queue",
    "Rest AWS::ApiGateway::RestApi",
    "RestDeployment AWS::ApiGateway::Deployment",
    "Restv1Stage AWS::ApiGateway::Stage",
    "ServerlessHttpApi AWS::ApiGatewayV2::Api",
    "ServerlessHttpApiApiGatewayDefaultStage AWS::ApiGatewayV2::Stage",
    "ServerlessRestApi AWS::ApiGateway::RestApi",
    "ServerlessRestApiDeployment AWS::ApiGateway::Deployment",
    "ServerlessRestApiProdStage AWS::ApiGateway::Stage",
    "Tab AWS::DynamoDB::Table",
    "Topic AWS::SNS::Topic",
  ]

  @Test func theResourcesAreThoseOfTheTransform() {
    let found = Self.estate.estate.resources.map { "\($0.name) \($0.type)" }
    #expect(found.sorted() == Self.expected.sorted())
    #expect(Self.estate.diagnostics.map(\.message) == [])
  }

  @Test(
    arguments: [
      ("Fn", "Runtime", "'python3.12'"), ("Fn", "Environment.Variables.A", "'1'"),
      ("Fn", "Environment.Variables.B", "'3'"), ("Fn", "VpcConfig.SubnetIds", "['subnet-1']"),
      ("Own", "VpcConfig.SubnetIds", "['subnet-1', 'subnet-2']"), ("Fn", "Role", "->FnRole.Arn"),
      ("Own", "Role", "'arn:aws:iam::111122223333:role/r'"),
      ("Fn", "TracingConfig.Mode", "'Active'"),
      ("Fn", "DeadLetterConfig.TargetArn", "->Queue.Arn"), ("Own", "Code.ZipFile", "'x'"),
      ("Fn", "Tags.1.Value", "'ml'"), ("FnUrl", "AuthType", "'NONE'"),
      ("FnUrl", "TargetFunctionArn", "->FnAliaslive"),
      ("FnUrlPublicPermissions", "Principal", "'*'"),
      ("FnQ", "EventSourceArn", "->Queue.Arn"), ("FnQ", "FunctionName", "->FnAliaslive"),
      ("FnT", "TopicArn", "->Topic"), ("FnTick", "ScheduleExpression", "'rate(1 day)'"),
      ("FnLater", "Target.RoleArn", "->FnLaterRole.Arn"),
      ("FnRole", "PermissionsBoundary", "'arn:aws:iam::111122223333:policy/b'"),
      ("FnRole", "Policies.2.PolicyName", "'FnRolePolicy5'"),
      ("FnRole", "Policies.2.PolicyDocument.Statement.0.Action", "'s3:*'"),
      ("FnRole", "Policies.0.PolicyDocument.Statement.0.Action.0", "'dynamodb:GetItem'"),
      ("Tab", "AttributeDefinitions.0.AttributeType", "'N'"),
      ("Tab", "BillingMode", "'PAY_PER_REQUEST'"),
      ("Rest", "EndpointConfiguration.Types", "['PRIVATE']"),
      ("Rest", "EndpointConfiguration.VpcEndpointIds", "['vpce-1']"),
      ("Restv1Stage", "TracingEnabled", "true"),
      ("ServerlessRestApiProdStage", "StageName", "'Prod'"),
      ("Machine", "RoleArn", "->MachineRole.Arn"), ("App", "Parameters.X", "'why'"),
    ]
  )
  func aPropertyHasTheValueThatTheTransformGivesIt(name: String, path: String, expected: String) {
    #expect(Self.estate.outline(path, of: name) == expected)
  }

  @Test func managedPoliciesAreWhatTheFunctionUsesAndWhatIsWritten() {
    let arns = Self.estate.outline("ManagedPolicyArns", of: "FnRole") ?? ""
    for name in [
      "service-role/AWSLambdaBasicExecutionRole", "service-role/AWSLambdaVPCAccessExecutionRole",
      "AWSXrayWriteOnlyAccess", "service-role/AWSLambdaSQSQueueExecutionRole",
      "service-role/AWSLambdaRole", "AmazonSageMakerFullAccess",
    ] {
      #expect(arns.contains(":iam::aws:policy/\(name)'"), "\(name)")
    }
    #expect(arns.contains("'arn:aws:iam::aws:policy/PowerUserAccess'"))
  }

  @Test func aPolicyTemplateTakesWhatTheUserGives() {
    let bucket = Self.estate.outline(
      "Policies.1.PolicyDocument.Statement.0.Resource.1",
      of: "FnRole"
    )
    #expect(bucket == "'arn:' + ?pseudo-parameter + ':s3:::' + ?generated-attribute + '/*'")
  }

  @Test func whatComesWithAFunctionIsThereWithIt() throws {
    let estate = TemplateEstate(Self.text, path: "app.yaml")
    let function = try #require(estate.estate.resources.first { $0.name == "Fn" })
    for name in ["FnRole", "FnTick", "FnUrl", "ServerlessRestApi"] {
      let other = try #require(estate.estate.resources.first { $0.name == name })
      #expect(other.existence == function.existence, "\(name)")
    }
  }

  @Test func findingsPointIntoTheModel() throws {
    let value = try #require(
      Self.estate.value("Policies.2.PolicyDocument.Statement.0.Action", of: "FnRole")
    )
    let source = try #require(Self.estate.sources.first)
    let span = try #require(Self.estate.estate.span(of: value.origin))
    let text = String(decoding: source.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
    #expect(text == "'s3:*'")
  }

  @Test func outputsThatNameWhatIsGeneratedAreKnown() throws {
    let estate = TemplateEstate([
      (
        "main.yaml",
        "Resources:\n  App: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: app.yaml}}\n  P: {Type: Custom::P, Properties: {Value: !GetAtt App.Outputs.StageRef}}"
      ),
      ("app.yaml", Self.text),
    ])
    #expect(estate.outline("Value", of: "P") == "->Restv1Stage")
  }

  @Test func aPolicyTemplateThatDoesNotExistIsReported() {
    let estate = TemplateEstate(
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Fn:
          Type: AWS::Serverless::Function
          Properties: {Handler: a, Policies: [{S3ReadPolcy: {BucketName: b}}]}
      """
    )
    #expect(estate.diagnostics.map(\.message) == ["there is no policy template 'S3ReadPolcy'"])
    #expect(estate.diagnostics.map(\.help) == ["did you mean 'S3ReadPolicy'?"])
    #expect(
      estate.outline("Policies.0.PolicyDocument", of: "FnRole") == nil
    )
  }

  @Test(arguments: [
    "!If [Yes, [AdministratorAccess], []]", "[[a]]", "[{A: 1, B: 2}]", "[!If [Yes, [a], b]]",
  ])
  func aPolicyThatIsNotUnderstoodIsUnknown(policies: String) {
    let estate = TemplateEstate(
      """
      Transform: AWS::Serverless-2016-10-31
      Parameters: {P: {Type: String}}
      Conditions: {Yes: !Equals [!Ref P, a]}
      Resources:
        Fn: {Type: AWS::Serverless::Function, Properties: {Handler: a, Policies: \(policies)}}
      """
    )
    #expect(estate.outline("Policies.0", of: "FnRole") == "?unsupported-function")
  }

  @Test func aFunctionAndItsGlobalsMayBeBare() {
    let estate = TemplateEstate(
      """
      Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
      Globals: {Function: {KmsKeyArn: k}, Api: nothing}
      Resources:
        Fn::ForEach::Fns: [I, [A, B], {'Fn${I}': {Type: AWS::Serverless::Function}}]
        Odd: {Type: AWS::Serverless::Api, Properties: [a]}
      """
    )
    #expect(estate.outline("KmsKeyArn", of: "FnB") == "'k'")
    #expect(estate.diagnostics.map(\.message) == [])
  }
}
