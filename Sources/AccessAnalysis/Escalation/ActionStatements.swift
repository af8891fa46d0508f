import Infrastructure
import Permissions

/// The statements on one action, layer by layer, of which each has to allow: so that the action does not
/// matter any more.
struct ActionStatements: Sendable {
  /// What is known of a question at a glance.
  enum Glance {
    case no
    /// Allowed whatever else the request says, by a statement.
    case yes(Statement.Provenance)
    /// A search has to tell.
    case search([[Statement]])
  }

  let layers: [[Statement]]
  /// Whether conditions hang on whom or what the request is about.
  let hangsOnTarget: Bool

  init(_ layers: [[Statement]]) {
    self.layers = layers.map { layer in
      layer.map { statement in
        var copy = statement
        copy.scope.actions = .except([])
        return copy
      }
    }
    hangsOnTarget = layers.joined().contains { statement in
      statement.scope.keys.contains { key in
        RequestKeys.followsFromTarget(key) || key == "iam:PassedToService"
      }
    }
  }

  private init(_ layers: [[Statement]], hangsOnTarget: Bool) {
    self.layers = layers
    self.hangsOnTarget = hangsOnTarget
  }

  /// Those that may be about resources of some kinds, without what they say of others.
  ///
  /// - Parameter kinds: Empty for anything.
  func about(_ kinds: [Pattern]) -> ActionStatements {
    guard !kinds.isEmpty else { return self }
    let about = layers.map { layer in
      layer.compactMap { statement -> Statement? in
        guard case .only(let patterns)? = statement.scope.resources else {
          return statement.sparesAll(of: kinds) ? nil : statement
        }
        let fitting = patterns.filter { pattern in kinds.contains { pattern.mayOverlap(kind: $0) } }
        if fitting.isEmpty { return nil }
        var copy = statement
        copy.scope.resources = .only(fitting)
        return copy
      }
    }
    return ActionStatements(about, hangsOnTarget: hangsOnTarget)
  }

  /// What they say to some request about anything.
  var glance: Glance {
    glance(layers) { $0.isAboutAnything }
  }

  /// What they say to some request about anything of some kinds. A statement for all but some resources is
  /// sure where these are of none of the kinds.
  func glance(about kinds: [Pattern]) -> Glance {
    glance(layers) { statement in
      guard case .except(let patterns)? = statement.scope.resources else {
        return statement.isAboutAnything
      }
      return kinds.contains { kind in
        patterns.allSatisfy { !$0.mayOverlap(kind: kind) }
      }
    }
  }

  /// What they say to requests about one thing.
  func glance(at request: PartialRequest) -> Glance {
    let about = layers.map { layer in
      request.narrowed(layer).compactMap { statement -> Statement? in
        guard let resources = statement.scope.resources else { return statement }
        let scope = Scope(actions: .except([]), resources: resources)
        var copy = statement
        copy.scope.resources = nil
        switch request.match(scope) {
        case .no: return nil
        case .yes: return copy
        case .open(let doubts):
          copy.scope.conditions += doubts.map(Condition.open)
          return copy
        }
      }
    }
    return glance(about) { _ in true }
  }

  /// What statements that allow name of the kinds of resources that an action works on, with something for
  /// wildcards: where a request may be allowed.
  ///
  /// - Parameter kinds: Empty for anything.
  func places(of kinds: [Pattern]) -> [Text] {
    var named: [Pattern] = ["*"]
    for statement in layers.joined() where statement.effect == .allow {
      guard case .only(let patterns)? = statement.scope.resources else { continue }
      for pattern in patterns.prefix(8) where !named.contains(pattern) { named.append(pattern) }
    }
    let fitting = Scope(actions: .except([]), resources: kinds.isEmpty ? nil : .only(kinds))
    let all = named.prefix(24).flatMap { pattern in
      kinds.isEmpty
        ? [pattern.example].compactMap(\.self) : kinds.flatMap { pattern.examples(within: $0) }
    }
    return all.filter { fitting.match(Request("", on: $0)) == .yes }
  }

  private func glance(
    _ layers: [[Statement]],
    _ isSure: (Statement) -> Bool
  ) -> Glance {
    var decisive: Statement.Provenance?
    var isOpen = false
    for layer in layers {
      let allowing = layer.filter { $0.effect == .allow }
      if allowing.isEmpty { return .no }
      if allowing.count < layer.count { isOpen = true }
      let sure = allowing.first { $0.scope.conditions.isEmpty && isSure($0) }
      if sure == nil { isOpen = true }
      decisive = decisive ?? (sure ?? allowing[0]).provenance
    }
    guard !isOpen, let decisive else { return .search(layers) }
    return .yes(decisive)
  }
}

extension Statement {
  /// Whether all of some kinds are among the resources that it is not about.
  fileprivate func sparesAll(of kinds: [Pattern]) -> Bool {
    guard case .except(let patterns)? = scope.resources else { return false }
    return kinds.allSatisfy { kind in patterns.contains { $0.coversAll(ofKind: kind) } }
  }
}
