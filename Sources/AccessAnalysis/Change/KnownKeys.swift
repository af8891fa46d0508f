import Infrastructure
import Permissions
import Values

/// What every request of a principal says of it, in two estates.
struct KnownKeys {
  /// Of the requests that are asked about.
  private(set) var conditions: [Condition] = []
  /// The names of keys whose values the earlier estate gave otherwise, as for other tags.
  private(set) var renamed: [ConditionKey: ConditionKey] = [:]

  init() {}

  /// - Parameter asked: The keys that some policy asks for.
  init(
    of principal: (id: ResourceID, world: World),
    _ counterpart: ResourceID?,
    asked: Set<ConditionKey>,
    _ head: inout ComparedEstate,
    _ base: inout ComparedEstate,
    _ names: inout SharedNames
  ) {
    let later = Self.keys(of: principal.id, &head)
    let earlier = counterpart.map { Self.keys(of: $0, &base) }
    for key in asked.sorted() {
      let now = later.value(of: key).map { Self.shared($0, head, &names) }
      let before = earlier?.value(of: key).map { Self.shared($0, base, &names) }
      if let now { conditions.append(Self.condition(key, now)) }
      guard let before, now != before else { continue }
      let name = ConditionKey("\(SharedNames.reserved)base/\(key.spelling)")
      renamed[key] = name
      conditions.append(Self.condition(name, before))
    }
  }

  private static func keys(of id: ResourceID, _ side: inout ComparedEstate) -> RequestKeys {
    var keys = side.access.policies(of: id, &side.context).keys
    keys.addIdentity()
    return keys
  }

  private static func shared(
    _ texts: [Text],
    _ side: ComparedEstate,
    _ names: inout SharedNames
  ) -> [Pattern] {
    texts.map { text in
      let pattern = Pattern(text)
      var renaming = Renaming()
      for placeholder in pattern.placeholders {
        renaming.placeholders[placeholder] = names.shared(placeholder, in: side)
      }
      return pattern.renamed(renaming)
    }
  }

  private static func condition(_ key: ConditionKey, _ values: [Pattern]) -> Condition {
    if values.isEmpty { return .test(ConditionOperator(.null), key, ["true"]) }
    let isTruth = values.allSatisfy { $0 == "true" || $0 == "false" }
    return .test(ConditionOperator(isTruth ? .bool : .stringEquals), key, values)
  }
}

extension RequestKeys {
  /// The values of a key, none where it is absent for certain; nil where they are not known.
  fileprivate func value(of key: ConditionKey) -> [Text]? {
    if let known = values[key] { return known }
    return closedFamilies.contains { key.folded.hasPrefix($0) } ? [] : nil
  }
}
