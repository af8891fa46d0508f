import GovernanceAnalysis
import IdentityAnalysis
import Infrastructure
import Values

// MARK: - Where statements come from

extension PermissionClaim {
  private static let managedPath = PropertyPath("ManagedPolicyArns")
  private static let boundaryPath = PropertyPath("PermissionsBoundary")
  private static let attachments: [(type: String, path: String)] = [
    ("AWS::IAM::Policy", "Roles"), ("AWS::IAM::ManagedPolicy", "Roles"),
    ("AWS::IAM::RolePolicy", "RoleName"), ("AWS::IAM::Policy", "Users"),
    ("AWS::IAM::ManagedPolicy", "Users"), ("AWS::IAM::UserPolicy", "UserName"),
  ]

  func collectIdentity(
    into found: inout Statements,
    _ context: inout EvaluationContext
  ) {
    var holders = [principal]
    for group in PropertyPath("Groups").values(in: estate[principal].properties, &context) {
      if let id = estate.target(of: group, &context) {
        holders.append(id)
      } else {
        found.open.append(external(group, "the policies of a group that is named here", &context))
      }
    }
    for holder in holders {
      collect(holder, into: &found, &context)
      for policy in Self.managedPath.values(in: estate[holder].properties, &context) {
        if let id = estate.target(of: policy, &context) {
          collect(id, into: &found, &context)
        } else if let text = StatementMatch.text(of: policy, context),
          text.hasSuffix(":policy/AdministratorAccess")
        {
          found.allows.append(everything(policy))
        } else {
          found.open.append(external(policy, "what the managed policy allows", &context))
        }
      }
      for (type, path) in Self.attachments {
        let policies = estate.referrers(of: holder, type: type, path: path, &context)
        for policy in context.heap.elements(of: policies) {
          if let id = policy.resourceID {
            collect(id, into: &found, &context)
          } else {
            found.open.append(policy)
          }
        }
      }
    }
  }

  private func collect(
    _ holder: ResourceID,
    into found: inout Statements,
    _ context: inout EvaluationContext
  ) {
    let statements = PolicyDocuments.statements(of: holder, in: estate, &context)
    for statement in context.heap.elements(of: statements) {
      match(statement, into: &found, &context)
    }
  }

  /// A statement that allows everything, as AWS's own policy for administrators has it.
  private func everything(_ place: Value) -> StatementMatch {
    StatementMatch.everything(at: place)
  }

  func collectGuardrails(
    into found: inout Statements,
    _ context: inout EvaluationContext
  ) {
    let describesPolicies = !estate.resources(ofType: "AWS::Organizations::Policy").isEmpty
    guard describesPolicies,
      let account = estate.resources(sharingTheAccountOf: principal).first(where: {
        estate[$0].type == "AWS::Organizations::Account"
      })
    else { return }
    let statements = Guardrails.statements(on: account, in: estate, &context)
    for statement in context.heap.elements(of: statements) {
      match(statement, into: &found, &context)
    }
  }

  func boundary(
    _ context: inout EvaluationContext
  ) -> (extent: StatementMatch.Extent, open: Value?, origin: Origin)? {
    let properties = estate[principal].properties
    guard let value = Self.boundaryPath.values(in: properties, &context).first else { return nil }
    guard let policy = estate.target(of: value, &context) else {
      let open = external(value, "what the permissions boundary allows", &context)
      return (.perhaps, open, value.origin)
    }
    var found = Statements()
    collect(policy, into: &found, &context)
    let hasDenial = found.denies.contains { $0.extent != .nothing }
    let extent =
      found.allows.map { $0.isConditional ? min($0.extent, .perhaps) : $0.extent }.max() ?? .nothing
    return (hasDenial ? min(extent, .perhaps) : extent, found.open.first, value.origin)
  }
}
