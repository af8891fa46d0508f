import Values

/// Values as messages show them.
enum ValueText {
  /// Texts without quotes, `${…}` for what is not known, lists with commas.
  static func describe(_ value: Value, _ context: inout EvaluationContext) -> String {
    let value = context.resolve(value)
    switch value.kind {
    case .null: return "null"
    case .bool: return value.isTrue ? "true" : "false"
    case .int: return String(value.asInt)
    case .uint: return String(value.bits)
    case .double: return String(value.asDouble)
    case .string: return context.heap.text(value)
    case .list:
      var parts: [String] = []
      for index in 0..<min(value.count, 8) {
        parts.append(describe(context.heap.element(index, of: value), &context))
      }
      return parts.joined(separator: ", ") + (value.count > 8 ? ", …" : "")
    case .template:
      var text = ""
      for index in 0..<value.count {
        text += describe(context.heap.element(index, of: value), &context)
      }
      return text
    case .reference: return describe(context.heap.text(of: value), &context)
    case .optional: return context.heap.unwrap(value).map { describe($0, &context) } ?? "nothing"
    case .unknown:
      let unknown = context.heap.unknown(value)
      // What is elsewhere has its name here.
      return unknown.reason == .external ? name(of: unknown) : "${\(name(of: unknown))}"
    case .bytes, .map, .type, .duration, .timestamp, .ip, .cidr, .resource, .error, .choice:
      return "…"
    }
  }

  /// What stands for an unknown that has no name.
  static let nameless = "${\(gap)}"
  private static let gap = "…"

  /// What is quoted in an unknown's subject: `VpcId` of `parameter 'VpcId'`.
  private static func name(of unknown: Unknown) -> String {
    let parts = unknown.subject.split(separator: "'", omittingEmptySubsequences: false)
    return parts.count == 3 ? String(parts[1]) : gap
  }
}
