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
  package let resources: [NamedResource]
  /// The actions that take no resource but `*`, which need a statement of their own; may be empty.
  package let unbound: [String]
  /// The actions that are no longer allowed on anything.
  package let lostActions: [String]
  /// What nothing in the estate can show; at least one.
  package let assumptions: [String]
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
    guard draft.unbound.isEmpty || old.scope.conditions.isEmpty else {
      throw NarrowingObstacle(
        "'\(draft.unbound[0])' takes no resource but '*', under the same condition"
      )
    }
    patterns.remove(at: draft.place)
    var new = [old]
    new[0].scope.resources = .only(patterns + names.resources.map(\.pattern))
    var needed = [old]
    needed[0].scope.resources = new[0].scope.resources
    if !draft.unbound.isEmpty {
      var own = old
      own.scope.actions = .only(draft.unbound.map { Pattern($0, variables: false) })
      own.scope.resources = .only([Pattern("*", variables: false)])
      new.append(own)
      needed.append(own)
    }
    guard Self.covers([old], new), Self.covers(new, needed) else {
      throw NarrowingObstacle("it cannot be proved that what is used stays allowed")
    }
    resources = names.resources
    unbound = draft.unbound
    lostActions = names.lost
    assumptions = draft.assumptions
    replaced = draft.wide.origin
    list = draft.list.origin == draft.wide.origin ? .none : draft.list.origin
    loss = try Self.loss(from: old, to: new)
  }

  private static func covers(_ wide: [Statement], _ narrow: [Statement]) -> Bool {
    let search = PermissionSolver().request(
      allowedBy: Grants(Policy(narrow)),
      butNotBy: Grants(Policy(wide))
    )
    if case .none = search { return true }
    return false
  }

  private static func loss(
    from old: Statement,
    to new: [Statement]
  ) throws(NarrowingObstacle) -> String {
    let (before, after) = (Grants(Policy([old])), Grants(Policy(new)))
    let solver = PermissionSolver()
    guard case .found(let witness) = solver.request(allowedBy: before, butNotBy: after) else {
      throw NarrowingObstacle("what is used is as much as it allows")
    }
    let example = ExampleWords.realistic(witness, of: [old]) { scope in
      solver.request(allowedBy: before, butNotBy: after, within: scope)
    }
    let request = example.witness.request
    let reference = ServiceAuthorization.builtIn
    let action = reference.action(named: request.action).map(reference.name) ?? request.action
    return "\(action) on \(request.resource.description)"
  }
}
