package import Values

extension ValueHeap {
  /// A value as the language writes it, for messages: `'eu-west-1'`, `[1, 2]`, `{'a': true}`.
  ///
  /// The unknown parts of a template are written `${…}`.
  package func literal(_ value: Value) -> String {
    switch value.kind {
    case .null: "null"
    case .bool: value.isTrue ? "true" : "false"
    case .int: String(value.asInt)
    case .uint: "\(value.bits)u"
    case .double: value.asDouble.description
    case .string: quoted(text(value))
    case .bytes: "b'\(utf8(value).map(escaped).joined())'"
    case .list: "[\(elements(of: value).map(literal).joined(separator: ", "))]"
    case .map: mapLiteral(value)
    case .type: Value.Kind(rawValue: UInt8(truncatingIfNeeded: value.bits))?.typeName ?? "type"
    case .optional: unwrap(value).map { "optional.of(\(literal($0)))" } ?? "optional.none()"
    case .duration: "duration('\(DurationText.text(ofNanoseconds: value.asInt))')"
    case .timestamp: "timestamp('\(instant(value))')"
    case .ip: "ip('\(address(value))')"
    case .cidr: "cidr('\(prefix(value))')"
    case .resource: "resource \(value.bits)"
    case .error: "error: \(error(value).code.rawValue)"
    case .unknown: "unknown: \(unknown(value).subject)"
    case .template: quoted(elements(of: value).map(piece).joined())
    case .choice: "one of \((0..<value.count).map { literal(choiceCase($0, of: value).value) })"
    case .reference: literal(text(of: value))
    }
  }

  private func piece(_ value: Value) -> String {
    value.kind == .string ? text(value) : "${…}"
  }

  private func mapLiteral(_ map: Value) -> String {
    let entries = (0..<map.count).map {
      "\(literal(key($0, of: map))): \(literal(entry($0, of: map)))"
    }
    return "{\(entries.joined(separator: ", "))}"
  }

  private func quoted(_ text: String) -> String {
    "'\(text.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
  }

  private func escaped(_ byte: UInt8) -> String {
    if (0x20..<0x7F).contains(byte), byte != 0x27, byte != 0x5C {
      return String(UnicodeScalar(byte))
    }
    let digits = String(byte, radix: 16)
    return "\\x" + (digits.count == 1 ? "0" : "") + digits
  }
}
