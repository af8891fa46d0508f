import IdentityAnalysis
import Infrastructure
import Permissions
import ServiceAuthorization
import Values

/// What a statement says too widely, and what its roles use.
struct NarrowingDraft {
  let list: Value
  /// The element of the list that is too wide, and its place.
  let wide: Value
  let place: Int
  /// As the statement writes them.
  let actions: [String]
  private let uses: DeclaredUses
  private let naming: ResourceNaming
  private let estate: Estate
  /// What the actions of each pattern are about.
  private let subjects: [Subject]
  /// The actions that take no resource but `*`, which patterns bring along.
  let unbound: [String]

  private struct Subject {
    let pattern: String
    let action: ActionID
    let kinds: [ResourceKind]
  }

  /// The resources that stay allowed, and the actions that nothing stays for.
  struct Names {
    var resources: [NamedResource] = []
    var lost: [String] = []
  }

  init(
    of statement: Value,
    in holder: ResourceID,
    _ estate: Estate,
    _ context: inout EvaluationContext
  ) throws(NarrowingObstacle) {
    guard statement.kind == .map,
      let list = context.heap.lookup("resources", in: statement), list.count > 0,
      let actions = context.heap.lookup("actions", in: statement), actions.count > 0
    else { throw NarrowingObstacle("it does not list what it allows") }
    self.list = list
    var words: [String] = []
    for action in context.heap.elements(of: actions) {
      guard action.kind == .string else {
        throw NarrowingObstacle("one of its actions is not known")
      }
      words.append(context.heap.text(action))
    }
    self.actions = words
    (subjects, unbound) = try Self.subjects(of: words)
    let ends = Set(subjects.flatMap(\.kinds).map { Self.last(of: $0.pattern) })
    let elements = context.heap.elements(of: list)
    let places = elements.indices.filter { Self.isWide(elements[$0], ends, &context) }
    guard let place = places.first, places.count == 1 else {
      throw NarrowingObstacle(
        places.isEmpty
          ? "no resource of it is everything" : "several of its resources are everything"
      )
    }
    self.estate = estate
    self.place = place
    wide = elements[place]
    var uses = DeclaredUses(estate)
    for role in try PolicyHolders.roles(with: holder, in: estate, &context) {
      try uses.add(workloadsOf: role, &context)
    }
    self.uses = uses
    naming = ResourceNaming(holder: holder, estate: estate)
  }

  // MARK: - Kinds

  /// What actions are about, and those that are about nothing in particular.
  private static func subjects(
    of actions: [String]
  ) throws(NarrowingObstacle) -> ([Subject], [String]) {
    let reference = ServiceAuthorization.builtIn
    var subjects: [Subject] = []
    var unbound: [String] = []
    for text in actions {
      guard text.contains(":"), !text.hasPrefix("*:") else {
        throw NarrowingObstacle("'\(text)' is every service")
      }
      let elements = reference.actions(matching: text).elements
      let isPattern = text.contains { $0 == "*" || $0 == "?" }
      // A pattern that no action matches allows nothing, on whatever resource.
      guard !elements.isEmpty || isPattern else {
        throw NarrowingObstacle("'\(text)' is no action that is known")
      }
      for action in elements {
        let kinds = reference.resourceTypes(of: action)
        if kinds.isEmpty {
          guard isPattern else {
            throw NarrowingObstacle(
              "'\(text)' takes no resource but '*': it needs its own statement"
            )
          }
          let name = reference.name(of: action)
          if reference.isCurrent(action), !unbound.contains(name) { unbound.append(name) }
        } else if !subjects.contains(where: { $0.action == action && $0.pattern == text }) {
          subjects.append(Subject(pattern: text, action: action, kinds: kinds))
        }
      }
    }
    return (subjects, unbound)
  }

  private static func last(of pattern: String) -> Substring {
    let parts = pattern.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return parts.count == 6 ? parts[5] : parts[0]
  }

  /// Whether a pattern names nothing, or nothing but a kind of resources.
  private static func isWide(
    _ pattern: Value,
    _ ends: Set<Substring>,
    _ context: inout EvaluationContext
  ) -> Bool {
    if ResourceReach.isEverything(pattern, &context).isTrue { return true }
    let last = pattern.kind == .template ? context.heap.elements(of: pattern).last : pattern
    guard let last, last.kind == .string else { return false }
    let text = context.heap.text(last)
    return ends.contains { $0.contains("*") && text.hasSuffix(":\($0)") && $0 != "*" }
  }

  // MARK: - Names

  /// The resources that stay allowed; at least one for each action that is written out.
  func names(
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) throws(NarrowingObstacle) -> Names {
    var found: [String: [NamedResource]] = [:]
    for kind in subjects.flatMap(\.kinds) where found[kind.arn] == nil {
      found[kind.arn] = try resources(of: kind, &texts, &context)
    }
    var names = Names()
    for subject in subjects {
      let resources = subject.kinds.flatMap { found[$0.arn] ?? [] }
      if resources.isEmpty { names.lost.append(try lost(subject)) }
      for resource in resources where !names.resources.contains(where: { $0.form == resource.form })
      {
        names.resources.append(resource)
      }
    }
    guard !names.resources.isEmpty else {
      let written = actions.map { "'\($0)'" }.joined(separator: " and ")
      throw NarrowingObstacle("nothing says on which resources \(written) is needed")
    }
    return names
  }

  /// An action for which the estate has nothing: what a pattern brings along is told, what is written out
  /// is needed, and what starts something is about what is not there yet.
  private func lost(_ subject: Subject) throws(NarrowingObstacle) -> String {
    let reference = ServiceAuthorization.builtIn
    let name = reference.name(of: subject.action)
    guard subject.pattern.contains(where: { $0 == "*" || $0 == "?" }) else {
      throw NarrowingObstacle(
        "nothing says on which resources '\(subject.pattern)' is needed"
      )
    }
    guard reference.roleUse(of: subject.action)?.kind != .code else {
      throw NarrowingObstacle(
        "'\(subject.pattern)' allows '\(name)', on what is not there before it is called"
      )
    }
    return name
  }

  private func resources(
    of kind: ResourceKind,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) throws(NarrowingObstacle) -> [NamedResource] {
    for opening in uses.openings where opening.mayName(kind) {
      throw NarrowingObstacle("\(opening.subject) decides what is used")
    }
    var resources: [NamedResource] = []
    for use in uses.uses {
      guard var name = try naming.names(of: use, as: kind, &texts, &context) else { continue }
      let ground = uses.grounds[use]
      name.reason = "'\(ground?.workload ?? "a workload")' is declared to use it"
      name.place = ground?.place ?? .none
      resources.append(name)
    }
    guard let reader = uses.unread.first else { return resources }
    for id in estate.resources.indices.map(ResourceID.init) {
      guard var name = try naming.names(of: .resource(id), as: kind, &texts, &context),
        !resources.contains(where: { $0.form == name.form })
      else { continue }
      name.reason = "the estate has it, and the code of '\(reader)' is not read"
      name.place = estate[id].origin
      resources.append(name)
    }
    return resources
  }

  /// What nothing in the estate can show.
  var assumptions: [String] {
    let code = uses.unread.map { "'\($0)'" }.joined(separator: ", ")
    return
      (code.isEmpty
      ? ["the workloads ask for nothing but what they are declared to use"]
      : ["the code of \(code) asks for nothing that the estate does not have"])
      + ["nothing outside of the estate runs with the role or has the policy"]
  }
}
