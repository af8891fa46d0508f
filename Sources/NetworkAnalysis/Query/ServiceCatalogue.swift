/// The services of AWS's that questions may name, as the names of their endpoints end.
///
/// Source: AWS PrivateLink Guide, "AWS services that integrate with AWS PrivateLink".
package enum ServiceCatalogue {
  package static let names: Set<String> = [
    "athena", "bedrock", "bedrock-runtime", "codebuild", "codecommit", "dynamodb", "ec2",
    "ecr.api", "ecr.dkr", "elasticfilesystem", "events", "execute-api", "git-codecommit", "glue",
    "kms", "lakeformation", "lambda", "logs", "monitoring", "redshift-data", "s3",
    "sagemaker.api", "sagemaker.featurestore-runtime", "sagemaker.metrics", "sagemaker.notebook",
    "sagemaker.runtime", "sagemaker.studio", "secretsmanager", "servicecatalog", "sns", "sqs",
    "ssm", "states", "sts",
  ]
}
