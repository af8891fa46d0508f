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
  private let kinds: [String: [ResourceKind]]

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
    let kinds = try Self.kinds(of: words)
    let ends = Set(kinds.values.joined().map { Self.last(of: $0.pattern) })
    let elements = context.heap.elements(of: list)
    let places = elements.indices.filter { Self.isWide(elements[$0], ends, &context) }
    guard let place = places.first, places.count == 1 else {
      throw NarrowingObstacle(
        places.isEmpty
          ? "no resource of it is everything" : "several of its resources are everything"
      )
    }
    self.kinds = kinds
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

  /// The kinds of resources that actions are about, by the action as it is written.
  private static func kinds(
    of actions: [String]
  ) throws(NarrowingObstacle) -> [String: [ResourceKind]] {
    let reference = ServiceAuthorization.builtIn
    var kinds: [String: [ResourceKind]] = [:]
    for text in actions {
      guard text.contains(":") else { throw NarrowingObstacle("'\(text)' is every service") }
      let elements = reference.actions(matching: text).elements
      var found: [ResourceKind] = []
      for action in elements {
        for kind in reference.resourceTypes(of: action)
        where !found.contains(where: { $0.arn == kind.arn }) {
          found.append(kind)
        }
      }
      // A pattern that no action matches allows nothing, on whatever resource.
      if elements.isEmpty, text.contains("*") { continue }
      guard !found.isEmpty else { throw NarrowingObstacle("'\(text)' takes no resource but '*'") }
      kinds[text] = found
    }
    return kinds
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

  /// The resources that stay allowed; at least one for each action.
  func names(
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) throws(NarrowingObstacle) -> [NamedResource] {
    var names: [NamedResource] = []
    for action in actions {
      guard let kinds = kinds[action] else { continue }
      var isUsed = false
      for kind in kinds {
        try checkOpenings(for: kind)
        for use in uses.uses {
          guard let name = try naming.names(of: use, as: kind, &texts, &context) else { continue }
          isUsed = true
          if !names.contains(where: { $0.form == name.form }) { names.append(name) }
        }
      }
      guard isUsed else {
        throw NarrowingObstacle("nothing says on which resources '\(action)' is needed")
      }
    }
    guard !names.isEmpty else { throw NarrowingObstacle("it allows nothing that is known") }
    return names
  }

  /// What may be named where only a deployment knows the text is not lost.
  private func checkOpenings(for kind: ResourceKind) throws(NarrowingObstacle) {
    let service = kind.arn.split(separator: ":").dropFirst(2).first ?? ""
    for opening in uses.openings where opening.service.map({ $0 == service }) ?? true {
      throw NarrowingObstacle("\(opening.subject) decides what is used")
    }
  }
}
