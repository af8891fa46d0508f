import Findings
import Infrastructure
import SourceText
import TemplateEstates
import Testing
import Values

/// Jobs in the definitions of state machines and pipelines.
@Suite struct EmbeddedJobTests {
  static let machine = TemplateEstate(
    #"""
    Resources:
      Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}}}
      Key: {Type: AWS::KMS::Key}
      Flow:
        Type: AWS::StepFunctions::StateMachine
        Properties:
          RoleArn: !GetAtt Role.Arn
          DefinitionSubstitutions: {Subnet: subnet-1, Key: !GetAtt Key.Arn}
          DefinitionString: !Sub |
            {
              "StartAt": "Fit",
              "States": {
                "Fit": {
                  "Type": "Task",
                  "Resource": "arn:${AWS::Partition}:states:::sagemaker:createTrainingJob.sync",
                  "Parameters": {
                    "TrainingJobName.$": "$.name",
                    "RoleArn": "${Role.Arn}",
                    "VpcConfig": {"Subnets": ["${!Subnet}"], "SecurityGroupIds": ["sg-1"]},
                    "ResourceConfig": {"InstanceCount": 2, "VolumeKmsKeyId": "${!Key}"},
                    "OutputDataConfig": {"S3OutputPath": "s3://b/x"}
                  },
                  "Next": "Both"
                },
                "Both": {
                  "Type": "Parallel",
                  "Branches": [
                    {"StartAt": "Prepare", "States": {"Prepare": {"Type": "Task",
                      "Resource": "arn:aws:states:::aws-sdk:sagemaker:createProcessingJob",
                      "Arguments": {"RoleArn": "{% $role %}"}}}},
                    {"StartAt": "Each", "States": {"Each": {"Type": "Map",
                      "ItemProcessor": {"StartAt": "Batch", "States": {"Batch": {"Type": "Task",
                        "Resource": "arn:aws:states:::sagemaker:createTransformJob",
                        "Parameters": {"ModelName": "m"}}}}}}}
                  ]
                },
                "Other": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke"}
              }
            }
    """#,
    path: "flow.yaml"
  )

  @Test func tasksOfAStateMachineAreJobs() {
    let jobs = Self.machine.estate.resources.filter { $0.type.hasSuffix("Job") }
    #expect(
      jobs.map { "\($0.address) \($0.type)" }.sorted() == [
        "flow.yaml#Flow/Batch AWS::SageMaker::TransformJob",
        "flow.yaml#Flow/Fit AWS::SageMaker::TrainingJob",
        "flow.yaml#Flow/Prepare AWS::SageMaker::ProcessingJob",
      ]
    )
    #expect(Self.machine.diagnostics.map(\.message) == [])
  }

  @Test(
    arguments: [
      ("Fit", "TrainingJobName", "?external"), ("Fit", "RoleArn", "->Role.Arn"),
      ("Fit", "VpcConfig.Subnets", "['subnet-1']"),
      ("Fit", "ResourceConfig.VolumeKmsKeyId", "->Key.Arn"),
      ("Fit", "ResourceConfig.InstanceCount", "2"),
      ("Fit", "EnableInterContainerTrafficEncryption", "(false)"),
      ("Prepare", "RoleArn", "?external"), ("Batch", "ModelName", "'m'"),
    ]
  )
  func aJobHasWhatItsStateSays(job: String, property: String, expected: String) {
    #expect(Self.machine.outline(property, of: job) == expected)
  }

  @Test func findingsPointIntoTheText() throws {
    let value = try #require(Self.machine.value("ResourceConfig.InstanceCount", of: "Fit"))
    let span = try #require(Self.machine.estate.span(of: value.origin))
    let bytes = try #require(Self.machine.sources.first).bytes
    #expect(String(decoding: bytes[Int(span.start)..<Int(span.end)], as: UTF8.self) == "2")
  }

  @Test func aKeyThatAJobUsesIsReferredToByTheJob() throws {
    let estate = Self.machine.estate
    let key = try #require(Self.machine.id("Key"))
    let referrers = estate.referrers(of: key).map { estate.resources[$0.index].name }
    #expect(referrers.contains("Fit"))
  }

  @Test func aDefinitionCanBeAMappingAndHangOnACondition() throws {
    let estate = TemplateEstate(
      """
      Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}
      Conditions: {IsProd: !Equals [!Ref Stage, prod]}
      Resources:
        Flow:
          Type: AWS::StepFunctions::StateMachine
          Condition: IsProd
          Properties:
            Definition:
              States:
                Fit:
                  Type: Task
                  Resource: !Sub arn:${AWS::Partition}:states:::sagemaker:createTrainingJob
                  Parameters: {EnableNetworkIsolation: true}
      """
    )
    #expect(estate.outline("EnableNetworkIsolation", of: "Fit") == "true")
    let flow = try #require(estate.estate.resources.first { $0.name == "Flow" })
    let fit = try #require(estate.estate.resources.first { $0.name == "Fit" })
    #expect(fit.existence == flow.existence)
  }

  static let pipeline = TemplateEstate(
    #"""
    Resources:
      Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.0.0/24}}
      Flow:
        Type: AWS::SageMaker::Pipeline
        Properties:
          PipelineName: p
          RoleArn: arn:aws:iam::111122223333:role/r
          PipelineDefinition:
            PipelineDefinitionBody: !Sub |
              {"Version": "2020-12-01",
               "Parameters": [
                 {"Name": "Count", "Type": "Integer", "DefaultValue": 3},
                 {"Name": "Image", "Type": "String"}],
               "Steps": [
                 {"Name": "Fit", "Type": "Training", "Arguments": {
                   "AlgorithmSpecification": {"TrainingImage": {"Get": "Parameters.Image"}},
                   "ResourceConfig": {"InstanceCount": {"Get": "Parameters.Count"}},
                   "OutputDataConfig": {"S3OutputPath":
                     {"Std:Join": {"On": "/", "Values": ["s3://b", {"Get": "Execution.Id"}]}}},
                   "VpcConfig": {"Subnets": ["${Subnet}"]}}},
                 {"Name": "Check", "Type": "Condition", "Arguments": {
                   "IfSteps": [
                     {"Name": "Make", "Type": "Model", "Arguments": {"ModelName": "m"}},
                     {"Name": "Offer", "Type": "RegisterModel", "Arguments": {}}],
                   "ElseSteps": [{"Name": "Stop", "Type": "Fail", "Arguments": {}},
                     {"Name": "Make", "Type": "Model", "Arguments": {"ModelName": "n"}}]}}]}
    """#,
    path: "p.yaml"
  )

  @Test func stepsOfAPipelineAreJobs() {
    let found = Self.pipeline.estate.resources.map { "\($0.address) \($0.type)" }
    #expect(
      found.filter { $0.contains("/") }.sorted() == [
        "p.yaml#Flow/Fit AWS::SageMaker::TrainingJob", "p.yaml#Flow/Make AWS::SageMaker::Model",
        "p.yaml#Flow/Make-2 AWS::SageMaker::Model",
        "p.yaml#Flow/Offer AWS::SageMaker::ModelPackage",
      ]
    )
  }

  @Test(
    arguments: [
      ("Fit", "ResourceConfig.InstanceCount", "~3"),
      ("Fit", "AlgorithmSpecification.TrainingImage", "?parameter"),
      ("Fit", "OutputDataConfig.S3OutputPath", "'s3://b/' + ?external"),
      ("Fit", "VpcConfig.Subnets", "[->Subnet]"), ("Make", "ModelName", "'m'"),
      ("Make-2", "ModelName", "'n'"),
    ]
  )
  func aJobHasWhatItsStepSays(job: String, property: String, expected: String) {
    #expect(Self.pipeline.outline(property, of: job) == expected)
  }

  @Test func aDefaultOfThePipelineIsAnAssumption() throws {
    let count = try #require(Self.pipeline.value("ResourceConfig.InstanceCount", of: "Fit"))
    #expect(Self.pipeline.estate.assumptions(of: count.origin) == ["Count = 3"])
  }

  @Test(
    arguments: [
      "PipelineDefinition: {PipelineDefinitionS3Location: {Bucket: b, Key: k}}",
      "PipelineDefinition: {PipelineDefinitionBody: !Ref Body}", "PipelineDefinition: !Ref Body",
      "PipelineName: p",
    ]
  )
  func aDefinitionThatIsNotThereIsReported(property: String) {
    let estate = TemplateEstate(
      """
      Parameters: {Body: {Type: String}}
      Resources:
        Flow: {Type: AWS::SageMaker::Pipeline, Properties: {\(property)}}
      """
    )
    #expect(estate.diagnostics.map(\.message) == ["what pipeline 'Flow' starts is not judged"])
  }
}

/// What a definition leaves open is never taken for nothing.
@Suite struct OpenDefinitionTests {
  @Test func aTaskWithoutParametersHasAnUnknownRequest() throws {
    let estate = TemplateEstate(
      """
      Resources:
        Flow:
          Type: AWS::StepFunctions::StateMachine
          Properties:
            Definition:
              States:
                Fit: {Type: Task, Resource: 'arn:aws:states:::sagemaker:createTrainingJob'}
      """
    )
    let fit = try #require(estate.estate.resources.first { $0.name == "Fit" })
    #expect(fit.properties.kind == .unknown)
  }

  @Test(arguments: [
    (
      "StepFunctions::StateMachine",
      "Definition: {States: {Fit: {Type: Task, Resource: !Ref Call}}}"
    ),
    ("StepFunctions::StateMachine", "Definition: {States: !Ref Call}"),
    ("SageMaker::Pipeline", "PipelineDefinition: {PipelineDefinitionBody: {Steps: !Ref Call}}"),
    ("SageMaker::Pipeline", "PipelineDefinition: {PipelineDefinitionBody: {Steps: [!Ref Call]}}"),
  ])
  func aPartThatIsNotKnownIsReported(type: String, properties: String) {
    let estate = TemplateEstate(
      """
      Parameters: {Call: {Type: String}}
      Resources:
        Flow: {Type: 'AWS::\(type)', Properties: {\(properties)}}
      """
    )
    #expect(estate.diagnostics.map(\.code) == ["unjudged-definition"])
  }

  @Test(arguments: [("AutoMLJobConfig", "AutoMLJob"), ("AutoMLProblemTypeConfig", "AutoMLJobV2")])
  func anAutoMLStepHasTheShapeOfItsRequest(key: String, type: String) {
    let estate = TemplateEstate(
      """
      Resources:
        Flow:
          Type: AWS::SageMaker::Pipeline
          Properties:
            PipelineDefinition:
              PipelineDefinitionBody: {Steps: [{Name: A, Type: AutoML, Arguments: {\(key): {}}}]}
      """
    )
    #expect(estate.estate.resources.map(\.type).contains("AWS::SageMaker::\(type)"))
  }
}
