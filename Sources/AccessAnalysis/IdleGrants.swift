import IdentityAnalysis
package import Infrastructure
import Permissions
import ServiceAuthorization
package import Values

/// What policies say in vain.
package struct IdleGrant {
  package enum Cause: String {
    /// Other statements of the document deny all that the statement allows.
    case denied
    /// Other statements of the document allow all that the statement allows.
    case covered
    /// An action works on none of the resources of its statement.
    case resources
  }

  package let cause: Cause
  package let statement: Value
  /// The action, or the statement that denies or allows it, where it is one alone.
  package let what: Value
  /// The kinds of resources that the action works on: `arn:*:s3:::*/*`.
  package let kinds: [String]
}

/// Finds what the documents of a resource say in vain, for certain: whatever is not known turns out to be.
///
/// Statements are compared within one document, by the permission engine. Resources are compared with the
/// types of the service authorization reference, for actions that are written without wildcards.
package struct IdleGrants {
  /// The services whose resource types the reference has for each of their actions. Of others it leaves
  /// some out, by which AWS's own policies would say much in vain.
  private static let services: Set<String> = [
    "dynamodb", "ecr", "iam", "kms", "s3", "sagemaker", "secretsmanager", "sns", "sqs",
  ]

  private var kinds: [String: [ResourcePattern]] = [:]

  /// The resources of a type.
  private struct ResourcePattern {
    let text: String
    let pattern: Pattern
    /// Those of the same service.
    let service: Pattern
  }

  /// Where something is said in vain, by numbers, which hold longer than values.
  private struct Place {
    let document: Int
    let statement: Int
    let cause: IdleGrant.Cause
    /// The number of the other statement, or of the action.
    let what: Int?
    let kinds: [String]
  }

  private struct Key: Hashable {
    let id: ResourceID
    let world: World
  }

  /// What was found, with the variable of the worlds that it hangs on first: several policies ask.
  private var kept: [Key: (places: [Place], touched: Int?)] = [:]

  package init() {}

  /// - Parameter id: A resource that holds policies.
  package mutating func find(
    in id: ResourceID,
    _ access: inout Access,
    _ context: inout EvaluationContext
  ) -> [IdleGrant] {
    let key = Key(id: id, world: context.world)
    let known = kept[key] ?? places(in: id, &access, &context)
    kept[key] = known
    if let touched = known.touched { context.touch(touched) }
    guard !known.places.isEmpty else { return [] }
    let documents = PolicyDocuments.documents(of: id, in: access.estate, &context)
    return known.places.map { place in
      let statements = documents[place.document].statements
      var what = statements[
        place.cause == .resources ? place.statement : place.what ?? place.statement
      ]
      if place.cause == .resources, let index = place.what,
        let actions = context.heap.lookup("actions", in: what)
      {
        what = context.heap.element(index, of: actions)
      }
      return IdleGrant(
        cause: place.cause,
        statement: statements[place.statement],
        what: what,
        kinds: place.kinds
      )
    }
  }

  private mutating func places(
    in id: ResourceID,
    _ access: inout Access,
    _ context: inout EvaluationContext
  ) -> (places: [Place], touched: Int?) {
    let earlier = context.touched
    context.resetTouched()
    let mark = context.heap.mark
    var places: [Place] = []
    let documents = PolicyDocuments.documents(of: id, in: access.estate, &context)
    for (number, document) in documents.enumerated() {
      let statements = access.convert(document, of: id, &context)
      places += Self.unreachable(statements).map { index, cause, other in
        Place(document: number, statement: index, cause: cause, what: other, kinds: [])
      }
      for statement in statements where statement.doubts.isEmpty {
        places += misplacedActions(of: statement).map { action, kinds in
          let index = statement.provenance.index
          return Place(
            document: number,
            statement: index,
            cause: .resources,
            what: action,
            kinds: kinds
          )
        }
      }
    }
    context.heap.reset(to: mark)
    let touched = context.touched
    context.restoreTouched(earlier ?? touched)
    return (places, touched)
  }

  // MARK: - Statements

  /// The actions of a statement, for what can be said at a glance.
  private struct Actions {
    /// The services that they are of; nil where that is not all that there is.
    private(set) var services: Set<String>? = []
    /// In lower case.
    private(set) var names: Set<String> = []
    /// Those with wildcards.
    private(set) var patterns: [Pattern] = []

    init(of statement: Statement) {
      guard case .only(let actions) = statement.scope.actions else {
        services = nil
        return
      }
      for action in actions {
        let text = action.description.lowercased()
        let service = text.prefix { $0 != ":" }
        let isOpen = !action.placeholders.isEmpty
        if isOpen || service.contains("*") || service.contains("?") { services = nil }
        services?.insert(String(service))
        if isOpen || text.contains("*") || text.contains("?") {
          patterns.append(action)
        } else {
          names.insert(text)
        }
      }
    }

    /// Whether some action may be one of the others.
    func mayMeet(_ other: Actions) -> Bool {
      guard let services, let others = other.services else { return true }
      return !services.isDisjoint(with: others)
    }

    /// Whether each action may be among those of others: mostly one is not.
    func mayBeCovered(by others: [Actions]) -> Bool {
      let patterns = others.flatMap(\.patterns)
      if others.contains(where: { $0.services == nil && $0.patterns.isEmpty }) { return true }
      func fits(_ action: Pattern) -> Bool {
        patterns.contains { action.mayOverlap($0, foldsCase: true) }
      }
      return self.patterns.allSatisfy(fits)
        && names.allSatisfy { name in
          others.contains { $0.names.contains(name) } || fits(Pattern(name, variables: false))
        }
    }
  }

  /// The statements that allow nothing of their own, with why, and the one that is why, if it is alone.
  private static func unreachable(
    _ statements: [Statement]
  ) -> [(index: Int, cause: IdleGrant.Cause, other: Int?)] {
    guard statements.count > 1 else { return [] }
    var found: [(index: Int, cause: IdleGrant.Cause, other: Int?)] = []
    let all = statements.map { (statement: $0, actions: Actions(of: $0)) }
    var kept = all.filter { $0.statement.effect == .allow }
    let denials = all.filter { $0.statement.effect == .deny }
    // Of two that allow the same, the first remains.
    for (statement, actions) in all.reversed()
    where statement.effect == .allow && statement.doubts.isEmpty {
      let index = statement.provenance.index
      let others = kept.filter {
        $0.statement.provenance.index != index && Self.grants($0.statement, asMuchTo: statement)
      }
      for (candidates, cause) in [(denials, IdleGrant.Cause.denied), (others, .covered)] {
        let near = candidates.filter { actions.mayMeet($0.actions) }
        guard !near.isEmpty, actions.mayBeCovered(by: near.map(\.actions)) else { continue }
        let statements = near.map(\.statement)
        guard isCovered(statement, by: statements) else { continue }
        found.append((index, cause, alone(statement, statements)))
        kept.removeAll { $0.statement.provenance.index == index }
        break
      }
    }
    return found.reversed()
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
    let search = PermissionSolver().request(allowedBy: Grants(Policy([statement] + denials)))
    if case .none = search { return true }
    return false
  }

  /// The place of the only one of some that covers a statement by itself.
  private static func alone(_ statement: Statement, _ others: [Statement]) -> Int? {
    let covering = others.filter { isCovered(statement, by: [$0]) }
    return covering.count == 1 ? covering[0].provenance.index : nil
  }

  // MARK: - Resources

  /// The numbers of actions that work on none of the resources, with what they work on.
  private mutating func misplacedActions(
    of statement: Statement
  ) -> [(action: Int, kinds: [String])] {
    guard case .only(let resources)? = statement.scope.resources,
      case .only(let actions) = statement.scope.actions
    else { return [] }
    var found: [(action: Int, kinds: [String])] = []
    for (index, action) in actions.enumerated() {
      guard let name = action.known else { continue }
      let kinds = self.kinds(of: name)
      // Resources of other services are said of the whole statement.
      let isIdle =
        kinds.contains { kind in resources.contains { kind.service.mayOverlap(resource: $0) } }
        && !kinds.contains { kind in resources.contains { Self.mayMeet($0, kind) } }
      if isIdle { found.append((index, kinds.map(\.text))) }
    }
    return found
  }

  /// A wildcard that a segment of an ARN ends with may read beyond it, as policies of AWS have it.
  ///
  /// Source: "IAM JSON policy elements: Resource".
  private static func mayMeet(_ resource: Pattern, _ kind: ResourcePattern) -> Bool {
    guard resource.mayOverlap(kind.pattern) else { return false }
    // Names of buckets have no slash, and objects have one; what a policy variable has, nobody knows.
    let text = resource.written
    let isNamed = resource.placeholders.allSatisfy { !$0.mayHoldColon } && !text.contains("${")
    switch kind.text {
    case "arn:*:s3:::*": return !text.contains("/") || !isNamed
    case "arn:*:s3:::*/*":
      return text.contains { $0 == "/" || $0 == "*" || $0 == "?" } || !isNamed
    default: return true
    }
  }

  /// The resources that an action works on; none where that is not known, or where it works on none.
  private mutating func kinds(of action: String) -> [ResourcePattern] {
    if let known = kinds[action] { return known }
    var patterns: [ResourcePattern] = []
    let reference = ServiceAuthorization.builtIn
    let service = action.lowercased().prefix { $0 != ":" }
    if Self.services.contains(String(service)), let id = reference.action(named: action),
      reference.isCurrent(id)
    {
      patterns = reference.resourceTypes(of: id).map { kind in
        let parts = kind.pattern.split(separator: ":", omittingEmptySubsequences: false)
        return ResourcePattern(
          text: kind.pattern,
          // What of S3 has a region has an account, too; buckets and objects have neither.
          pattern: Pattern(
            kind.pattern.replacing("arn:*:s3:*:*:", with: "arn:*:s3:?*:?*:"),
            variables: false
          ),
          service: Pattern("arn:*:\(parts.count > 2 ? parts[2] : "*"):*:*:*", variables: false)
        )
      }
    }
    kinds[action] = patterns
    return patterns
  }
}
