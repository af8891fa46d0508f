/// What several policies together allow: a request that every layer allows and nothing denies.
///
/// One identity policy is one layer. A permissions boundary, a session policy and each level of service
/// control policies are a layer more; what some policy of a layer allows, the layer allows.
///
/// Source: IAM User Guide, "Policy evaluation logic".
package struct Grants: Sendable {
  /// A statement, ready for search.
  struct Entry: Sendable {
    let statement: Statement
    let box: Box

    init(_ statement: Statement) {
      self.statement = statement
      box = Box(statement.scope)
    }
  }

  /// Some statement of each layer has to match.
  let layers: [[Entry]]
  /// None of these may.
  let denials: [Entry]

  /// - Parameter denying: Policies of which only what they deny counts.
  package init(layers: [[Policy]], denying: [Policy] = []) {
    self.layers = layers.map { layer in
      layer.flatMap(\.statements).filter { $0.effect == .allow }.map(Entry.init)
    }
    denials = (layers.joined() + denying).flatMap(\.statements).filter { $0.effect == .deny }
      .map(Entry.init)
  }

  package init(_ policy: Policy) {
    self.init(layers: [[policy]])
  }

  package init(_ policies: [Policy]) {
    self.init(layers: [policies])
  }
}
