import IdentityAnalysis
import Infrastructure
import Permissions
import Values

/// What is attached to the identities of an estate, whichever side says so: inline policies, policies
/// that name who they are for, policies that are named, groups.
///
/// What other repositories or people attach is not seen; a role that the estate creates has what the
/// estate gives it. Source: IAM User Guide, "Policies and permissions in IAM" ("Identity-based
/// policies"), "IAM user groups".
struct Attachments {
  private static let managedPath = PropertyPath("ManagedPolicyArns")
  private static let boundaryPath = PropertyPath("PermissionsBoundary")
  private static let groupsPath = PropertyPath("Groups")
  private static let groupNamePath = PropertyPath("GroupName")
  private static let policyPath = PropertyPath("Path")
  private static let managedType = "AWS::IAM::ManagedPolicy"

  /// The types of resources that attach themselves, and where they name whom, by the holder's type.
  private static let attaching: [String: [(type: String, path: String)]] = [
    "AWS::IAM::Role": [
      ("AWS::IAM::Policy", "Roles"), (managedType, "Roles"), ("AWS::IAM::RolePolicy", "RoleName"),
    ],
    "AWS::IAM::User": [
      ("AWS::IAM::Policy", "Users"), (managedType, "Users"), ("AWS::IAM::UserPolicy", "UserName"),
    ],
    "AWS::IAM::Group": [
      ("AWS::IAM::Policy", "Groups"), (managedType, "Groups"),
      ("AWS::IAM::GroupPolicy", "GroupName"),
    ],
  ]

  private let estate: Estate
  private(set) var layer: Layer
  private var seen: Set<ResourceID> = []

  /// The identity policies of a role, user or group, those of a user's groups included.
  static func identity(
    of holder: ResourceID,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> Layer {
    var attachments = Attachments(estate: texts.estate, layer: Layer(.identity))
    attachments.collect(holder, isThere: nil, &texts, &context)
    if texts.estate[holder].type == "AWS::IAM::User" {
      attachments.collectGroups(of: holder, &texts, &context)
    }
    return attachments.layer
  }

  /// The permissions boundary of a role or user; nil without one.
  static func boundary(
    of holder: ResourceID,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> Layer? {
    let estate = texts.estate
    let values = boundaryPath.values(in: estate[holder].properties, &context)
    guard let value = values.first else { return nil }
    var attachments = Attachments(estate: estate, layer: Layer(.boundary))
    attachments.collect(managed: value, of: holder, isThere: nil, &texts, &context)
    return attachments.layer
  }

  private init(estate: Estate, layer: Layer) {
    self.estate = estate
    self.layer = layer
  }

  // MARK: - Holders

  /// What a holder has itself and what is attached to it.
  private mutating func collect(
    _ holder: ResourceID,
    isThere: Doubt?,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) {
    guard seen.insert(holder).inserted else { return }
    documents(of: holder, isThere: isThere, &texts, &context)
    for value in Self.managedPath.values(in: estate[holder].properties, &context) {
      collect(managed: value, of: holder, isThere: isThere, &texts, &context)
    }
    for (type, path) in Self.attaching[estate[holder].type] ?? [] {
      let policies = estate.referrers(of: holder, type: type, path: path, &context)
      var open: Value?
      var known: Set<ResourceID> = []
      for policy in context.heap.elements(of: policies) {
        if let id = policy.resourceID {
          known.insert(id)
          documents(of: id, isThere: isThere, &texts, &context)
        } else {
          open = open ?? policy
        }
      }
      guard let open else { continue }
      let doubt = texts.doubt(
        gap(open, "what is attached to '\(estate[holder].name)'", texts, context)
      )
      for id in estate.resources(ofType: type)
      where !known.contains(id) && mayName(holder, id, PropertyPath(path), &context) {
        documents(of: id, isThere: isThere ?? doubt, &texts, &context)
      }
    }
  }

  /// Whether a policy that does not name a holder for certain may do so: not if it names nothing but
  /// other identities.
  private func mayName(
    _ holder: ResourceID,
    _ policy: ResourceID,
    _ path: PropertyPath,
    _ context: inout EvaluationContext
  ) -> Bool {
    guard estate.exists(policy, &context) != false else { return false }
    return path.values(in: estate[policy].properties, &context).contains { value in
      guard let target = estate.target(of: value, &context) else { return true }
      return target == holder || Self.attaching[estate[target].type] == nil
    }
  }

  private mutating func collectGroups(
    of user: ResourceID,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) {
    for group in Self.groupsPath.values(in: estate[user].properties, &context) {
      collect(group: group, namedBy: user, &texts, &context)
    }
    let additions = estate.referrers(
      of: user,
      type: "AWS::IAM::UserToGroupAddition",
      path: "Users",
      &context
    )
    for addition in context.heap.elements(of: additions) {
      guard let id = addition.resourceID else {
        layer.add(texts.doubt(gap(addition, "a group", texts, context)))
        continue
      }
      for group in Self.groupNamePath.values(in: estate[id].properties, &context) {
        collect(group: group, namedBy: id, &texts, &context)
      }
    }
  }

  private mutating func collect(
    group value: Value,
    namedBy holder: ResourceID,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) {
    let group =
      estate.target(of: value, ofType: "AWS::IAM::Group", &context)
      ?? named(value, type: "AWS::IAM::Group", Self.groupNamePath, of: holder, &context)
    guard let group else {
      let subject = "the policies of group \(quoted(value, context))"
      layer.add(texts.doubt(gap(value, subject, texts, context)))
      return
    }
    let (exists, isThere) = existence(of: group, &texts, &context)
    if exists { collect(group, isThere: isThere, &texts, &context) }
  }

  // MARK: - Policies

  /// A managed policy that is named by its ARN.
  private mutating func collect(
    managed value: Value,
    of holder: ResourceID,
    isThere: Doubt?,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) {
    if let id = estate.target(of: value, ofType: Self.managedType, &context)
      ?? policy(named: value, by: holder, &texts, &context)
    {
      let (exists, open) = existence(of: id, &texts, &context)
      if exists { documents(of: id, isThere: isThere ?? open, &texts, &context) }
      return
    }
    if let statements = ManagedPolicies.statements(ofPolicy: value, in: &texts, holder, &context) {
      layer.statements += statements
      return
    }
    let subject = "managed policy \(quoted(value, context))"
    layer.add(texts.doubt(gap(value, subject, texts, context)))
  }

  /// The policy of the estate whose ARN is written out, or put together, as one of the same account.
  private func policy(
    named value: Value,
    by holder: ResourceID,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> ResourceID? {
    let written = Text(texts.pieces(of: value, in: estate[holder].scope, &context))
    for id in estate.resources(ofType: Self.managedType) {
      guard estate[id].existence != .never, let arn = texts.arn(of: id, &context) else { continue }
      if Text(arn) == written { return id }
    }
    return nil
  }

  /// The resource of a type in the same account that has a name that is written out.
  private func named(
    _ value: Value,
    type: String,
    _ path: PropertyPath,
    of holder: ResourceID,
    _ context: inout EvaluationContext
  ) -> ResourceID? {
    guard value.kind == .string else { return nil }
    return estate.resources(sharingTheAccountOf: holder).first { id in
      guard estate[id].type == type,
        let name = path.values(in: estate[id].properties, &context).first
      else { return false }
      return name.kind == .string && context.heap.equalTexts(name, value)
    }
  }

  private mutating func documents(
    of holder: ResourceID,
    isThere: Doubt?,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) {
    let documents = PolicyDocuments.documents(of: holder, in: estate, &context)
    layer.statements += StatementConversion.statements(
      of: documents,
      of: holder,
      isThere: isThere,
      &texts,
      &context
    )
  }

  // MARK: - What is not known

  /// Whether a resource is there, and the doubt about it where that is open.
  private func existence(
    of id: ResourceID,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> (exists: Bool, open: Doubt?) {
    texts.existence(of: id, &context)
  }

  private func gap(
    _ value: Value,
    _ subject: String,
    _ texts: EstateTexts,
    _ context: borrowing EvaluationContext
  ) -> EstateTexts.Gap {
    texts.gap(value, subject, context)
  }

  private func quoted(_ value: Value, _ context: EvaluationContext) -> String {
    value.kind == .string ? "'\(context.heap.text(value))'" : "that is named here"
  }
}
