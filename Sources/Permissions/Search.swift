/// What a ``PermissionSolver`` found out.
package enum Search: Sendable {
  /// Proved: there is no such request.
  case none
  /// There is this one, whatever turns out of what is not known.
  case found(Witness)
  /// Neither is proved; what would have to be known, or is not decided.
  case undetermined([Doubt])
}

/// A request, and the statements that make it what it is.
package struct Witness: Sendable {
  package let request: Request
  /// For each layer of the grants a statement that allows it.
  package let allows: [Statement]
  /// The statement of the reference that denies it; nil where none of the reference's allows it.
  package let denial: Statement?
}
