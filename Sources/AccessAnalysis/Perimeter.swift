import GovernanceAnalysis
import IdentityAnalysis
package import Infrastructure
package import Permissions
package import Values

/// A border that the policy of an endpoint, a bucket or a key is to hold: what says of a request whose
/// identity or resource it is about.
///
/// Source: IAM User Guide, "Data perimeters on AWS".
package struct Perimeter {
  /// The values of condition keys inside: `aws:ResourceOrgID` with the organization.
  let inside: [ConditionKey: [Text]]
  /// The only action that is asked about; nil for all.
  private let action: String?

  /// - Parameter inside: A request is inside if one of the keys has one of its values.
  package init(_ inside: [ConditionKey: [Text]], action: String?) {
    self.inside = inside
    self.action = action
  }

  static let resourceKeys = ["aws:resource", "s3:resourceaccount"]
  static let principalKeys = ["aws:principal", "kms:calleraccount"]

  /// Whether a request from outside, or for something outside, gets through: one with none of the values.
  ///
  /// Accounts of the estate are inside, and so are services of AWS that call for themselves. Without a
  /// policy an endpoint lets everything through; nothing else does.
  package func search(
    through id: ResourceID,
    _ access: inout Access,
    _ context: inout EvaluationContext
  ) -> Search {
    let layer = access.resourceLayer(of: id, &context)
    let isEndpoint = access.estate[id].type == "AWS::EC2::VPCEndpoint"
    let own = ownAccounts(&access)
    var statements: [Statement] = []
    for statement in layer.statements.compactMap({ aboutOutsiders($0, own) }) {
      guard statement.effect == .allow else {
        statements += withoutInsiders(statement, own, isEndpoint: isEndpoint, &access, &context)
        continue
      }
      statements += Self.parts(of: statement).map { part in
        annotated(part, of: id, isEndpoint: isEndpoint, &access, &context)
      }
    }
    var scope = Scope(actions: action.map { .only([Pattern($0, variables: false)]) } ?? .except([]))
    for (key, values) in inside.sorted(by: { $0.key < $1.key }) {
      scope.conditions.append(.outside(key, values.map { Pattern($0) }))
    }
    if asks(Self.resourceKeys) { scope.conditions.append(.outside("aws:ResourceAccount", own)) }
    if asks(Self.principalKeys) {
      scope.conditions.append(.outside("aws:PrincipalAccount", own))
      let isService = ConditionKey("aws:PrincipalIsAWSService")
      scope.conditions.append(
        .test(ConditionOperator(.bool, isIfExists: true), isService, ["false"])
      )
    }
    statements += relations(between: statements, own: own, &access)
    let found = PermissionSolver().request(allowedBy: Grants(Policy(statements)), within: scope)
    guard case .found(let witness) = found else { return found }
    return refusedToStrangers(witness, at: id, layer, &access, &context) ?? found
  }

  /// Whether accounts are what tells inside from outside.
  var asksForAccounts: Bool {
    inside.keys.contains { $0.folded.hasSuffix("account") }
  }

  func asks(_ prefixes: [String]) -> Bool {
    inside.keys.contains { key in prefixes.contains { key.folded.hasPrefix($0) } }
  }

  private func ownAccounts(_ access: inout Access) -> [Pattern] {
    var accounts: [Pattern] = []
    for index in access.estate.scopes.indices {
      let account = Pattern(Text([access.texts.account(of: ScopeID(index))]))
      if !accounts.contains(account) { accounts.append(account) }
    }
    return accounts
  }

  // MARK: - What a statement says besides

  /// A statement for each of its principals and resources.
  private static func parts(of statement: Statement) -> [Statement] {
    var parts = [statement]
    if case .only(let principals)? = statement.scope.principals {
      parts = principals.map { principal in
        var part = statement
        part.scope.principals = .only([principal])
        return part
      }
    }
    guard case .only(let resources)? = statement.scope.resources else { return parts }
    return parts.flatMap { one in
      resources.map { resource in
        var part = one
        part.scope.resources = .only([resource])
        return part
      }
    }
  }

  /// The statement with what its principal and resource say of the request's keys.
  private func annotated(
    _ statement: Statement,
    of id: ResourceID,
    isEndpoint: Bool,
    _ access: inout Access,
    _ context: inout EvaluationContext
  ) -> Statement {
    var statement = statement
    if case .only(let principals)? = statement.scope.principals, let principal = principals.first {
      switch principal {
      case .aws(let pattern):
        if let account = pattern.account {
          statement.scope.conditions.append(.equals("aws:PrincipalAccount", account))
        } else if asks(Self.principalKeys) {
          let gap = EstateTexts.Gap(.external, "whose principal '\(pattern.description)' is")
          statement.scope.conditions.append(.open(access.texts.doubt(gap)))
        }
      case .service:
        let key = ConditionKey("aws:PrincipalIsAWSService")
        statement.scope.conditions.append(.test(ConditionOperator(.bool), key, ["true"]))
      case .everyone, .federated, .canonicalUser, .open: break
      }
    }
    guard isEndpoint else {
      let own = Pattern(Text([access.texts.account(of: access.estate[id].scope)]))
      statement.scope.conditions.append(.equals("aws:ResourceAccount", own))
      return statement
    }
    guard asks(Self.resourceKeys), case .only(let resources)? = statement.scope.resources,
      let resource = resources.first
    else { return statement }
    if let account = resource.account {
      statement.scope.conditions.append(.equals("aws:ResourceAccount", account))
    } else if let owner = owner(ofBucket: resource, &access, &context) {
      statement.scope.conditions.append(owner)
    }
    return statement
  }

  /// What is known of the account of a bucket that is named; nil for names that anybody can take.
  func owner(
    ofBucket resource: Pattern,
    _ access: inout Access,
    _ context: inout EvaluationContext
  ) -> Condition? {
    let text = resource.written
    guard text.hasPrefix("arn:"), text.contains(":s3:::") else { return nil }
    let name = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).last ?? ""
    let bucket = name.prefix { $0 != "/" }
    guard !bucket.contains("*"), !bucket.contains("?") else { return nil }
    for id in access.estate.resources(ofType: "AWS::S3::Bucket") {
      guard let target = access.target(id, &context) else { continue }
      let own = Pattern(target.arn)
      guard resource == own || resource.begins(with: own) else { continue }
      let account = Pattern(Text([access.texts.account(of: access.estate[id].scope)]))
      return .equals("aws:ResourceAccount", account)
    }
    let words = "whose bucket '\(resource.description)' is in"
    let settle = "add the template or description that creates it"
    return .open(access.texts.doubt(EstateTexts.Gap(.external, words, settle: settle)))
  }
}

extension Access {
  private static let endpointType = "AWS::EC2::VPCEndpoint"

  /// What the policy of a resource says of everything that is done with it; that of an endpoint without
  /// one is that everything gets through.
  ///
  /// Source: AWS PrivateLink Guide, "Control access to VPC endpoints using endpoint policies".
  mutating func resourceLayer(of id: ResourceID, _ context: inout EvaluationContext) -> Layer {
    if let layer = ResourcePolicies.layer(of: id, for: "", &texts, &context) { return layer }
    let statements = statements(heldBy: id, &context)
    guard statements.isEmpty, estate[id].type == Self.endpointType else {
      return Layer(.resource, statements)
    }
    let all = Scope(actions: .only(["*"]), resources: .only(["*"]), principals: .only([.everyone]))
    let provenance = Statement.Provenance(document: id.index, index: 0, origin: estate[id].origin)
    return Layer(.resource, [Statement(.allow, all, provenance: provenance)])
  }
}
