import IdentityAnalysis
import Infrastructure
import Values

/// What the policy of the resource has to say, beside those of the principal.
///
/// In one account, either side can allow; only the policies of keys have to let the account's own policies
/// count. Between accounts both sides have to allow. Sources: IAM User Guide, "Cross-account policy
/// evaluation logic"; KMS Developer Guide, "Key policies", "Default key policy".
extension PermissionClaim {
  struct ResourceSide {
    /// The resource that is claimed, where it is one of the estate.
    var owner: ResourceID?
    /// Whether that is a key.
    var isKey = false
    /// Whether it is in another account than the principal.
    var isForeign = false
    /// What its policy allows the principal itself.
    var direct: [StatementMatch] = []
    /// What it leaves to the policies of the principal's account.
    var delegated: [StatementMatch] = []
    var denies: [StatementMatch] = []
    var open: [Value] = []
    /// The resource whose policy lets the principal do nothing, although it has to.
    var silent: ResourceID?
  }

  /// How a statement of a resource's policy is about the principal.
  private enum Relation {
    case itself, account, nobody, unknown
  }

  private static let keyType = "AWS::KMS::Key"
  private static let bucketType = "AWS::S3::Bucket"
  private static let keyPolicyPath = PropertyPath("KeyPolicy")
  private static let bucketPath = PropertyPath("BucketName")

  /// What the policies of resources say.
  func resourceSide(_ context: inout EvaluationContext) -> ResourceSide {
    var side = ResourceSide()
    side.owner = claimedResource(&context)
    if let owner = side.owner {
      let accounts = (estate.scope(of: owner).account, estate.scope(of: principal).account)
      if let one = accounts.0, let other = accounts.1 { side.isForeign = one != other }
      if estate[owner].type == Self.keyType {
        side.isKey = true
        collectKey(owner, into: &side, &context)
        return side
      }
    }
    let service = action.lowercased().split(separator: ":").first.map(String.init) ?? ""
    let types = [
      "ecr": "AWS::ECR::Repository", "elasticfilesystem": "AWS::EFS::FileSystem",
      "kms": Self.keyType, "s3": "AWS::S3::BucketPolicy",
    ]
    for (name, type) in types.sorted(by: { $0.key < $1.key })
    where service == name || service == "*" {
      for policy in estate.resources(ofType: type) {
        collect(policy, into: &side, hasResources: type != Self.keyType, &context)
      }
    }
    guard side.isForeign, let owner = side.owner else { return side }
    if !Self.typesWithPolicies.contains(estate[owner].type) {
      let subject = "whether '\(estate[owner].address)' lets other accounts in"
      side.open.append(unknown(subject, estate[owner].origin, &context))
    } else if side.direct.isEmpty, side.delegated.isEmpty, side.open.isEmpty {
      side.silent = owner
    }
    return side
  }

  /// The types whose policies are read here.
  private static let typesWithPolicies = [
    "AWS::ECR::Repository", "AWS::EFS::FileSystem", keyType, bucketType,
  ]

  /// Counts in what the resource's side adds to, or leaves of, what the principal's own policies allow.
  func combine(_ found: inout Statements, with side: ResourceSide) {
    found.denies += side.denies
    found.open += side.open
    guard side.isForeign || side.isKey else {
      found.allows += side.direct
      return
    }
    let gates = side.isForeign ? side.direct + side.delegated : side.delegated
    if gates.isEmpty, side.open.isEmpty {
      // Whatever the principal's own policies say, they do not count.
      found.open = []
    }
    let limited = found.allows.flatMap { allow in gates.map { allow.limited(by: $0) } }
    found.allows = limited + (side.isForeign ? [] : side.direct)
  }

  /// The key or bucket of the estate that the claim is about.
  private func claimedResource(_ context: inout EvaluationContext) -> ResourceID? {
    if let id = estate.target(of: resource, &context) { return id }
    guard let text = StatementMatch.text(of: resource, context) else { return nil }
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[2] == "s3",
      let bucket = parts[5].split(separator: "/", omittingEmptySubsequences: false).first
    else { return nil }
    return estate.resources(ofType: Self.bucketType).first { id in
      let name = Self.bucketPath.values(in: estate[id].properties, &context).first
      return name.map { $0.kind == .string && context.heap.text($0) == bucket } ?? false
    }
  }

  /// The policy of a key, without whose word nobody may use it.
  private func collectKey(
    _ key: ResourceID,
    into side: inout ResourceSide,
    _ context: inout EvaluationContext
  ) {
    let policies = Self.keyPolicyPath.values(in: estate[key].properties, &context)
    if policies.isEmpty {
      // KMS writes one that leaves it to the account.
      let place = Value.resource(key.index, origin: estate[key].origin)
      if !side.isForeign { side.delegated = [.everything(at: place)] }
    } else {
      collect(key, into: &side, hasResources: false, &context)
    }
    if side.delegated.isEmpty, side.direct.isEmpty, side.open.isEmpty { side.silent = key }
  }

  private func collect(
    _ holder: ResourceID,
    into side: inout ResourceSide,
    hasResources: Bool,
    _ context: inout EvaluationContext
  ) {
    let statements = PolicyDocuments.statements(of: holder, in: estate, &context)
    for statement in context.heap.elements(of: statements) {
      var found = Statements()
      let relation = relation(of: statement, &context)
      switch relation {
      case .nobody: continue
      case .unknown:
        let subject = "whom a statement of a resource's policy is about"
        side.open.append(unknown(subject, statement.origin, &context))
        continue
      case .itself, .account:
        match(statement, into: &found, hasResources: hasResources, &context)
      }
      side.denies += found.denies
      side.open += found.open
      if relation == .itself {
        side.direct += found.allows
      } else {
        side.delegated += found.allows
      }
    }
  }

  /// Whether a statement of a resource's policy names the principal, or its account, which hands the
  /// question on to the principal's own policies.
  private func relation(of statement: Value, _ context: inout EvaluationContext) -> Relation {
    guard statement.kind == .map,
      let principals = context.heap.lookup("principals", in: statement)
    else { return .unknown }
    let others = context.heap.lookup("notPrincipals", in: statement).map { $0.count } ?? 0
    if others > 0 { return .unknown }
    var result = Relation.nobody
    for entry in context.heap.elements(of: principals) {
      switch relation(toPrincipal: entry, &context) {
      case .itself: return .itself
      case .account: result = .account
      case .unknown: if result == .nobody { result = .unknown }
      case .nobody: break
      }
    }
    return result
  }

  private func relation(
    toPrincipal entry: Value,
    _ context: inout EvaluationContext
  ) -> Relation {
    guard entry.kind == .map, let type = context.heap.lookup("type", in: entry),
      let value = context.heap.lookup("value", in: entry)
    else { return .unknown }
    let kind = type.kind == .string ? context.heap.text(type) : ""
    guard kind == "AWS" || kind == "*" else { return .nobody }
    if let target = estate.target(of: value, &context) {
      return target == principal ? .itself : .nobody
    }
    guard let text = StatementMatch.text(of: value, context) else { return .unknown }
    if text == "*" { return .itself }
    let account = estate.scope(of: principal).account
    let hasID = account.map { $0.count == 12 && $0.allSatisfy(\.isNumber) } ?? false
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 1 { return !hasID ? .unknown : text == account ? .account : .nobody }
    guard parts.count == 6 else { return .nobody }
    if parts[5] == "root" {
      return !hasID ? .unknown : parts[4] == account ?? "" ? .account : .nobody
    }
    guard let name = parts[5].split(separator: "/").last, name == estate[principal].name else {
      return .nobody
    }
    guard hasID else { return .unknown }
    return parts[4] == account ?? "" ? .itself : .nobody
  }
}
