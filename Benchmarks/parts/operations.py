"""What runs around the workloads: trails, alarms, events, functions, builds."""

from .stack import Stack


def log_group(stack: Stack) -> None:
    """A log group of its own."""
    stack.add("WorkloadLogs", """
        Type: AWS::Logs::LogGroup
        Properties:
          LogGroupName: @name
          RetentionInDays: @days
        """, name=f"/{stack.team}/{stack.project}", days=stack.pick("14", "30", "90", "180"))


def alarm(stack: Stack) -> None:
    """An alarm on the endpoint's errors and the topic that it tells."""
    topic = stack.add("Alerts", """
        Type: AWS::SNS::Topic
        Properties:
          KmsMasterKeyId: @key
        """, key=stack.key)
    stack.add("ErrorAlarm", """
        Type: AWS::CloudWatch::Alarm
        Properties:
          AlarmDescription: Errors of the @project endpoint
          Namespace: AWS/SageMaker
          MetricName: @metric
          Dimensions:
            - Name: EndpointName
              Value: @endpoint
          Statistic: Sum
          Period: @period
          EvaluationPeriods: @count
          Threshold: @threshold
          ComparisonOperator: GreaterThanThreshold
          AlarmActions: [@topic]
        """, project=stack.project, metric=stack.pick("Invocation5XXErrors", "ModelLatency"),
        endpoint=stack.get("Endpoint", "EndpointName"), period=stack.pick("60", "300"),
        count=str(stack.number(1, 5)), threshold=str(stack.number(1, 100)), topic=stack.ref(topic))


def retraining(stack: Stack) -> None:
    """A function that starts training, called by a schedule."""
    stack.comment("Retraining")
    stack.add("RetrainFunction", """
        Type: AWS::Lambda::Function
        Properties:
          Runtime: python3.12
          Handler: index.handler
          Role: @role
          Timeout: @timeout
          KmsKeyArn: @key
          VpcConfig:
            @groups
            @subnets
          Code:
            ZipFile: |
              import boto3

              def handler(event, context):
                  pipeline = boto3.client("sagemaker")
                  return pipeline.start_pipeline_execution(PipelineName="@project-training")
        """, role=stack.get("PipelineRole", "Arn"), timeout=str(stack.number(1, 15) * 60),
        key=stack.key, groups=stack.items("SecurityGroupIds", [stack.security_group]),
        subnets=stack.items("SubnetIds", stack.subnets), project=stack.project)
    stack.add("RetrainRule", """
        Type: AWS::Events::Rule
        Properties:
          ScheduleExpression: rate(@days days)
          State: ENABLED
          Targets:
            - Id: retrain
              Arn: @arn
        """, days=str(stack.number(2, 30)), arn=stack.get("RetrainFunction", "Arn"))
    stack.add("RetrainPermission", """
        Type: AWS::Lambda::Permission
        Properties:
          Action: lambda:InvokeFunction
          FunctionName: @function
          Principal: events.amazonaws.com
          SourceArn: @rule
        """, function=stack.ref("RetrainFunction"), rule=stack.get("RetrainRule", "Arn"))


def build(stack: Stack) -> None:
    """The build of the project's images."""
    stack.add("ImageBuild", """
        Type: AWS::CodeBuild::Project
        Properties:
          ServiceRole: @role
          EncryptionKey: @key
          Artifacts: { Type: NO_ARTIFACTS }
          Environment:
            Type: LINUX_CONTAINER
            ComputeType: @size
            Image: aws/codebuild/standard:7.0
            PrivilegedMode: true
          Source:
            Type: S3
            Location: @location
          TimeoutInMinutes: @timeout
        """, role=stack.get("PipelineRole", "Arn"), key=stack.key,
        size=stack.pick("BUILD_GENERAL1_SMALL", "BUILD_GENERAL1_MEDIUM"),
        location=stack.sub("${DataBucket}/source.zip"), timeout=str(stack.number(2, 12) * 10))


def trail(stack: Stack) -> None:
    """A trail of the account's activity; a flawed one sees one region only."""
    stack.add("Trail", """
        Type: AWS::CloudTrail::Trail
        Properties:
          S3BucketName: @bucket
          IsLogging: true
          IsMultiRegionTrail: @everywhere
          EnableLogFileValidation: true
          KMSKeyId: @key
        """, bucket=stack.ref("DataBucket"), everywhere="false" if stack.flawed() else "true",
        key=stack.key)


def secret(stack: Stack) -> None:
    """A secret that the workloads read."""
    stack.add("FeedSecret", """
        Type: AWS::SecretsManager::Secret
        Properties:
          Description: Access to the @project data feed
          KmsKeyId: @key
          GenerateSecretString:
            SecretStringTemplate: '{"username": "@team"}'
            GenerateStringKey: password
            PasswordLength: @length
        """, project=stack.project, key=stack.key, team=stack.team,
        length=str(stack.number(24, 48)))
