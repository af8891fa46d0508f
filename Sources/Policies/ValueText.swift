import CEL
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
      switch unknown.reason {
      // What is elsewhere has its name here, and what nobody describes the one that is written.
      case .external, .unresolvedReference: return name(of: unknown)
      // The name is that of the property.
      case .invalidValue: return gap
      case .parameter, .importedValue, .dynamicReference, .pseudoParameter, .generatedAttribute,
        .unsupportedFunction, .condition, .tooManyWorlds, .openWorld, .unmodelled:
        return "${\(name(of: unknown))}"
      }
    case .duration, .timestamp, .ip, .cidr: return context.text(converting: value) ?? gap
    case .bytes, .map, .type, .resource, .error, .choice:
      return "…"
    }
  }

  /// Whether a message has a hole that is not filled with a name in its quotes: one without a name, or
  /// one in the running text.
  ///
  /// By the bytes, because the general search takes some 100 instructions for each.
  static func isOpen(_ message: String) -> Bool {
    var message = message
    return message.withUTF8 { utf8 in
      for (index, byte) in utf8.enumerated() {
        let before = index > 0 ? utf8[index - 1] : UInt8(ascii: " ")
        if byte == UInt8(ascii: "$"), index + 1 < utf8.count, utf8[index + 1] == UInt8(ascii: "{") {
          if before == UInt8(ascii: " ") || before == UInt8(ascii: "(") { return true }
        } else if byte == 0xE2, utf8[index...].starts(with: gap.utf8) {
          if before == UInt8(ascii: "{") || before == UInt8(ascii: "'") { return true }
        }
      }
      return false
    }
  }

  private static let gap = "…"

  /// What is quoted in an unknown's subject: `VpcId` of `parameter 'VpcId'`.
  private static func name(of unknown: Unknown) -> String {
    let parts = unknown.subject.split(separator: "'", omittingEmptySubsequences: false)
    return parts.count == 3 ? String(parts[1]) : gap
  }
}
