import Infrastructure
import Values

/// The machine-learning resources of an account that tell its environments, whatever the world: of
/// those that are sure to say the same only the first.
struct AccountEnvironments: Sendable {
  private let witnesses: [ResourceID]

  /// In the order of the estate. The first question about an account is linear in its resources; the
  /// cost of others is that of the answer.
  static func witnesses(
    around id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> [ResourceID] {
    let account =
      estate.scope(of: id).account ?? "scope \(estate.outermost(estate[id].scope).index)"
    let key = "environments \(account)"
    if let known = context.memo[key] as? AccountEnvironments { return known.witnesses }
    let found = AccountEnvironments(around: id, in: estate)
    context.memo[key] = found
    return found.witnesses
  }

  private init(around id: ResourceID, in estate: Estate) {
    var witnesses: [ResourceID] = []
    var said: Set<Saying> = []
    for other in Environments.machineLearningResources(sharingTheAccountOf: id, in: estate) {
      if let saying = Saying(of: estate[other], in: estate) {
        guard !saying.isEmpty, said.insert(saying).inserted else { continue }
      }
      witnesses.append(other)
    }
    self.witnesses = witnesses
  }

  /// What a resource says of its environment, where resources that say it are sure to mean the same.
  private struct Saying: Hashable {
    private enum Word: Hashable {
      case nothing
      case text([UInt8])
      case choice([Case])
      /// What a parameter of a stack stands for.
      case parameter(Unknown, ScopeID)
    }

    private struct Case: Hashable {
      let condition: Condition
      let word: Word
    }

    /// A formula over the variables; those that are written alike are equal.
    private indirect enum Condition: Hashable {
      case one(variable: Int, cases: UInt64)
      case not(Condition)
      case formula(GuardID)

      init(_ id: GuardID, in worlds: borrowing WorldModel) {
        switch worlds.guards[Int(id.rawValue)] {
        case .oneOf(let variable, let cases): self = .one(variable: variable, cases: cases)
        case .not(let inner): self = .not(Condition(inner, in: worlds))
        case .constant, .all, .any: self = .formula(id)
        }
      }
    }

    private let existence: Condition
    private let environment: String?
    private let tags: [Word]

    var isEmpty: Bool { tags.isEmpty && environment == nil }

    /// Nil for resources that nothing can be compared with.
    init?(of resource: Resource, in estate: Estate) {
      existence = Condition(resource.existence, in: estate.worlds)
      environment = estate.scopes[resource.scope.index].environment
      var words: [Word] = []
      guard resource.properties.kind == .map else { return nil }
      if let tags = estate.heap.lookup("Tags", in: resource.properties) {
        guard tags.kind == .list else { return nil }
        for tag in estate.heap.elements(of: tags) {
          guard tag.kind == .map, let key = estate.heap.lookup("Key", in: tag),
            key.kind == .string
          else { return nil }
          guard Environments.isEnvironmentKey(estate.heap.utf8(key)),
            let value = estate.heap.lookup("Value", in: tag)
          else { continue }
          guard let word = Self.word(value, in: resource.scope, estate) else { return nil }
          words.append(word)
        }
      }
      tags = words
    }

    private static func word(
      _ value: Value,
      in scope: ScopeID,
      _ estate: borrowing Estate
    ) -> Word? {
      switch value.kind {
      case .string:
        return .text(Array(estate.heap.utf8(value)))
      case .unknown:
        let unknown = estate.heap.unknown(value)
        return unknown.reason == .parameter ? .parameter(unknown, scope) : nil
      case .choice:
        var cases: [Case] = []
        for index in 0..<value.count {
          let (condition, part) = estate.heap.choiceCase(index, of: value)
          guard let word = word(part, in: scope, estate) else { return nil }
          cases.append(Case(condition: Condition(condition, in: estate.worlds), word: word))
        }
        return .choice(cases)
      case .optional where value.isAbsent:
        return .nothing
      case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration,
        .timestamp, .resource, .error, .template, .reference:
        return nil
      }
    }
  }
}
