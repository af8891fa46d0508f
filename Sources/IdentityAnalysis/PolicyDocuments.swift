package import Infrastructure
package import Values

/// Where resource types keep policy documents.
package enum PolicyDocuments {
  /// The property paths that hold permissions (identity, resource and organization policies).
  private static let permissions: [String: PropertyPath] = [
    "AWS::EC2::VPCEndpoint": "PolicyDocument",
    "AWS::ECR::RegistryPolicy": "PolicyText",
    "AWS::ECR::Repository": "RepositoryPolicyText",
    "AWS::EFS::FileSystem": "FileSystemPolicy",
    "AWS::IAM::Group": "Policies.PolicyDocument",
    "AWS::IAM::GroupPolicy": "PolicyDocument",
    "AWS::IAM::ManagedPolicy": "PolicyDocument",
    "AWS::IAM::Policy": "PolicyDocument",
    "AWS::IAM::Role": "Policies.PolicyDocument",
    "AWS::IAM::RolePolicy": "PolicyDocument",
    "AWS::IAM::User": "Policies.PolicyDocument",
    "AWS::IAM::UserPolicy": "PolicyDocument",
    "AWS::KMS::Key": "KeyPolicy",
    "AWS::KMS::ReplicaKey": "KeyPolicy",
    "AWS::Organizations::Policy": "Content",
    "AWS::S3::AccessPoint": "Policy",
    "AWS::S3::BucketPolicy": "PolicyDocument",
    "AWS::SNS::TopicInlinePolicy": "PolicyDocument",
    "AWS::SNS::TopicPolicy": "PolicyDocument",
    "AWS::SQS::QueueInlinePolicy": "PolicyDocument",
    "AWS::SQS::QueuePolicy": "PolicyDocument",
    "AWS::SageMaker::ModelPackageGroup": "ModelPackageGroupPolicy",
    "AWS::SecretsManager::ResourcePolicy": "ResourcePolicy",
  ].mapValues(PropertyPath.init)

  private static let trustPolicy = PropertyPath("AssumeRolePolicyDocument")

  private static let organizationPolicyType = PropertyPath("Type")

  /// Whether the documents of a resource are about permissions, as those of an organization are only by
  /// the type of the policy; nil where that is not known.
  static func isAuthorization(
    _ resource: Resource,
    _ context: inout EvaluationContext
  ) -> Bool? {
    guard resource.type == "AWS::Organizations::Policy" else { return true }
    let type = organizationPolicyType.values(in: resource.properties, &context).first
    guard let type, type.kind == .string else { return nil }
    return ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"].contains(context.heap.text(type))
  }

  /// The property paths of a type that hold policy documents.
  package static func paths(of type: String) -> [PropertyPath] {
    let paths = permissions[type].map { [$0] } ?? []
    return type == "AWS::IAM::Role" ? [trustPolicy] + paths : paths
  }

  /// The statements of the permission policies that a resource holds itself, as a list of maps.
  package static func statements(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    var statements: [Value] = []
    for document in values(of: id, in: estate, &context) {
      statements += StatementReader.statements(in: document, &context)
    }
    return context.heap.list(statements, origin: estate[id].origin)
  }

  /// The statements of a role's trust policy.
  package static func trust(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    let documents = trustValues(of: id, in: estate, &context)
    let statements = documents.flatMap { StatementReader.statements(in: $0, &context) }
    return context.heap.list(statements, origin: estate[id].origin)
  }

  /// The documents of the permission policies that a resource holds itself, as they are written.
  static func values(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> [Value] {
    let resource = estate[id]
    guard isAuthorization(resource, &context) != false else { return [] }
    return permissions[resource.type]?.values(in: resource.properties, &context) ?? []
  }

  static func trustValues(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> [Value] {
    trustPolicy.values(in: estate[id].properties, &context)
  }
}
