package import Infrastructure
package import NetworkAnalysis
package import Values

/// What descriptions expect of their platform, held against what is there.
package enum Expectations {
  private static let claimPath = PropertyPath("Is")
  private static let fromPath = PropertyPath("From")
  private static let toPath = PropertyPath("To")
  private static let targetsPath = PropertyPath("Targets")
  private static let principalsPath = PropertyPath("Principals")
  private static let actionPath = PropertyPath("Action")
  private static let resourcePath = PropertyPath("Resource")
  private static let withPath = PropertyPath("With")

  /// What contradicts an expectation, as a list: each a list of maps with `step`, or an unknown, only
  /// possible, for what would have to be known.
  package static func counterexamples(
    of id: ResourceID,
    in estate: Estate,
    asking facts: NetworkFacts,
    _ context: inout EvaluationContext
  ) -> Value {
    let properties = estate[id].properties
    let claim = claimPath.values(in: properties, &context).first
    let word = claim.map { $0.kind == .string ? context.heap.text($0) : "" } ?? ""
    let principals = principalsPath.values(in: properties, &context)
    let elements =
      principals.isEmpty
      ? reach(properties, isReachable: word == "reachable", in: estate, facts, &context)
      : permission(principals, properties, isAllowed: word == "allowed", in: estate, &context)
    let origin = claim?.origin ?? estate[id].origin
    return context.heap.list(
      elements.map { $0.kind == .unknown ? $0.possible : $0 },
      origin: origin
    )
  }

  private static func reach(
    _ properties: Value,
    isReachable: Bool,
    in estate: Estate,
    _ facts: NetworkFacts,
    _ context: inout EvaluationContext
  ) -> [Value] {
    var elements: [Value] = []
    let to = toPath.values(in: properties, &context).first.map { context.heap.text($0) }
    let targets = targetsPath.values(in: properties, &context)
    for value in fromPath.values(in: properties, &context) {
      guard let named = estate.target(of: value, &context) else {
        elements.append(value)
        continue
      }
      for sender in Senders.senders(behind: named, in: estate, &context) {
        guard let source = sender.resourceID else {
          elements.append(sender)
          continue
        }
        var claimed: [NetworkFacts.Target] = []
        if let to { claimed.append(to == "internet" ? .internet : .service(to)) }
        for target in targets {
          guard let other = estate.target(of: target, &context) else {
            elements.append(target)
            continue
          }
          if other != source, other != named { claimed.append(.resource(other)) }
        }
        for target in claimed {
          elements +=
            isReachable
            ? facts.obstacles(from: source, to: target, &context)
            : facts.ways(from: source, to: target, &context)
        }
      }
    }
    return elements
  }

  private static func permission(
    _ principals: [Value],
    _ properties: Value,
    isAllowed: Bool,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> [Value] {
    guard let action = actionPath.values(in: properties, &context).first,
      let resource = resourcePath.values(in: properties, &context).first
    else { return [] }
    return principals.flatMap { value -> [Value] in
      guard let principal = estate.target(of: value, &context) else { return [value] }
      let request = RequestContext(
        of: principal,
        action: context.heap.text(action),
        written: withPath.values(in: properties, &context).first,
        in: estate,
        &context
      )
      let claim = PermissionClaim(
        principal: principal,
        action: context.heap.text(action),
        resource: resource,
        estate: estate,
        request: request
      )
      return claim.counterexamples(isAllowed: isAllowed, &context)
    }
  }
}
