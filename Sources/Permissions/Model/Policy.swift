/// A policy document: what it allows is what some statement allows and none denies.
package struct Policy: Sendable {
  package var statements: [Statement]

  package init(_ statements: [Statement]) {
    self.statements = statements
  }
}
