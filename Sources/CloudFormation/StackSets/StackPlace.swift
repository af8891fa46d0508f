import Infrastructure
import Values

/// Where a stack is deployed that another one creates.
enum StackPlace {
  /// Where the stack above is, as a nested stack.
  case above
  /// In places of its own, as the instances of a stack set.
  case own(Targets)

  /// The places of instances; what is nil is not known, or not the same for all.
  struct Targets {
    var account: String?
    var region: String?
    /// Pseudo parameters that are one of several texts.
    var choices: [String: Value] = [:]
  }

  var isOwn: Bool {
    switch self {
    case .above: false
    case .own: true
    }
  }

  /// The pseudo parameters, and the values that dynamic references name, that are known.
  func pseudoParameters(below given: [String: String]) -> [String: String] {
    var known = given.filter { name, _ in
      name.hasPrefix("AWS::") && name != "AWS::StackName" || name.hasPrefix("resolve:")
    }
    guard case .own(let targets) = self else { return known }
    for name in known.keys where name.hasPrefix("AWS::") && name != "AWS::Partition" {
      known[name] = nil
    }
    known["AWS::AccountId"] = targets.account
    known["AWS::Region"] = targets.region
    return known
  }

  /// The pseudo parameters that are one of several texts.
  func bound(below parent: TemplateReader) -> [String: Value] {
    switch self {
    case .above: parent.bound.filter { $0.key.hasPrefix("AWS::") }
    case .own(let targets): targets.choices
    }
  }

  func scope(named name: String, below id: ScopeID, _ estate: borrowing EstateBuilder) -> Scope {
    guard case .own(let targets) = self else { return estate.scope(id).nesting(name, in: id) }
    let others = targets.account.map(estate.scopes(inAccount:)) ?? []
    return Scope(
      name: name,
      account: targets.account,
      region: targets.region,
      environment: others.lazy.compactMap(\.environment).first,
      isStack: true
    )
  }
}
