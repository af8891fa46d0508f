"""Keys, buckets, image repositories and file systems."""

from .stack import Stack


def key(stack: Stack) -> None:
    """The customer managed key, or a parameter that may bring one from elsewhere."""
    stack.comment("Encryption")
    if stack.chance(0.25):
        given = stack.parameter("KmsKeyArn", """
            Type: String
            Default: ""
            Description: Key of the platform team; leave empty to create one here
            """)
        spelling = "Fn::Equals: " if stack.is_long_form else "!Equals "
        stack.conditions["CreatesKey"] = f"{spelling}[{given}, \"\"]"
        condition = "Condition: CreatesKey"
        stack.key = stack.either("CreatesKey", stack.get("Key", "Arn"), given)
    else:
        condition = ""
        stack.key = stack.get("Key", "Arn")
    stack.add("Key", """
        Type: AWS::KMS::Key
        @condition
        DeletionPolicy: Retain
        UpdateReplacePolicy: Retain
        Properties:
          Description: Data of the @project project
          EnableKeyRotation: @rotates
          KeyPolicy:
            Version: "2012-10-17"
            Statement:
              - Sid: Administration
                Effect: Allow
                Principal:
                  AWS: @account
                Action: "kms:*"
                Resource: "*"
              - Sid: Use
                Effect: Allow
                Principal: { Service: [sagemaker.amazonaws.com, s3.amazonaws.com] }
                Action: [kms:Decrypt, kms:Encrypt, "kms:GenerateDataKey*", kms:DescribeKey]
                Resource: "*"
                Condition:
                  StringEquals:
                    kms:CallerAccount: @caller
        """, condition=condition, project=stack.project,
        rotates="false" if stack.flawed() else "true",
        account=stack.sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root"),
        caller=stack.ref("AWS::AccountId"))
    if not condition and stack.chance(0.5):
        stack.add("KeyAlias", """
            Type: AWS::KMS::Alias
            Properties:
              AliasName: @name
              TargetKeyId: @key
            """, name=stack.sub(f"alias/{stack.project}-${{AWS::StackName}}"),
            key=stack.ref("Key"))


def bucket(stack: Stack) -> None:
    """A bucket of a further purpose and its policy."""
    purposes = ["Data", "Artifact", "Feature", "Report", "Capture"]
    unused = [name for name in purposes if f"{name}Bucket" not in stack.buckets]
    if not unused:
        return
    name = f"{stack.dice.choice(unused)}Bucket" if stack.buckets else "DataBucket"
    stack.add(name, """
        Type: AWS::S3::Bucket
        DeletionPolicy: Retain
        UpdateReplacePolicy: Retain
        Properties:
          @name
          @encryption
          @access
          VersioningConfiguration: { Status: Enabled }
          @lifecycle
          @tags
        """, name=bucket_name(stack, name), encryption=encryption(stack), access=access(stack),
        lifecycle=lifecycle(stack), tags=stack.tags())
    stack.buckets.append(name)
    if not stack.flawed():
        bucket_policy(stack, name)


def bucket_name(stack: Stack, name: str) -> str:
    """An explicit name, in some."""
    if stack.chance(0.7):
        return ""
    purpose = name.removesuffix("Bucket").lower()
    if stack.is_long_form or stack.chance(0.5):
        text = stack.sub(f"{stack.project}-{purpose}-${{AWS::AccountId}}-${{AWS::Region}}")
        return f"BucketName: {text}"
    return f"BucketName: !Join [\"-\", [{stack.project}, {purpose}, !Ref AWS::AccountId]]"


def encryption(stack: Stack) -> str:
    """Default encryption with the stack's key; a flawed one leaves the key to S3."""
    if stack.flawed():
        return """BucketEncryption:
  ServerSideEncryptionConfiguration:
    - ServerSideEncryptionByDefault:
        SSEAlgorithm: AES256"""
    return f"""BucketEncryption:
  ServerSideEncryptionConfiguration:
    - BucketKeyEnabled: true
      ServerSideEncryptionByDefault:
        SSEAlgorithm: aws:kms
        KMSMasterKeyID: {stack.key}"""


def access(stack: Stack) -> str:
    """The Block Public Access settings; a flawed bucket lacks all, or has one that is off."""
    if stack.flawed():
        if stack.chance(0.5):
            return ""
        off = stack.pick("BlockPublicPolicy", "RestrictPublicBuckets")
    else:
        off = ""
    flags = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"]
    lines = [f"  {flag}: {'false' if flag == off else 'true'}" for flag in flags]
    return "\n".join(["PublicAccessBlockConfiguration:", *lines])


def lifecycle(stack: Stack) -> str:
    """A rule that deletes old versions, in half."""
    if stack.chance(0.5):
        return ""
    return f"""LifecycleConfiguration:
  Rules:
    - Id: expire-old-versions
      Status: Enabled
      NoncurrentVersionExpiration:
        NoncurrentDays: {stack.pick("30", "60", "90", "365")}"""


def bucket_policy(stack: Stack, bucket_id: str) -> None:
    """Refuses requests without TLS; a flawed policy lets everyone read as well."""
    public = f"""- Sid: PublicRead
  Effect: Allow
  Principal: "*"
  Action: s3:GetObject
  Resource: {stack.sub(f"${{{bucket_id}.Arn}}/public/*")}""" if stack.flawed() else ""
    stack.add(f"{bucket_id}Policy", """
        Type: AWS::S3::BucketPolicy
        Properties:
          Bucket: @bucket
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: RefusePlainHttp
                Effect: Deny
                Principal: "*"
                Action: "s3:*"
                Resource:
                  - @arn
                  - @objects
                Condition:
                  Bool: { "aws:SecureTransport": @no }
              @public
        """, bucket=stack.ref(bucket_id), arn=stack.get(bucket_id, "Arn"),
        objects=stack.sub(f"${{{bucket_id}.Arn}}/*"), no=stack.pick("false", "\"false\""),
        public=public)


def repository(stack: Stack) -> None:
    """An image repository."""
    stack.add("Images", """
        Type: AWS::ECR::Repository
        Properties:
          ImageTagMutability: @tags
          ImageScanningConfiguration: { ScanOnPush: true }
          EncryptionConfiguration:
            EncryptionType: KMS
            KmsKey: @key
        """, tags=stack.pick("IMMUTABLE", "MUTABLE"), key=stack.key)


def file_system(stack: Stack) -> None:
    """A file system that the team's workloads share."""
    stack.add("SharedFiles", """
        Type: AWS::EFS::FileSystem
        Properties:
          Encrypted: true
          KmsKeyId: @key
          PerformanceMode: generalPurpose
          ThroughputMode: @mode
        """, key=stack.key, mode=stack.pick("bursting", "elastic"))
    stack.add("SharedFilesTarget", """
        Type: AWS::EFS::MountTarget
        Properties:
          FileSystemId: @system
          SubnetId: @subnet
          @groups
        """, system=stack.ref("SharedFiles"), subnet=stack.subnets[0],
        groups=stack.items("SecurityGroups", [stack.security_group]))
