/// The services that a VPC can have an endpoint for, by the last part of their service name.
///
/// Source: AWS PrivateLink Guide, "AWS services that integrate with AWS PrivateLink"; those that
/// machine-learning platforms call.
enum EndpointServices {
  static let names = [
    "athena", "autoscaling", "bedrock", "bedrock-agent", "bedrock-agent-runtime", "bedrock-runtime",
    "cloudformation", "cloudtrail", "codeartifact.api", "codeartifact.repositories", "codebuild",
    "codecommit", "codepipeline", "dynamodb", "ec2", "ec2messages", "ecr.api", "ecr.dkr", "ecs",
    "elasticfilesystem", "elasticmapreduce", "events", "firehose", "fsx", "git-codecommit", "glue",
    "kinesis-streams", "kms", "lakeformation", "lambda", "logs", "monitoring", "organizations",
    "rds", "redshift", "redshift-data", "rekognition", "s3", "sagemaker.api",
    "sagemaker.featurestore-runtime", "sagemaker.metrics", "sagemaker.notebook",
    "sagemaker.runtime", "sagemaker.studio", "secretsmanager", "servicecatalog", "sns", "sqs",
    "ssm", "ssmmessages", "states", "sts", "textract", "xray",
  ]

  /// The services that gateway endpoints lead to, whose addresses AWS keeps in prefix lists.
  ///
  /// Source: VPC User Guide, "AWS-managed prefix lists".
  static let withPrefixLists: Set<String> = ["dynamodb", "s3", "s3express"]

  private static let known = Set(names)

  static func isService(_ text: String) -> Bool {
    known.contains(text) || text.hasPrefix("com.amazonaws.") || text.hasPrefix("aws.sagemaker.")
  }
}
