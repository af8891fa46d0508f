import Infrastructure
import Permissions
import Values

/// The condition keys of a request that follow from who makes it and what it is about.
///
/// Source: IAM User Guide, "AWS global condition context keys".
struct RequestKeys: Sendable {
  private(set) var values: [ConditionKey: [Text]] = [:]
  /// The beginnings of keys that the request does not have beside those of ``values``.
  private(set) var closedFamilies: [String] = []
  private let action: String

  private static let tagsPath = PropertyPath("Tags")
  private static let userNamePath = PropertyPath("UserName")
  /// Services whose calls all go to one region.
  private static let globalServices: Set<String> = [
    "account", "budgets", "ce", "cloudfront", "globalaccelerator", "iam", "organizations",
    "route53", "shield", "support", "trustedadvisor", "waf",
  ]

  /// Services whose condition keys only their own calls have; keys of others, `ec2:SourceInstanceARN`,
  /// say where credentials come from, and are in any call.
  private static let families = [
    "dynamodb", "ecr", "iam", "kms", "logs", "s3", "sagemaker", "secretsmanager", "sns", "sqs",
  ]

  /// What every request says: it is the caller's own, and uses TLS.
  init(_ action: String) {
    self.action = action
    values["aws:SecureTransport"] = ["true"]
    values["aws:ViaAWSService"] = ["false"]
    for key in ["aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast", "kms:ViaService"] {
      values[ConditionKey(key)] = []
    }
    let service = action.lowercased().split(separator: ":").first.map(String.init) ?? ""
    closedFamilies = Self.families.filter { $0 != service }.map { $0 + ":" }
  }

  /// What every request of a role or user says, whatever it asks for.
  static let ofCaller: RequestKeys = {
    var keys = RequestKeys("")
    keys.closedFamilies = []
    keys.addIdentity()
    return keys
  }()

  /// What the requests of a role or user say of it.
  init(
    of id: ResourceID,
    arn: [Text.Piece],
    account: Text,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) {
    action = ""
    let resource = texts.estate[id]
    let isUser = resource.type == "AWS::IAM::User"
    values["aws:PrincipalArn"] = [Text(arn)]
    values["aws:PrincipalAccount"] = [account]
    values["kms:CallerAccount"] = [account]
    values["aws:PrincipalType"] = [isUser ? "User" : "AssumedRole"]
    if isUser {
      let name = Self.userNamePath.values(in: resource.properties, &context).first
      if let name {
        values["aws:username"] = [Text(texts.pieces(of: name, in: resource.scope, &context))]
      } else if let last = arn.last {
        values["aws:username"] = [Text([last])]
      }
    } else {
      values["aws:username"] = []
    }
    let trustsTags = !isUser && TrustedTags.mayBePassed(to: id, &texts, &context)
    addTags(of: id, "aws:PrincipalTag/", isClosed: !trustsTags, &texts, &context)
  }

  /// Notes that requests have these values of a key; none for a key that they have not.
  mutating func set(_ key: ConditionKey, _ values: [Text]) {
    self.values[key] = values
  }

  mutating func add(_ other: RequestKeys) {
    values.merge(other.values) { $1 }
    closedFamilies += other.closedFamilies
  }

  /// Who asks, for what does not hang on its policies.
  mutating func add(_ asker: Asker, _ access: Access) {
    switch asker {
    case .identity:
      addIdentity()
    case .outside(let caller):
      switch caller.kind {
      case .user, .role, .session, .root:
        addIdentity()
        if let account = caller.account {
          values["aws:PrincipalAccount"] = [account]
          values["kms:CallerAccount"] = [account]
        }
        values["aws:PrincipalArn"] = [caller.role ?? caller.name]
      case .service:
        values["aws:PrincipalIsAWSService"] = ["true"]
        values["aws:PrincipalServiceName"] = [caller.name]
        for key in [
          "aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:username",
        ] {
          values[ConditionKey(key)] = []
        }
        closedFamilies.append("aws:principaltag/")
      case .federated:
        values["aws:PrincipalIsAWSService"] = ["false"]
        values["aws:PrincipalServiceName"] = []
      case .anonymous:
        values["aws:PrincipalIsAWSService"] = ["false"]
        values["aws:PrincipalServiceName"] = []
        values["aws:PrincipalOrgID"] = []
        values["aws:PrincipalAccount"] = ["anonymous"]
        values["aws:PrincipalArn"] = []
        closedFamilies.append("aws:principaltag/")
      }
    }
  }

  /// What the requests of identities say that are no service's.
  mutating func addIdentity() {
    values["aws:PrincipalIsAWSService"] = ["false"]
    for key in [
      "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList", "aws:SourceArn",
      "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths",
    ] {
      values[ConditionKey(key)] = []
    }
  }

  /// What the request is about.
  mutating func add(
    _ target: Target,
    of caller: Caller,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) {
    let service = action.lowercased().split(separator: ":").first.map(String.init) ?? ""
    switch target.owner {
    case .scope(let scope):
      values["aws:ResourceAccount"] = [Text([texts.account(of: scope)])]
    case .account(let id):
      values["aws:ResourceAccount"] = [Text(id)]
    case .callers: break
    }
    if service == "s3" { values["s3:ResourceAccount"] = values["aws:ResourceAccount"] }
    if let region = region(of: target, service, texts) {
      values["aws:RequestedRegion"] = [Text(region)]
    }
    if let id = target.resource, texts.estate[id].type != "AWS::S3::Bucket" {
      addTags(of: id, "aws:ResourceTag/", isClosed: true, &texts, &context)
      if service == "iam" { addTags(of: id, "iam:ResourceTag/", isClosed: true, &texts, &context) }
    }
  }

  /// Whether a key of a request follows from the resource that it is about.
  static func followsFromTarget(_ key: ConditionKey) -> Bool {
    ["aws:resourceaccount", "s3:resourceaccount", "aws:requestedregion", "iam:permissionsboundary"]
      .contains(key.folded)
      || ["aws:resourcetag/", "iam:resourcetag/"].contains { key.folded.hasPrefix($0) }
  }

  /// The region that the call goes to, as far as the resource says it.
  private func region(of target: Target, _ service: String, _ texts: EstateTexts) -> String? {
    // Passing a role is a part of a call to another service.
    guard action.lowercased() != "iam:passrole" else { return nil }
    var own: String?
    if let id = target.resource { own = texts.estate.scope(of: id).region }
    if Self.globalServices.contains(service) {
      guard case .scope(let scope) = target.owner else { return "us-east-1" }
      return texts.partition(of: scope) == "aws" ? "us-east-1" : nil
    }
    let parts = target.arn.known?.split(
      separator: ":",
      maxSplits: 5,
      omittingEmptySubsequences: false
    )
    if let parts, parts.count == 6, !parts[3].isEmpty { return String(parts[3]) }
    return own
  }

  // MARK: - Tags

  /// The tags of a resource under a family of keys.
  ///
  /// - Parameter isClosed: Whether there are no others, if all of its tags are known.
  private mutating func addTags(
    of id: ResourceID,
    _ family: String,
    isClosed: Bool,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) {
    let resource = texts.estate[id]
    var isComplete = isClosed
    var found: [ConditionKey: [Text]] = [:]
    for tag in Self.tagsPath.values(in: resource.properties, &context) {
      guard tag.kind == .map,
        let key = context.heap.lookup("Key", in: tag).map({ context.resolve($0) }),
        key.kind == .string, let value = context.heap.lookup("Value", in: tag)
      else {
        isComplete = false
        continue
      }
      let text = Text(texts.pieces(of: value, in: resource.scope, &context))
      found[ConditionKey(family + context.heap.text(key))] = [text]
    }
    guard isComplete else { return }
    values.merge(found) { $1 }
    closedFamilies.append(family.lowercased())
  }
}
