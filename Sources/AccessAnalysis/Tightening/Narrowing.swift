import IdentityAnalysis
package import Infrastructure
import Permissions
import ServiceAuthorization
package import Values

/// A narrower text for a statement that allows something on every resource: the resources that the
/// workloads which run with its role are declared to use, as far as its actions are about them.
///
/// Both halves are proved: what the new text allows, the old one does, and what is used stays allowed. That
/// code asks for nothing else is not: somebody has to look at it.
package struct Narrowing: Sendable {
  /// What is written instead of ``replaced``; at least one.
  package let resources: [NamedResource.Form]
  /// The element of `Resource` that is too wide.
  package let replaced: Origin
  /// The list that the element is one of; `.none` where it stands alone.
  package let list: Origin
  /// Something that is no longer allowed: `s3:GetObject on arn:aws:s3:::example/example`.
  package let loss: String

  /// - Parameters:
  ///   - statement: Of the holder, as ``PolicyDocuments/statements(of:in:_:)`` has it.
  package init(
    of statement: Value,
    in holder: ResourceID,
    _ access: inout Access,
    _ context: inout EvaluationContext
  ) throws(NarrowingObstacle) {
    let draft = try NarrowingDraft(of: statement, in: holder, access.estate, &context)
    let names = try draft.names(&access.texts, &context)
    let converted = StatementConversion.statements(
      [statement],
      of: holder,
      document: holder.index,
      &access.texts,
      &context
    )
    guard let old = converted.first, converted.count == 1, old.doubts.isEmpty,
      case .only(var patterns)? = old.scope.resources
    else { throw NarrowingObstacle("not all of the statement is known") }
    patterns.remove(at: draft.place)
    var new = old
    new.scope.resources = .only(patterns + names.map(\.pattern))
    var needed = old
    needed.scope.actions = .only(draft.actions.map { Pattern($0, variables: false) })
    needed.scope.resources = .only(names.map(\.pattern))
    guard Self.covers(old, new), Self.covers(new, needed) else {
      throw NarrowingObstacle("it cannot be proved that what is used stays allowed")
    }
    resources = names.map(\.form)
    replaced = draft.wide.origin
    list = draft.list.origin == draft.wide.origin ? .none : draft.list.origin
    loss = try Self.loss(from: old, to: new)
  }

  private static func covers(_ wide: Statement, _ narrow: Statement) -> Bool {
    let search = PermissionSolver().request(
      allowedBy: Grants(Policy([narrow])),
      butNotBy: Grants(Policy([wide]))
    )
    if case .none = search { return true }
    return false
  }

  private static func loss(
    from old: Statement,
    to new: Statement
  ) throws(NarrowingObstacle) -> String {
    let (before, after) = (Grants(Policy([old])), Grants(Policy([new])))
    let solver = PermissionSolver()
    guard case .found(let witness) = solver.request(allowedBy: before, butNotBy: after) else {
      throw NarrowingObstacle("what is used is as much as it allows")
    }
    let example = ExampleWords.realistic(witness, of: [old]) { scope in
      solver.request(allowedBy: before, butNotBy: after, within: scope)
    }
    let request = example.witness.request
    return "\(request.action) on \(request.resource.description)"
  }
}
