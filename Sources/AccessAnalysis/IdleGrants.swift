import IdentityAnalysis
package import Infrastructure
import Permissions
package import Values

/// What policies say in vain.
package struct IdleGrant {
  package enum Cause: String {
    /// Other statements of the document deny all that the statement allows.
    case denied
    /// Other statements of the document allow all that the statement allows.
    case covered
  }

  package let cause: Cause
  package let statement: Value
  /// The statement that denies or allows it, where it is one alone, else the statement itself.
  package let what: Value
}

/// Finds what the documents of a resource say in vain, for certain: whatever is not known turns out to be.
///
/// Statements are compared within one document, by the permission engine.
package struct IdleGrants {
  /// What the documents of a resource say in vain.
  package struct Found {
    package let grants: [IdleGrant]
    /// One unknown element, only possible, for each document that has too many statements to compare all
    /// of them with each other.
    package let gaps: [Value]
  }

  /// How many statements may be held against others in one document: thirty that are all about the same
  /// actions and resources.
  private static let comparisons = 1_000
  /// What one comparison may cost: there are many.
  private static let comparison = Budget(steps: 20_000)

  /// Where something is said in vain, by numbers, which hold longer than values.
  private struct Place {
    let document: Int
    let statement: Int
    let cause: IdleGrant.Cause
    /// The number of the other statement.
    let what: Int?
  }

  private struct Key: Hashable {
    let id: ResourceID
    let world: World
  }

  /// What was found, with the variable of the worlds that it hangs on first: several policies ask.
  private var kept: [Key: Kept] = [:]

  private struct Kept {
    var places: [Place] = []
    /// The documents of which some statements were not compared.
    var unfinished: [Int] = []
    var touched: Int?
  }

  package init() {}

  /// - Parameter id: A resource that holds policies.
  package mutating func find(
    in id: ResourceID,
    _ access: inout Access,
    _ context: inout EvaluationContext
  ) -> Found {
    let key = Key(id: id, world: context.world)
    let known = kept[key] ?? places(in: id, &access, &context)
    kept[key] = known
    if let touched = known.touched { context.touch(touched) }
    guard !known.places.isEmpty || !known.unfinished.isEmpty else {
      return Found(grants: [], gaps: [])
    }
    let documents = PolicyDocuments.documents(of: id, in: access.estate, &context)
    let grants = known.places.map { place in
      let statements = documents[place.document].statements
      return IdleGrant(
        cause: place.cause,
        statement: statements[place.statement],
        what: statements[place.what ?? place.statement]
      )
    }
    let gaps = known.unfinished.map { Self.gap(in: documents[$0].statements, &context) }
    return Found(grants: grants, gaps: gaps)
  }

  private static func gap(in statements: [Value], _ context: inout EvaluationContext) -> Value {
    let subject = "what \(statements.count) statements of one document say in vain"
    let unknown = Unknown(.tooManyWorlds, subject, settle: "split the document")
    let place = statements.first?.origin ?? .none
    return context.heap.unknown(unknown, origin: place).possible
  }

  private func places(
    in id: ResourceID,
    _ access: inout Access,
    _ context: inout EvaluationContext
  ) -> Kept {
    let earlier = context.touched
    context.resetTouched()
    let mark = context.heap.mark
    var kept = Kept()
    let documents = PolicyDocuments.documents(of: id, in: access.estate, &context)
    for (number, document) in documents.enumerated() {
      let glances = document.statements.map { ActionGlance(of: $0, context) }
      guard ActionGlance.mayRepeat(glances) else { continue }
      let statements = access.convert(document, of: id, &context)
      var rest = Self.comparisons
      kept.places += Self.unreachable(statements, glances, &rest).map { index, cause, other in
        Place(document: number, statement: index, cause: cause, what: other)
      }
      if rest < 0 { kept.unfinished.append(number) }
    }
    context.heap.reset(to: mark)
    kept.touched = context.touched
    context.restoreTouched(earlier ?? kept.touched)
    return kept
  }

  // MARK: - Statements

  /// The statements that allow nothing of their own, with why, and the one that is why, if it is alone.
  ///
  /// - Parameters:
  ///   - glances: Of the statements, by their numbers in the document.
  ///   - rest: How many statements may still be held against others; below zero where that was not enough.
  private static func unreachable(
    _ statements: [Statement],
    _ glances: [ActionGlance],
    _ rest: inout Int
  ) -> [(index: Int, cause: IdleGrant.Cause, other: Int?)] {
    var found: [(index: Int, cause: IdleGrant.Cause, other: Int?)] = []
    var kept = statements.filter { $0.effect == .allow }
    let denials = statements.filter { $0.effect == .deny }
    // Of two that allow the same, the first remains.
    for statement in statements.reversed()
    where statement.effect == .allow && statement.doubts.isEmpty {
      let index = statement.provenance.index
      let others = kept.filter {
        $0.provenance.index != index && Self.grants($0, asMuchTo: statement)
      }
      for (candidates, cause) in [(denials, IdleGrant.Cause.denied), (others, .covered)] {
        let near = candidates.filter {
          glances[index].mayMeet(glances[$0.provenance.index]) && shareResources($0, statement)
        }
        let actions = near.map { glances[$0.provenance.index] }
        guard glances[index].mayBeCovered(by: actions) else { continue }
        rest -= near.count
        guard rest >= 0 else { return found.reversed() }
        guard isCovered(statement, by: near) else { continue }
        found.append((index, cause, alone(statement, near, &rest)))
        kept.removeAll { $0.provenance.index == index }
        break
      }
    }
    return found.reversed()
  }

  /// Whether some resource may be one of both statements, at a glance.
  private static func shareResources(_ one: Statement, _ other: Statement) -> Bool {
    guard case .only(let resources)? = one.scope.resources,
      case .only(let others)? = other.scope.resources
    else { return true }
    return resources.contains { resource in others.contains { resource.mayBeginAlike($0) } }
  }

  /// Whether a statement of a resource's policy names whom another one names: an account passes the
  /// question on to its own policies, while a role of it that is named is granted what is said.
  ///
  /// Source: IAM User Guide, "Policy evaluation logic" ("resource-based policies").
  private static func grants(_ statement: Statement, asMuchTo other: Statement) -> Bool {
    guard case .only(let wanted)? = other.scope.principals else {
      return statement.scope.principals == other.scope.principals
    }
    guard case .only(let named)? = statement.scope.principals else { return false }
    return named.contains { $0.isEveryone } || Set(named).isSuperset(of: wanted)
  }

  /// Whether some of the others match whatever a statement does.
  private static func isCovered(_ statement: Statement, by others: [Statement]) -> Bool {
    let denials = others.map { Statement(.deny, $0.scope) }
    let grants = Grants(Policy([statement] + denials))
    let search = PermissionSolver(budget: comparison).request(allowedBy: grants)
    if case .none = search { return true }
    return false
  }

  /// The place of the only one of some that covers a statement by itself.
  private static func alone(
    _ statement: Statement,
    _ others: [Statement],
    _ rest: inout Int
  ) -> Int? {
    var only: Int?
    for other in others {
      rest -= 1
      guard rest >= 0 else { return nil }
      guard isCovered(statement, by: [other]) else { continue }
      guard only == nil else { return nil }
      only = other.provenance.index
    }
    return only
  }
}
