import CEL
import Infrastructure
import Values

extension RuleJudge {
  /// The places that a false assertion is blamed on; at least one.
  func places(
    _ blame: Blame,
    _ variables: [Value],
    _ context: inout EvaluationContext
  ) -> [BlamedPlace] {
    let message = message(variables, &context)
    let chosen = chosenPlace(variables, &context)
    let narrowing = narrowing(variables, &context)
    // After what adds to the heap: while there is a second one, the first addition copies it.
    let reader = BlameReader(estate: bound.estate, resource: bound.estate[id], heap: context.heap)
    var places: [BlamedPlace] = []
    for group in reader.groups(of: blame) {
      var place = place(of: group, chosen: chosen, message: message, reader, &context)
      place.remedy = narrowing ?? remedy(for: group, variables, context).map { .success($0) }
      let isKnown = places.contains {
        $0.origin == place.origin && $0.missing == place.missing
      }
      if !isKnown { places.append(place) }
    }
    guard places.isEmpty else { return places }
    let origin = chosen ?? bound.estate[id].origin
    return [
      BlamedPlace(
        origin: origin,
        missing: [],
        message: message,
        related: [],
        witness: [],
        unknowns: [],
        read: []
      )
    ]
  }

  func message(_ variables: [Value], _ context: inout EvaluationContext) -> String {
    guard let message = bound.rule.message, variables.count == bound.rule.variableCount else {
      return plainMessage
    }
    return message.text(variables, in: &context)
  }

  /// The message of an undetermined verdict. A name may be unknown, in its quotes; a sentence about
  /// something nameless, or with a part of its own open, says less than the policy's title.
  func doubt(_ variables: [Value], _ context: inout EvaluationContext) -> String {
    let text = message(variables, &context)
    return ValueText.isOpen(text) ? plainMessage : text
  }

  /// What can be said without a word of the rule's own.
  private var plainMessage: String {
    Self.plainMessage(of: bound.policy, about: bound.estate[id])
  }

  static func plainMessage(of policy: Policy, about resource: Resource) -> String {
    "'\(resource.name)' breaks the requirement '\(policy.title)'"
  }

  /// The place that the rule itself points at.
  func chosenPlace(
    _ variables: [Value],
    _ context: inout EvaluationContext
  ) -> Origin? {
    guard let program = bound.rule.place, variables.count == bound.rule.variableCount else {
      return nil
    }
    let value = program.evaluate(variables, in: &context)
    guard value.kind != .error, !value.origin.isNone else { return nil }
    return value.origin
  }

  private func place(
    of group: BlameReader.Group,
    chosen: Origin?,
    message: String,
    _ reader: BlameReader,
    _ context: inout EvaluationContext
  ) -> BlamedPlace {
    let primary = group.leaves[0]
    let found = reader.origin(of: primary)
    var related: [RelatedPlace] = []
    var read: [Origin] = []
    for leaf in group.leaves {
      read.append(leaf.value.origin)
      read += leaf.related
    }
    var missing: [String] = []
    if case .absent(_, let path) = primary.kind { missing = path }
    let origin = chosen ?? (found.isNone ? bound.estate[id].origin : found)
    if chosen != nil, !found.isNone, found != origin {
      related.append(relatedPlace(found, &context))
    }
    for leaf in group.leaves {
      for other in (leaf.value.origin == primary.value.origin ? [] : [reader.origin(of: leaf)])
        + leaf.related
      where !other.isNone && other != origin && !related.contains(where: { $0.origin == other }) {
        related.append(relatedPlace(other, &context))
      }
    }
    return BlamedPlace(
      origin: origin,
      missing: missing,
      message: message,
      related: related,
      witness: steps(of: group.leaves.lazy.flatMap(\.witness), &context),
      unknowns: [],
      read: read,
      defaults: group.leaves.compactMap { defaultText(of: $0, &context) }
    )
  }

  /// What a leaf says of a property that is not written, where AWS documents what holds then.
  private func defaultText(
    of leaf: Blame.Leaf,
    _ context: inout EvaluationContext
  ) -> String? {
    guard leaf.value.flags.contains(.defaulted), case .absent(_, let path) = leaf.kind else {
      return nil
    }
    switch leaf.value.kind {
    case .bool, .int, .uint, .double, .string: break
    case .null, .bytes, .list, .map, .type, .optional, .duration, .timestamp, .ip, .cidr, .resource,
      .error, .unknown, .template, .choice, .reference:
      return nil
    }
    let value = ValueText.describe(leaf.value, &context)
    // Descriptions write the same names in lower camel case.
    let isTemplate = bound.estate.scope(of: id).isStack
    let names = isTemplate ? path : path.map { $0.prefix(1).lowercased() + $0.dropFirst() }
    return "\(names.joined(separator: ".")) is not written; AWS's default is \(value)"
  }

  private func relatedPlace(
    _ origin: Origin,
    _ context: inout EvaluationContext
  ) -> RelatedPlace {
    let text = context.withChildIndex { PlaceText.describe(origin, in: bound.estate, &$0) }
    return RelatedPlace(text: text, origin: origin)
  }

  /// The steps of the first path among the witnesses: maps with a `step`.
  private func steps(
    of witness: some Sequence<Value>,
    _ context: inout EvaluationContext
  ) -> [RelatedPlace] {
    var steps: [RelatedPlace] = []
    for value in witness {
      if value.kind == .list {
        guard steps.isEmpty else { break }
        return self.steps(of: context.heap.elements(of: value), &context)
      }
      guard value.kind == .map, let step = context.heap.lookup("step", in: value),
        step.kind == .string
      else { continue }
      steps.append(RelatedPlace(text: context.heap.text(step), origin: step.origin))
    }
    return steps
  }
}
