import Infrastructure
import Permissions

/// Whom the trust policy of a role names, sorted so that few roles are looked at for one caller.
struct RoleTrust: Sendable {
  let allowing: [Statement]
  let denying: [Statement]
  /// The services that it names, without region and partition: `states.amazonaws.com`.
  private(set) var services: Set<String> = []
  /// The last parts of the ARNs of users and roles that it names: `role/build/deployer`.
  private(set) var names: Set<String> = []
  /// Whether it names an account, whose own policies then decide.
  private(set) var delegates = false
  /// Whether it names somebody who is not told apart here.
  private(set) var mayNameAnyone = false

  init(_ layer: Layer?) {
    let statements = layer?.statements ?? []
    allowing = statements.filter { $0.effect == .allow }
    denying = statements.filter { $0.effect == .deny }
    for statement in allowing {
      switch statement.scope.principals {
      case .only(let elements)?: for element in elements { note(element) }
      case nil, .except?: mayNameAnyone = true
      }
    }
  }

  private mutating func note(_ element: PrincipalPattern) {
    switch element {
    case .service(let pattern): services.insert(Self.plainService(pattern.description))
    case .federated, .canonicalUser: break
    case .everyone, .open: mayNameAnyone = true
    case .aws(let pattern):
      let text = pattern.description
      guard let colon = text.lastIndex(of: ":"), !text.hasSuffix("}") else {
        // An account's id, or somebody of whom only the deployment knows.
        if pattern.known == nil { mayNameAnyone = true } else { delegates = true }
        return
      }
      let name = String(text[text.index(after: colon)...])
      if name == "root" {
        delegates = true
      } else if name.hasPrefix("role/") || name.hasPrefix("user/") {
        names.insert(name)
      } else {
        mayNameAnyone = true
      }
    }
  }

  // MARK: - Services

  /// A service's name in any region and partition: `states.eu-west-1.amazonaws.com` is the same as
  /// `states.amazonaws.com`.
  static func plainService(_ name: String) -> String {
    var name = name
    while let start = name.firstRange(of: "${"),
      let end = name[start.lowerBound...].firstIndex(of: "}")
    {
      name.removeSubrange(start.lowerBound...end)
    }
    var labels = name.split(separator: ".").map(String.init)
    if labels.last == "cn" { labels.removeLast() }
    return labels.filter { !isRegion($0) }.joined(separator: ".")
  }

  /// Whether a label is a region: `eu-west-1`.
  private static func isRegion(_ label: String) -> Bool {
    let parts = label.split(separator: "-")
    return parts.count >= 3 && parts[0].count == 2 && parts.last?.allSatisfy(\.isNumber) == true
  }

  /// What it says to a service, without principals.
  func statements(for service: String) -> [Statement] {
    (allowing + denying).compactMap { statement in
      switch statement.scope.principals {
      case nil: return statement
      case .only(let elements)?: return Self.statement(statement, elements, service, isListed: true)
      case .except(let elements)?:
        return Self.statement(statement, elements, service, isListed: false)
      }
    }
  }

  private static func statement(
    _ statement: Statement,
    _ elements: [PrincipalPattern],
    _ service: String,
    isListed: Bool
  ) -> Statement? {
    var named = false
    var doubt: Doubt?
    for element in elements {
      switch element {
      case .everyone: named = true
      case .service(let pattern): if plainService(pattern.description) == service { named = true }
      case .open(let open): doubt = open
      case .aws, .federated, .canonicalUser: break
      }
    }
    var copy = statement
    copy.scope.principals = nil
    if !named, let doubt {
      copy.scope.conditions.append(.open(doubt))
      return copy
    }
    return named == isListed ? copy : nil
  }

  // MARK: - Callers

  /// What it says to a caller whom it names in one of some ways, without principals.
  func statements(for caller: Caller, as namings: [Caller.Naming]) -> [Statement] {
    allowing.compactMap { Self.statement($0, caller, namings) }
      + denying.compactMap { Self.statement($0, caller, Caller.Naming.allCases) }
  }

  private static func statement(
    _ statement: Statement,
    _ caller: Caller,
    _ namings: [Caller.Naming]
  ) -> Statement? {
    let match: Match
    switch statement.scope.principals {
    case nil: return statement
    case .only(let elements)?: match = named(elements, caller, namings)
    case .except(let elements)?:
      guard namings.contains(.everyone) else { return nil }
      switch named(elements, caller, Caller.Naming.allCases) {
      case .yes: match = .no
      case .no: match = .yes
      case .open(let doubts): match = .open(doubts)
      }
    }
    var copy = statement
    copy.scope.principals = nil
    switch match {
    case .yes: return copy
    case .no: return nil
    case .open(let doubts):
      copy.scope.conditions += doubts.map(Condition.open)
      return copy
    }
  }

  private static func named(
    _ elements: [PrincipalPattern],
    _ caller: Caller,
    _ namings: [Caller.Naming]
  ) -> Match {
    var doubts: [Doubt] = []
    for element in elements {
      for naming in namings {
        switch caller.isNamed(by: element, as: naming) {
        case .yes: return .yes
        case .no: continue
        case .open(let open): doubts += open
        }
      }
    }
    return doubts.isEmpty ? .no : .open(doubts)
  }
}
