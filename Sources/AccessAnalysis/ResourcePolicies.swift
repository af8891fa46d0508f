import IdentityAnalysis
import Infrastructure
import Permissions
import Values

/// The policies that stand at resources: who else may do what with them.
enum ResourcePolicies {
  /// The types of policies that name the resource that they are for, and where, by the resource's type.
  private static let separate: [String: [(type: String, path: String)]] = [
    "AWS::S3::Bucket": [("AWS::S3::BucketPolicy", "Bucket")],
    "AWS::SNS::Topic": [("AWS::SNS::TopicPolicy", "Topics")],
    "AWS::SQS::Queue": [("AWS::SQS::QueuePolicy", "Queues")],
    "AWS::SecretsManager::Secret": [("AWS::SecretsManager::ResourcePolicy", "SecretId")],
  ]

  /// The types that hold their own policy.
  private static let holders: Set<String> = [
    "AWS::ECR::Repository", "AWS::EFS::FileSystem", "AWS::KMS::Key",
    "AWS::SageMaker::ModelPackageGroup", "AWS::S3::AccessPoint",
  ]

  static let keyType = "AWS::KMS::Key"
  static let roleType = "AWS::IAM::Role"
  private static let functionType = "AWS::Lambda::Function"
  private static let keyPolicyPath = PropertyPath("KeyPolicy")

  /// Whether a call asks the trust policy of a role.
  ///
  /// Source: IAM User Guide, "Methods to assume a role".
  static func asksTrust(_ action: String) -> Bool {
    let action = action.lowercased()
    return action.hasPrefix("sts:assumerole") || action == "sts:tagsession"
      || action == "sts:setsourceidentity"
  }

  /// The policy of a resource as far as it is about an action; nil for resources without one.
  static func layer(
    of id: ResourceID,
    for action: String,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> Layer? {
    let estate = texts.estate
    let type = estate[id].type
    if type == roleType {
      guard asksTrust(action) else { return nil }
      let documents = PolicyDocuments.trustDocuments(of: id, in: estate, &context)
      return layer(documents, of: id, isThere: nil, &texts, &context)
    }
    if type == functionType { return LambdaPermissions.layer(of: id, &texts, &context) }
    if holders.contains(type) {
      let documents = PolicyDocuments.documents(of: id, in: estate, &context)
      if documents.isEmpty { return type == keyType ? defaultKeyPolicy(id, &texts) : nil }
      return layer(documents, of: id, isThere: nil, &texts, &context)
    }
    return attached(to: id, &texts, &context)
  }

  /// What policies say that name the resource.
  private static func attached(
    to id: ResourceID,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> Layer? {
    let estate = texts.estate
    var found: Layer?
    for (type, path) in separate[estate[id].type] ?? [] {
      let policies = estate.referrers(of: id, type: type, path: path, &context)
      for policy in context.heap.elements(of: policies) {
        var layer = found ?? Layer(.resource)
        if let holder = policy.resourceID {
          let documents = PolicyDocuments.documents(of: holder, in: estate, &context)
          let more = self.layer(documents, of: holder, isThere: nil, &texts, &context)
          layer.statements += more.statements
        } else {
          let subject = "a policy of '\(estate[id].name)'"
          layer.add(texts.doubt(texts.gap(policy, subject, context)))
        }
        found = layer
      }
    }
    return found
  }

  static func layer(
    _ documents: [PolicyDocument],
    of holder: ResourceID,
    isThere: Doubt?,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> Layer {
    var layer = Layer(.resource)
    layer.statements = StatementConversion.statements(
      of: documents,
      of: holder,
      isThere: isThere,
      &texts,
      &context
    )
    return layer
  }

  /// What KMS writes where nothing is written: the account decides.
  ///
  /// Source: KMS Developer Guide, "Default key policy".
  private static func defaultKeyPolicy(_ id: ResourceID, _ texts: inout EstateTexts) -> Layer {
    let estate = texts.estate
    let resource = estate[id]
    let partition = texts.partition(of: resource.scope)
    var root: [Pattern.Piece] = [.text("arn:\(partition):iam::")]
    switch texts.account(of: resource.scope) {
    case .text(let text): root.append(.text(text))
    case .symbol(let symbol): root.append(.symbol(symbol))
    }
    root.append(.text(":root"))
    let scope = Scope(actions: .only(["kms:*"]), principals: .only([.aws(Pattern(root))]))
    let provenance = Statement.Provenance(document: id.index, index: 0, origin: resource.origin)
    return Layer(.resource, [Statement(.allow, scope, provenance: provenance)])
  }
}
