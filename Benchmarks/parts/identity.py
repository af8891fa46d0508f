"""Roles and policies."""

from .stack import Stack


def execution_role(stack: Stack) -> None:
    """The role that SageMaker takes on for this project's workloads."""
    stack.comment("Roles")
    statements = [read_data(stack), write_artifacts(stack), logs(stack)]
    if stack.chance(0.6):
        statements.append(network_interfaces())
    if stack.chance(0.5):
        statements.append(pass_role(stack, "ExecutionRole"))
    if stack.flawed():
        statements.append(wildcard(stack))
    role = stack.add("ExecutionRole", """
        Type: AWS::IAM::Role
        Properties:
          @name
          AssumeRolePolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal: @principal
                Action: sts:AssumeRole
                Condition:
                  StringEquals:
                    aws:SourceAccount: @account
          @managed
          Policies:
            - PolicyName: @policy
              PolicyDocument:
                Version: "2012-10-17"
                Statement:
                  @statements
        """, name=role_name(stack, "execution"),
        principal=stack.pick("{ Service: sagemaker.amazonaws.com }",
                             "\n  Service: sagemaker.amazonaws.com").rstrip(),
        account=stack.ref("AWS::AccountId"), managed=managed_policies(stack),
        policy=stack.pick("data-access", "workload", "sagemaker-execution"),
        statements="\n".join(statements))
    stack.role = stack.get(role, "Arn")


def role_name(stack: Stack, purpose: str) -> str:
    """An explicit role name, in some."""
    if stack.chance(0.6):
        return ""
    stack.environment_name()
    return f"RoleName: {stack.sub(f'${{EnvironmentName}}-{stack.project}-{purpose}')}"


def managed_policies(stack: Stack) -> str:
    """AWS managed policies: narrow ones in some, the full-access one in a flawed role."""
    names = []
    if stack.flawed():
        names.append("AmazonSageMakerFullAccess")
    if stack.chance(0.2):
        names.append("CloudWatchAgentServerPolicy")
    if not names:
        return ""
    arns = [stack.sub(f"arn:${{AWS::Partition}}:iam::aws:policy/{name}") for name in names]
    return stack.items("ManagedPolicyArns", arns)


def read_data(stack: Stack) -> str:
    """Reading of training data."""
    return f"""- Sid: ReadData
  Effect: Allow
  Action: [s3:GetObject, s3:ListBucket]
  Resource:
    - {stack.get("DataBucket", "Arn")}
    - {stack.sub("${DataBucket.Arn}/" + stack.pick("training", "curated", "input") + "/*")}"""


def write_artifacts(stack: Stack) -> str:
    """Writing of results."""
    return f"""- Sid: WriteArtifacts
  Effect: Allow
  Action: {stack.pick("s3:PutObject", "[s3:PutObject, s3:AbortMultipartUpload]")}
  Resource: {stack.sub("${DataBucket.Arn}/" + stack.pick("artifacts", "models", "out") + "/*")}"""


def logs(stack: Stack) -> str:
    """Writing of logs, with the two-part form of Fn::Sub in some."""
    prefix = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:"
    if stack.is_long_form or stack.chance(0.6):
        resource = " " + stack.sub(prefix + "/aws/sagemaker/*")
    else:
        resource = f" !Sub\n    - {prefix}/aws/${{Service}}/*\n    - Service: sagemaker"
    return f"""- Sid: Logs
  Effect: Allow
  Action:
    - logs:CreateLogGroup
    - logs:CreateLogStream
    - logs:PutLogEvents
  Resource:{resource}"""


def network_interfaces() -> str:
    """What SageMaker needs for its network interfaces in the VPC."""
    return """- Sid: NetworkInterfaces
  Effect: Allow
  Action:
    - ec2:CreateNetworkInterface
    - ec2:DeleteNetworkInterface
    - ec2:DescribeSubnets
    - ec2:DescribeVpcs
  Resource: "*\""""


def pass_role(stack: Stack, role: str) -> str:
    """Passing of the role itself; flawed without the service it may be passed to."""
    condition = "" if stack.flawed() else """
  Condition:
    StringEquals:
      iam:PassedToService: sagemaker.amazonaws.com"""
    name = stack.sub(
        f"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/{stack.project}-{role.lower()}-*")
    return f"""- Sid: PassRole
  Effect: Allow
  Action: iam:PassRole
  Resource: {name}{condition}"""


def wildcard(stack: Stack) -> str:
    """More than anyone needs."""
    action = stack.pick("\"s3:*\"", "\"*\"", "[\"sagemaker:*\", s3:GetObject]")
    return f"""- Sid: Everything
  Effect: Allow
  Action: {action}
  Resource: "*\""""


def pipeline_role(stack: Stack) -> None:
    """The role of the build and delivery of models."""
    statements = [write_artifacts(stack), logs(stack)]
    if stack.chance(0.4):
        statements.append(pass_role(stack, "PipelineRole"))
    if stack.flawed():
        statements.append(wildcard(stack))
    principal = "\"*\"" if stack.flawed() else "{ Service: @service }"
    service = stack.pick("codebuild.amazonaws.com", "lambda.amazonaws.com",
                         "states.amazonaws.com")
    stack.add("PipelineRole", """
        Type: AWS::IAM::Role
        Properties:
          @name
          AssumeRolePolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal: @principal
                Action: sts:AssumeRole
          Policies:
            - PolicyName: delivery
              PolicyDocument:
                Version: "2012-10-17"
                Statement:
                  @statements
        """, name=role_name(stack, "pipeline"), principal=principal.replace("@service", service),
        statements="\n".join(statements))


def team_policy(stack: Stack) -> None:
    """What the team's people may do with this project."""
    jobs = stack.sub(f"arn:aws:sagemaker:${{AWS::Region}}:${{AWS::AccountId}}:*/{stack.project}-*")
    statements = f"""- Sid: Look
  Effect: Allow
  Action: ["sagemaker:Describe*", "sagemaker:List*"]
  Resource: "*"
- Sid: Train
  Effect: Allow
  Action:
    - sagemaker:CreateTrainingJob
    - sagemaker:CreateProcessingJob
  Resource: {jobs}
  Condition:
    "Null": {{ "sagemaker:VpcSubnets": "false" }}"""
    if stack.flawed():
        statements += "\n" + wildcard(stack)
    stack.add("TeamPolicy", """
        Type: AWS::IAM::ManagedPolicy
        Properties:
          Description: Members of the @team team
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              @statements
        """, team=stack.team, statements=statements)
    stack.add("TeamGroup", """
        Type: AWS::IAM::Group
        Properties:
          ManagedPolicyArns: [@policy]
        """, policy=stack.ref("TeamPolicy"))
