"""SageMaker: notebooks, Studio, hosting, features, monitoring, pipelines."""

from .stack import Stack


def key_line(stack: Stack, name: str, key: str = "") -> str:
    """The property `name` with the stack's key; a flawed resource leaves it out."""
    return "" if stack.flawed() else f"{name}: {key or stack.key}"


def instance_type(stack: Stack, purpose: str) -> str:
    """An instance type: written out, or a parameter."""
    kinds = {
        "Notebook": ["ml.t3.medium", "ml.t3.large", "ml.m5.xlarge"],
        "Endpoint": ["ml.m5.large", "ml.m5.xlarge", "ml.c5.2xlarge", "ml.g4dn.xlarge"],
        "Job": ["ml.m5.xlarge", "ml.m5.4xlarge", "ml.c5.9xlarge"],
    }
    kind = stack.dice.choice(kinds[purpose])
    if stack.chance(0.4):
        return kind
    return stack.parameter(f"{purpose}InstanceType", "Type: String\nDefault: @kind", kind=kind)


def notebook(stack: Stack) -> None:
    """A notebook instance, in most with a lifecycle script."""
    stack.comment("Notebook")
    lifecycle = ""
    if stack.chance(0.6):
        lifecycle = "LifecycleConfigName: " + stack.get(
            "NotebookLifecycle", "NotebookInstanceLifecycleConfigName")
        lifecycle_script(stack)
    stack.add("Notebook", """
        Type: AWS::SageMaker::NotebookInstance
        Properties:
          InstanceType: @kind
          RoleArn: @role
          @key
          @network
          @internet
          RootAccess: @root
          VolumeSizeInGB: @volume
          @lifecycle
          @tags
        """, kind=instance_type(stack, "Notebook"), role=stack.role,
        key=key_line(stack, "KmsKeyId"), network=notebook_network(stack),
        internet=direct_internet(stack), root=stack.pick("Disabled", "Disabled", "Enabled"),
        volume=str(stack.number(2, 40) * 5), lifecycle=lifecycle, tags=stack.tags())


def lifecycle_script(stack: Stack) -> None:
    """What runs when the notebook starts."""
    if stack.is_long_form:
        stack.add("NotebookLifecycle", """
            Type: AWS::SageMaker::NotebookInstanceLifecycleConfig
            Properties:
              OnStart:
                - Content:
                    Fn::Base64: |
                      #!/bin/bash
                      set -euo pipefail
                      echo @project >> /etc/motd
            """, project=stack.project)
        return
    stack.environment_name()
    stack.add("NotebookLifecycle", """
        Type: AWS::SageMaker::NotebookInstanceLifecycleConfig
        Properties:
          OnStart:
            - Content:
                Fn::Base64: !Sub |
                  #!/bin/bash
                  set -euo pipefail
                  echo "${EnvironmentName} of @project" >> /etc/motd
                  systemctl restart jupyter-server --no-block
        """, project=stack.project)


def notebook_network(stack: Stack) -> str:
    """The notebook's subnet and security groups; a flawed notebook runs outside the VPC."""
    if stack.flawed():
        return ""
    groups = stack.items("SecurityGroupIds", [stack.security_group])
    return f"SubnetId: {stack.dice.choice(stack.subnets)}\n{groups}"


def direct_internet(stack: Stack) -> str:
    """The notebook's way to the internet: written out, or left at AWS's default, which is open."""
    if stack.flawed():
        return stack.pick("DirectInternetAccess: Enabled", "")
    return "DirectInternetAccess: Disabled"


def studio(stack: Stack) -> None:
    """A Studio domain with one to three user profiles."""
    stack.comment("Studio")
    domain = stack.add("StudioDomain", """
        Type: AWS::SageMaker::Domain
        Properties:
          DomainName: @name
          AuthMode: @mode
          AppNetworkAccessType: @access
          VpcId: @vpc
          @subnets
          @key
          DefaultUserSettings:
            ExecutionRole: @role
            @groups
          @tags
        """, name=f"{stack.team}-{stack.project}", mode=stack.pick("IAM", "SSO"),
        access="PublicInternetOnly" if stack.flawed() else "VpcOnly", vpc=stack.vpc,
        subnets=stack.items("SubnetIds", stack.subnets), key=key_line(stack, "KmsKeyId"),
        role=stack.role, groups=stack.items("SecurityGroups", [stack.security_group]),
        tags=stack.tags())
    people = ["avery", "blake", "casey", "devon", "emery", "frankie", "harper", "jordan"]
    for person in sorted(stack.dice.sample(people, stack.number(1, 3))):
        stack.add(f"Profile{person.capitalize()}", """
            Type: AWS::SageMaker::UserProfile
            Properties:
              DomainId: @domain
              UserProfileName: @person
              UserSettings:
                ExecutionRole: @role
            """, domain=stack.get(domain, "DomainId"), person=person, role=stack.role)


def hosting(stack: Stack) -> None:
    """A model, its endpoint configuration and its endpoint."""
    stack.comment("Hosting")
    count = stack.number(1, 2)
    models = [model(stack, name) for name in ("Champion", "Challenger")[:count]]
    variants = "\n".join(variant(stack, name) for name in models)
    config = stack.add("EndpointConfig", """
        Type: AWS::SageMaker::EndpointConfig
        Properties:
          @key
          ProductionVariants:
            @variants
          @capture
        """, key=key_line(stack, "KmsKeyId"), variants=variants, capture=data_capture(stack))
    stack.add("Endpoint", """
        Type: AWS::SageMaker::Endpoint
        Properties:
          EndpointConfigName: @config
          @tags
        """, config=stack.get(config, "EndpointConfigName"), tags=stack.tags())
    stack.output("EndpointName", stack.get("Endpoint", "EndpointName"), "Endpoint of the model")


def model(stack: Stack, name: str) -> str:
    """One model in the VPC; a flawed one outside."""
    image = "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/"
    network = "" if stack.flawed() else "\n".join([
        "VpcConfig:",
        "  " + stack.items("SecurityGroupIds", [stack.security_group]).replace("\n", "\n  "),
        "  " + stack.items("Subnets", stack.subnets).replace("\n", "\n  "),
    ])
    return stack.add(f"{name}Model", """
        Type: AWS::SageMaker::Model
        Properties:
          ExecutionRoleArn: @role
          EnableNetworkIsolation: @isolated
          PrimaryContainer:
            Image: @image
            ModelDataUrl: @data
            Environment:
              LOG_LEVEL: @level
              WORKERS: "@workers"
          @network
        """, role=stack.role, isolated=stack.pick("true", "true", "false"),
        image=stack.sub(f"{image}{stack.project}:{stack.number(1, 9)}.{stack.number(0, 30)}"),
        data=stack.sub(f"s3://${{DataBucket}}/models/{name.lower()}/model.tar.gz"),
        level=stack.pick("info", "warning", "debug"), workers=str(stack.number(1, 8)),
        network=network)


def variant(stack: Stack, model_id: str) -> str:
    """A production variant; the number of instances depends on the environment in some."""
    if stack.chance(0.4):
        count = stack.either(stack.is_production(), str(stack.number(2, 6)), "1")
    elif stack.chance(0.4) and not stack.is_long_form:
        environment = stack.environment_name()
        stack.mappings["InstanceCounts"] = (
            "dev: { Initial: 1 }\ntest: { Initial: 1 }\nstaging: { Initial: 1 }\n"
            f"prod: {{ Initial: {stack.number(2, 4)} }}")
        count = f"!FindInMap [InstanceCounts, {environment}, Initial]"
    else:
        count = str(stack.number(1, 3))
    return f"""- VariantName: {model_id.removesuffix("Model").lower()}
  ModelName: {stack.get(model_id, "ModelName")}
  InitialInstanceCount: {count}
  InitialVariantWeight: {stack.pick("1.0", "0.5", "0.1")}
  InstanceType: {instance_type(stack, "Endpoint")}"""


def data_capture(stack: Stack) -> str:
    """What the endpoint records of its requests, in some."""
    if stack.chance(0.6):
        return ""
    key = key_line(stack, "KmsKeyId")
    return "\n".join(filter(None, [
        "DataCaptureConfig:",
        "  EnableCapture: true",
        f"  InitialSamplingPercentage: {stack.number(1, 100)}",
        f"  DestinationS3Uri: {stack.sub('s3://${DataBucket}/capture')}",
        f"  {key}" if key else "",
        "  CaptureOptions: [{ CaptureMode: Input }, { CaptureMode: Output }]",
    ]))


def features(stack: Stack) -> None:
    """A feature group with an online and an offline store."""
    columns = ["amount", "country", "device", "age", "score", "channel", "hour", "weight"]
    chosen = stack.dice.sample(columns, stack.number(2, 5))
    kinds = ["String", "Fractional", "Integral"]
    definitions = "\n".join(
        f"- {{ FeatureName: {name}, FeatureType: {stack.pick(*kinds)} }}"
        for name in ["record_id", *chosen])
    online = "" if stack.flawed() else f"\n  SecurityConfig: {{ KmsKeyId: {stack.key} }}"
    stack.add("Features", """
        Type: AWS::SageMaker::FeatureGroup
        Properties:
          FeatureGroupName: @name
          RecordIdentifierFeatureName: record_id
          EventTimeFeatureName: event_time
          FeatureDefinitions:
            - { FeatureName: event_time, FeatureType: Fractional }
            @definitions
          @online
          OfflineStoreConfig:
            S3StorageConfig:
              S3Uri: @uri
              @key
          RoleArn: @role
        """, name=f"{stack.project}-features", definitions=definitions,
        online=f"OnlineStoreConfig:\n  EnableOnlineStore: true{online}",
        uri=stack.sub("s3://${DataBucket}/features"), key=key_line(stack, "KmsKeyId"),
        role=stack.role)


def monitoring(stack: Stack) -> None:
    """A data quality job and its schedule."""
    stack.comment("Monitoring")
    count = stack.number(1, 4)
    encrypted = "false" if stack.flawed() else "true"
    job = stack.add("QualityJob", """
        Type: AWS::SageMaker::DataQualityJobDefinition
        Properties:
          RoleArn: @role
          DataQualityAppSpecification:
            ImageUri: @image
          DataQualityJobInput:
            EndpointInput:
              EndpointName: @endpoint
              LocalPath: /opt/ml/processing/input
          DataQualityJobOutputConfig:
            @output_key
            MonitoringOutputs:
              - S3Output: { LocalPath: /opt/ml/processing/output, S3Uri: @uri }
          JobResources:
            ClusterConfig:
              InstanceCount: @count
              InstanceType: @kind
              VolumeSizeInGB: @volume
              @volume_key
          NetworkConfig:
            EnableInterContainerTrafficEncryption: @encrypted
            VpcConfig:
              @groups
              @subnets
        """, role=stack.role,
        image=stack.sub("${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/monitor:2"),
        endpoint=stack.get("Endpoint", "EndpointName"),
        output_key=key_line(stack, "KmsKeyId"), uri=stack.sub("s3://${DataBucket}/quality"),
        count=str(count), kind=instance_type(stack, "Job"), volume=str(stack.number(2, 20) * 10),
        volume_key=key_line(stack, "VolumeKmsKeyId"), encrypted=encrypted,
        groups=stack.items("SecurityGroupIds", [stack.security_group]),
        subnets=stack.items("Subnets", stack.subnets))
    stack.add("QualitySchedule", """
        Type: AWS::SageMaker::MonitoringSchedule
        Properties:
          MonitoringScheduleName: @name
          MonitoringScheduleConfig:
            MonitoringType: DataQuality
            MonitoringJobDefinitionName: @job
            ScheduleConfig:
              ScheduleExpression: cron(0 @hour * * ? *)
        """, name=f"{stack.project}-quality", job=stack.get(job, "JobDefinitionName"),
        hour=str(stack.number(0, 23)))


def registry(stack: Stack) -> None:
    """A model package group and the pipeline that fills it."""
    group = stack.add("Registry", """
        Type: AWS::SageMaker::ModelPackageGroup
        Properties:
          ModelPackageGroupName: @name
          ModelPackageGroupDescription: Released models of the @project project
        """, name=f"{stack.team}-{stack.project}", project=stack.project)
    stack.add("TrainingPipeline", """
        Type: AWS::SageMaker::Pipeline
        Properties:
          PipelineName: @name
          RoleArn: @role
          PipelineDefinition:
            PipelineDefinitionS3Location:
              Bucket: @bucket
              Key: pipelines/@project.json
          @tags
        """, name=f"{stack.project}-training", role=stack.role, bucket=stack.ref("DataBucket"),
        project=stack.project, tags=stack.tags())
    stack.output("RegistryArn", stack.get(group, "ModelPackageGroupArn"), "Registry of models")
