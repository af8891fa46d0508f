import GovernanceAnalysis
import IdentityAnalysis
import Infrastructure
import Values

/// What the policies of an estate say of an action of a principal on a resource.
///
/// Counted in: the principal's own policies and those of its groups, its permissions boundary, the
/// policies of resources, and service control policies. What the estate does not hold counts only
/// where something in it names it. Source: IAM User Guide, "Policy evaluation logic".
struct PermissionClaim {
  let principal: ResourceID
  let action: String
  let resource: Value
  let estate: Estate

  private var pattern: GlobPattern { GlobPattern(action, ignoringCase: true) }

  /// Statements that are about the claim, and what is not known of others.
  private struct Statements {
    var allows: [StatementMatch] = []
    var denies: [StatementMatch] = []
    var open: [Value] = []
  }

  /// What contradicts that every request of the claim is denied, or allowed: lists of maps with
  /// `step`, and unknowns for what would have to be known.
  func counterexamples(isAllowed: Bool, _ context: inout EvaluationContext) -> [Value] {
    var found = Statements()
    collectIdentity(into: &found, &context)
    collectResources(into: &found, &context)
    var ceilings = Statements()
    collectGuardrails(into: &ceilings, &context)
    found.denies += ceilings.denies
    let boundary = boundary(&context)
    if let deny = found.denies.first(where: { $0.extent == .everything && !$0.isConditional }) {
      return isAllowed ? [step("the statement that denies it", deny.statement, &context)] : []
    }
    if boundary?.extent == .nothing, boundary?.open == nil {
      guard isAllowed, let origin = boundary?.origin else { return [] }
      return [path("the permissions boundary does not allow it", origin, &context)]
    }
    var doubts = found.denies.filter { $0.extent != .nothing }.map { match in
      let why = match.isConditional ? "the conditions of a statement that denies" : "what is denied"
      return unknown(why, match.statement.origin, &context)
    }
    doubts += ceilings.open
    if let boundary, boundary.extent != .everything || boundary.open != nil {
      let subject = "what the permissions boundary of '\(estate[principal].name)' allows"
      doubts.append(boundary.open ?? unknown(subject, boundary.origin, &context))
    }
    return isAllowed
      ? refutedAllowance(found, doubts, &context) : refutedDenial(found, doubts, &context)
  }

  /// Why it may not be that everything is denied.
  private func refutedDenial(
    _ found: Statements,
    _ doubts: [Value],
    _ context: inout EvaluationContext
  ) -> [Value] {
    var result: [Value] = []
    for match in found.allows where match.extent != .nothing {
      if match.extent == .perhaps {
        result.append(unknown("what a statement allows", match.statement.origin, &context))
      } else if match.isConditional {
        let subject = "the conditions of a statement that allows '\(action)'"
        result.append(unknown(subject, match.statement.origin, &context))
      } else if doubts.isEmpty {
        result.append(step("the statement that allows it", match.statement, &context))
      } else {
        result += doubts
      }
    }
    return result + found.open
  }

  /// Why it may not be that everything is allowed.
  private func refutedAllowance(
    _ found: Statements,
    _ doubts: [Value],
    _ context: inout EvaluationContext
  ) -> [Value] {
    let isGranted = found.allows.contains { $0.extent == .everything && !$0.isConditional }
    if isGranted {
      // Keys and roles have policies without whose word nothing goes.
      let others = ["kms:": "the key's own policy", "sts:assumerole": "the role's trust policy"]
      guard let other = others.first(where: { action.lowercased().hasPrefix($0.key) }) else {
        return doubts
      }
      let subject = "whether \(other.value) allows it as well"
      return doubts + [unknown(subject, estate[principal].origin, &context)]
    }
    let partial = found.allows.filter { $0.extent != .nothing }
    guard partial.isEmpty, found.open.isEmpty else {
      let subjects = partial.map { match in
        let why =
          match.isConditional
          ? "the conditions of a statement that allows '\(action)'"
          : "whether the statements together allow all of it"
        return unknown(why, match.statement.origin, &context)
      }
      return subjects + found.open
    }
    let step = "no statement allows '\(estate[principal].name)' the action '\(action)'"
    return [path(step, estate[principal].origin, &context)]
  }

  private func match(
    _ statement: Value,
    into found: inout Statements,
    hasResources: Bool = true,
    _ context: inout EvaluationContext
  ) {
    guard
      let match = StatementMatch(
        statement,
        action: pattern,
        resource: resource,
        hasResources: hasResources,
        &context
      )
    else {
      if statement.kind == .unknown { found.open.append(statement) }
      return
    }
    guard match.extent != .nothing, !StatementMatch.isAboutPlainRequests(statement, context)
    else { return }
    if match.isAllow { found.allows.append(match) } else { found.denies.append(match) }
  }
}

// MARK: - Where statements come from

extension PermissionClaim {
  private static let managedPath = PropertyPath("ManagedPolicyArns")
  private static let boundaryPath = PropertyPath("PermissionsBoundary")
  private static let attachments: [(type: String, path: String)] = [
    ("AWS::IAM::Policy", "Roles"), ("AWS::IAM::ManagedPolicy", "Roles"),
    ("AWS::IAM::RolePolicy", "RoleName"), ("AWS::IAM::Policy", "Users"),
    ("AWS::IAM::ManagedPolicy", "Users"), ("AWS::IAM::UserPolicy", "UserName"),
  ]

  private func collectIdentity(
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
    StatementMatch(allowingEverythingAt: place)
  }

  /// The policies of the resources that an action can be about.
  private func collectResources(
    into found: inout Statements,
    _ context: inout EvaluationContext
  ) {
    let service = action.lowercased().split(separator: ":").first.map(String.init) ?? ""
    let types = [
      "ecr": "AWS::ECR::Repository", "elasticfilesystem": "AWS::EFS::FileSystem",
      "kms": "AWS::KMS::Key", "s3": "AWS::S3::BucketPolicy",
    ]
    for (name, type) in types.sorted(by: { $0.key < $1.key })
    where service == name || service == "*" {
      for policy in estate.resources(ofType: type) {
        let statements = PolicyDocuments.statements(of: policy, in: estate, &context)
        for statement in context.heap.elements(of: statements) {
          switch isAboutPrincipal(statement, &context) {
          case true?:
            match(statement, into: &found, hasResources: type != "AWS::KMS::Key", &context)
          case nil: match(doubted(statement, &context), into: &found, &context)
          case false?: break
          }
        }
      }
    }
  }

  /// Whether a statement of a resource's policy names the principal itself; its account only hands the
  /// question on to the principal's own policies.
  private func isAboutPrincipal(
    _ statement: Value,
    _ context: inout EvaluationContext
  ) -> Bool? {
    guard statement.kind == .map,
      let principals = context.heap.lookup("principals", in: statement)
    else { return nil }
    let others = context.heap.lookup("notPrincipals", in: statement).map { $0.count } ?? 0
    if others > 0 { return nil }
    var result: Bool? = false
    for entry in context.heap.elements(of: principals) {
      guard entry.kind == .map, let type = context.heap.lookup("type", in: entry),
        let value = context.heap.lookup("value", in: entry)
      else {
        result = nil
        continue
      }
      let kind = type.kind == .string ? context.heap.text(type) : ""
      guard kind == "AWS" || kind == "*" else { continue }
      if estate.target(of: value, &context) == principal { return true }
      guard let text = StatementMatch.text(of: value, context) else {
        result = nil
        continue
      }
      if text == "*" { return true }
      switch isOwnARN(text) {
      case true?: return true
      case false?: break
      case nil: result = nil
      }
    }
    return result
  }

  /// Whether a text is the ARN of the principal; nil where its account is not known.
  private func isOwnARN(_ text: String) -> Bool? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 6, let name = parts[5].split(separator: "/").last,
      name == estate[principal].name
    else { return false }
    guard let account = estate.scope(of: principal).account, account.count == 12 else { return nil }
    return parts[4] == account
  }

  private func doubted(_ statement: Value, _ context: inout EvaluationContext) -> Value {
    unknown("whom a statement of a resource's policy is about", statement.origin, &context)
  }

  private func collectGuardrails(
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

  private func boundary(
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

// MARK: - Values

extension PermissionClaim {
  private func unknown(
    _ subject: String,
    _ origin: Origin,
    _ context: inout EvaluationContext
  ) -> Value {
    context.heap.unknown(Unknown(.unmodelled, subject), origin: origin)
  }

  private func external(
    _ value: Value,
    _ subject: String,
    _ context: inout EvaluationContext
  ) -> Value {
    if value.kind == .unknown { return value }
    return context.heap.unknown(Unknown(.external, subject), origin: value.origin)
  }

  private func step(
    _ text: String,
    _ statement: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    path(text, statement.origin, &context)
  }

  /// A witness of one step.
  private func path(
    _ step: String,
    _ origin: Origin,
    _ context: inout EvaluationContext
  ) -> Value {
    let run = [context.heap.string("step"), context.heap.string(step, origin: origin)]
    return context.heap.list([context.heap.map(alternating: run, origin: origin)], origin: origin)
  }
}
