/// What the policies of one kind together say about a principal or a resource.
package struct Layer: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// What is attached to the principal and its groups.
    case identity
    case boundary
    /// What was passed when the session began.
    case session
    /// Service control policies, one layer for each level of the organization.
    case serviceControl = "scp"
    /// Resource control policies.
    case resourceControl = "rcp"
    /// The policy of the resource, a role's trust policy and a key's policy included.
    case resource
  }

  package let kind: Kind
  package var statements: [Statement]

  package init(_ kind: Kind, _ statements: [Statement] = []) {
    self.kind = kind
    self.statements = statements
  }

  /// Adds a policy of which nothing is known: it may allow and deny anything.
  package mutating func add(_ unread: Doubt, _ provenance: Statement.Provenance = .none) {
    statements += [Statement.Effect.allow, .deny].map { effect in
      let anything = Scope(actions: .except([]), conditions: [.open(unread)])
      return Statement(effect, anything, provenance: provenance)
    }
  }
}
