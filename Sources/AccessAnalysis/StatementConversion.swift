import IdentityAnalysis
package import Infrastructure
package import Permissions
package import Values

/// Statements of policy documents as the permission engine takes them.
package struct StatementConversion {
  private let scope: ScopeID
  /// Whether `${…}` in texts are policy variables: by the version of the policy.
  private let hasVariables: Bool

  private init(scope: ScopeID, hasVariables: Bool) {
    self.scope = scope
    self.hasVariables = hasVariables
  }

  /// The statements of some documents of a resource, one document after the other.
  static func statements(
    of documents: [PolicyDocument],
    of holder: ResourceID,
    isThere: Doubt? = nil,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> [Statement] {
    documents.flatMap { document in
      statements(
        document.statements,
        of: holder,
        document: holder.index,
        hasVariables: document.hasVariables,
        isThere: isThere,
        &texts,
        &context
      )
    }
  }

  /// The statements of a list that ``PolicyDocuments`` hands out; what cannot be read may allow and deny
  /// anything, which two open statements say.
  ///
  /// - Parameters:
  ///   - holder: The resource that writes them.
  ///   - isThere: What keeps it open whether they are there at all; nil for certain.
  package static func statements(
    _ list: [Value],
    of holder: ResourceID,
    document: Int,
    hasVariables: Bool = true,
    isThere: Doubt? = nil,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> [Statement] {
    let scope = texts.estate[holder].scope
    let conversion = StatementConversion(scope: scope, hasVariables: hasVariables)
    var statements: [Statement] = []
    for (index, value) in list.enumerated() {
      let provenance = Statement.Provenance(
        document: document,
        index: index,
        sid: conversion.text(of: "sid", in: value, context),
        origin: value.origin
      )
      statements += conversion.statements(value, provenance, &texts, &context).map { statement in
        var statement = statement
        if let isThere { statement.scope.conditions.append(.open(isThere)) }
        return statement
      }
    }
    return statements
  }

  /// A statement of each effect about anything, of which nobody knows whether it is there.
  package static func anything(_ doubt: Doubt, _ provenance: Statement.Provenance) -> [Statement] {
    [Statement.Effect.allow, .deny].map {
      let scope = Scope(actions: .except([]), conditions: [.open(doubt)])
      return Statement($0, scope, provenance: provenance)
    }
  }

  private func statements(
    _ value: Value,
    _ provenance: Statement.Provenance,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> [Statement] {
    guard value.kind == .map else {
      let gap = texts.gap(value, "a part of a policy", context)
      return Self.anything(texts.doubt(gap), provenance)
    }
    let principals = self.principals("principals", of: value, &texts, &context)
    let others = self.principals("notPrincipals", of: value, &texts, &context)
    let resources = patterns("resources", of: value, &texts, &context)
    let notResources = patterns("notResources", of: value, &texts, &context)
    let actions = patterns("actions", of: value, &texts, &context)
    let notActions = patterns("notActions", of: value, &texts, &context)
    var conditions: [Condition] = []
    if let list = context.heap.lookup("conditions", in: value) {
      for index in 0..<list.count {
        let element = context.heap.element(index, of: list)
        conditions.append(condition(element, &texts, &context))
      }
    }
    let scope = Scope(
      actions: notActions.isEmpty ? .only(actions) : .except(notActions),
      resources: notResources.isEmpty
        ? (resources.isEmpty ? nil : .only(resources)) : .except(notResources),
      principals: others.isEmpty
        ? (principals.isEmpty ? nil : .only(principals)) : .except(others),
      conditions: conditions
    )
    switch text(of: "effect", in: value, context) {
    case "Allow": return [Statement(.allow, scope, provenance: provenance)]
    case "Deny": return [Statement(.deny, scope, provenance: provenance)]
    default:
      // An effect that is not known: either.
      let effect = context.heap.lookup("effect", in: value) ?? value
      let doubt = texts.doubt(texts.gap(effect, "the effect of a statement", context))
      return [Statement.Effect.allow, .deny].map { effect in
        var scope = scope
        scope.conditions.append(.open(doubt))
        return Statement(effect, scope, provenance: provenance)
      }
    }
  }

  private func text(
    of key: String,
    in map: Value,
    _ context: borrowing EvaluationContext
  ) -> String? {
    guard let value = context.heap.lookup(key, in: map), value.kind == .string else { return nil }
    return context.heap.text(value)
  }
}

// MARK: - Elements

extension StatementConversion {
  private func patterns(
    _ key: String,
    of statement: Value,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> [Pattern] {
    guard let list = context.heap.lookup(key, in: statement), list.kind == .list else { return [] }
    let hasVariables = hasVariables && key.lowercased().hasSuffix("resources")
    return context.heap.elements(of: list).map {
      pattern($0, variables: hasVariables, &texts, &context)
    }
  }

  private func pattern(
    _ value: Value,
    variables: Bool,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> Pattern {
    let parts = texts.pieces(of: value, in: scope, &context)
    if parts.count == 1, case .text(let text) = parts[0] {
      return Pattern(text, variables: variables)
    }
    var pieces: [Pattern.Piece] = []
    for piece in parts {
      switch piece {
      case .text(let text): pieces += Pattern.pieces(of: text, variables: variables)
      case .symbol(let symbol): pieces.append(.symbol(symbol))
      }
    }
    return Pattern(pieces)
  }

  private func condition(
    _ value: Value,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> Condition {
    guard value.kind == .map, let name = text(of: "operator", in: value, context),
      let key = text(of: "key", in: value, context), let known = ConditionOperator(name),
      let list = context.heap.lookup("values", in: value), list.kind == .list
    else {
      return .open(texts.doubt(texts.gap(value, "a condition that cannot be read", context)))
    }
    let patterns = context.heap.elements(of: list).map {
      pattern($0, variables: hasVariables, &texts, &context)
    }
    return .test(known, ConditionKey(key), patterns)
  }

  private func principals(
    _ key: String,
    of statement: Value,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> [PrincipalPattern] {
    guard let list = context.heap.lookup(key, in: statement), list.kind == .list else { return [] }
    return context.heap.elements(of: list).map { principal($0, &texts, &context) }
  }

  private func principal(
    _ entry: Value,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> PrincipalPattern {
    guard entry.kind == .map, let type = text(of: "type", in: entry, context),
      let value = context.heap.lookup("value", in: entry)
    else {
      return .open(texts.doubt(texts.gap(entry, "whom a statement is about", context)))
    }
    let pattern = pattern(value, variables: false, &texts, &context)
    switch type {
    case "AWS", "*":
      if pattern == "*" { return .everyone }
      return .aws((type == "AWS" ? texts.root(ofAccount: pattern, in: scope) : nil) ?? pattern)
    case "Service": return .service(pattern)
    case "Federated": return .federated(pattern)
    case "CanonicalUser": return .canonicalUser(pattern)
    default:
      return .open(texts.doubt(texts.gap(value, "a principal of type '\(type)'", context)))
    }
  }
}
