import AccessAnalysis
import Infrastructure
import Permissions
import Values

/// What questions about permissions come to where something is not known.
extension EvaluationContext {
  /// An unknown that waits for a gap; the variable that decides it is touched.
  ///
  /// - Parameter subject: What is not known where there is no gap to name.
  mutating func unknown(
    _ gap: EstateTexts.Gap?,
    else subject: String,
    at origin: Origin
  ) -> Value {
    if let variable = gap?.variable { touch(variable) }
    let unknown = Unknown(
      gap?.reason ?? .unmodelled,
      gap?.subject ?? subject,
      settle: gap?.settle ?? "",
      decidedBy: gap?.variable
    )
    return heap.unknown(unknown, origin: origin)
  }

  /// What a function of a resource says of something that is none of the run: unknown of an id that is
  /// written out or put together, else an error.
  mutating func elsewhere(_ value: Value, _ function: String) -> Value {
    let value = resolve(value)
    let subject: String
    switch value.kind {
    case .unknown: return value
    case .string: subject = "what '\(heap.text(value))' is"
    case .template: subject = "what this text names"
    case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .error, .choice, .reference, .resource:
      return heap.error(.noSuchOverload, function)
    }
    let unknown = Unknown(
      .external,
      "\(subject), which no file of the run creates or describes",
      settle: "add the template that creates it, or describe it in a platform description"
    )
    return heap.unknown(unknown, origin: value.origin)
  }

  /// What becomes of an argument that stands for nothing: unknown if it is, else an error.
  mutating func open(_ value: Value, _ subject: String, _ function: String) -> Value {
    let value = resolve(value)
    if value.kind == .unknown { return value }
    guard value.isAbstract || value.kind == .reference || value.kind == .resource else {
      return heap.error(.noSuchOverload, function)
    }
    return heap.unknown(Unknown(.unresolvedReference, subject), origin: value.origin)
  }
}

extension Access {
  /// The gap behind some doubts: one that worlds decide, if there is one.
  func decisiveGap(of doubts: [Doubt]) -> EstateTexts.Gap? {
    let gaps = doubts.map { gap(of: $0) }
    return gaps.first { $0.variable != nil } ?? gaps.first
  }
}

extension EstateTexts.Gap {
  /// The same for what is found out with nothing chosen: no world is asked.
  var inEveryWorld: EstateTexts.Gap {
    EstateTexts.Gap(reason, subject, settle: settle, at: origin)
  }
}
