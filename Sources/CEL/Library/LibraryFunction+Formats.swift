import Values

extension LibraryFunction {
  /// Strings made of values: `format` and `quote` of the `strings` extension.
  static let formats: [LibraryFunction] = [
    LibraryFunction(
      "format",
      isMember: true,
      arity: 2...2,
      types: ["(string, list(dyn)) -> string"]
    ) { arguments, context in
      guard arguments[0].kind == .string, arguments[1].kind == .list else { return nil }
      return context.format(arguments[0], arguments[1])
    },
    LibraryFunction("strings.quote", arity: 1...1, types: ["(string) -> string"]) {
      arguments,
      context in
      guard arguments[0].kind == .string else { return nil }
      return context.heap.string(utf8: quoted(context.heap.utf8(arguments[0])))
    },
  ]

  private static func quoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result = [UInt8(ascii: "\"")]
    for byte in text {
      if let letter = escapes[byte] {
        result += [UInt8(ascii: "\\"), letter]
      } else {
        result.append(byte)
      }
    }
    return result + [UInt8(ascii: "\"")]
  }

  private static let escapes: [UInt8: UInt8] = [
    0x07: UInt8(ascii: "a"), 0x08: UInt8(ascii: "b"), 0x0C: UInt8(ascii: "f"),
    0x0A: UInt8(ascii: "n"), 0x0D: UInt8(ascii: "r"), 0x09: UInt8(ascii: "t"),
    0x0B: UInt8(ascii: "v"), 0x5C: UInt8(ascii: "\\"), 0x22: UInt8(ascii: "\""),
  ]
}

// MARK: - Formatting

extension EvaluationContext {
  /// The template with the elements of a list in the place of its clauses; texts among them may be
  /// known in part.
  fileprivate mutating func format(_ template: Value, _ list: Value) -> Value {
    let clauses: [FormatClause]
    do {
      clauses = try FormatClause.parse(heap.utf8(template))
    } catch {
      return self.error(.invalidArgument, error.message)
    }
    let elements = elements(of: list)
    if let doubt = doubt(about: elements) { return doubt }
    var result = heap.string("")
    var failure: Value?
    var next = 0
    for clause in clauses {
      if let exhausted = step() { return exhausted }
      if case .text(let text) = clause {
        result = concatenate(result, heap.string(utf8: text))
        continue
      }
      guard next < elements.count else {
        return self.error(.indexOutOfBounds, "element \(next) of what is to be formatted")
      }
      let text = text(of: operand(elements.value(next, in: heap)), clause)
      next += 1
      if text.isTextual {
        result = concatenate(result, text)
      } else {
        failure = failure.map { $0.weaker(text) } ?? text
      }
    }
    return failure ?? result
  }

  /// A value as a clause writes it: a text, an unknown or an error.
  private mutating func text(of value: Value, _ clause: FormatClause) -> Value {
    if clause == .string, value.isTextual { return value }
    if let failure = failure(value) { return failure }
    if value.isText, value.kind != .string {
      guard let utf8 = partialText(value).whole else { return gap(in: value) }
      return text(of: heap.string(utf8: utf8), clause)
    }
    if clause == .string {
      return formatted(value)
    }
    guard let text = digits(of: value, clause) else {
      return error(.invalidArgument, "a clause for \(clause.takes) on a \(value.kind.typeName)")
    }
    return heap.string(text)
  }

  private func digits(of value: Value, _ clause: FormatClause) -> String? {
    switch clause {
    case .text, .string: nil
    case .integer(let base): integer(value, base)
    case .fixed(let precision): real(value) { $0.fixed(precision) }
    case .scientific(let precision): real(value) { $0.scientific(precision) }
    }
  }

  private func integer(_ value: Value, _ base: FormatClause.Base) -> String? {
    let radix =
      switch base {
      case .binary: 2
      case .octal: 8
      case .decimal: 10
      case .hexadecimal, .upperHexadecimal: 16
      }
    switch value.kind {
    case .int: return String(value.asInt, radix: radix, uppercase: base == .upperHexadecimal)
    case .uint: return String(value.bits, radix: radix, uppercase: base == .upperHexadecimal)
    case .bool where base == .binary: return value.isTrue ? "1" : "0"
    case .string where radix == 16, .bytes where radix == 16:
      return heap.utf8(value).map { byte in
        let digits = String(byte, radix: 16, uppercase: base == .upperHexadecimal)
        return digits.utf8.count == 1 ? "0" + digits : digits
      }.joined()
    case .double where base == .decimal: return nonfinite(value.asDouble)
    default: return nil
    }
  }

  private func real(_ value: Value, _ text: (DecimalNumber) -> String) -> String? {
    let number: Double
    switch Number(value) {
    case .int(let integer): number = Double(integer)
    case .uint(let integer): number = Double(integer)
    case .double(let double): number = double
    case nil: return nil
    }
    return nonfinite(number) ?? (number.sign == .minus ? "-" : "") + text(DecimalNumber(number))
  }

  /// Nil for numbers.
  private func nonfinite(_ number: Double) -> String? {
    if number.isNaN { return "NaN" }
    return number.isFinite ? nil : number < 0 ? "-Infinity" : "Infinity"
  }

  /// `%s`: a text, an unknown or an error.
  private mutating func formatted(_ value: Value) -> Value {
    switch value.kind {
    case .null: return heap.string("null")
    case .bool, .int: return heap.string(heap.literal(value))
    case .uint: return heap.string(String(value.bits))
    case .double:
      let number = value.asDouble
      return heap.string(nonfinite(number) ?? Self.plainText(of: number))
    case .bytes: return convert(value, to: .string)
    case .type: return heap.string(heap.literal(value))
    case .duration: return heap.string(DurationText.text(ofNanoseconds: value.asInt))
    case .timestamp: return heap.string(heap.instant(value).description)
    case .ip: return heap.string(heap.address(value).description)
    case .cidr: return heap.string(heap.prefix(value).description)
    case .list: return formattedList(value)
    case .map: return formattedMap(value)
    case .string: return value
    case .optional, .resource, .template, .reference, .choice, .error, .unknown:
      return error(.invalidArgument, "a \(value.kind.typeName) has no text")
    }
  }

  private mutating func formattedList(_ list: Value) -> Value {
    let elements = elements(of: list)
    if let doubt = doubt(about: elements) { return doubt }
    var result = heap.string("[")
    for index in 0..<elements.count {
      if let exhausted = step() { return exhausted }
      let text = text(of: operand(elements.value(index, in: heap)), .string)
      guard text.isTextual else { return text }
      if index > 0 { result = concatenate(result, heap.string(", ")) }
      result = concatenate(result, text)
    }
    return concatenate(result, heap.string("]"))
  }

  /// The entries in the order of their keys' texts.
  private mutating func formattedMap(_ map: Value) -> Value {
    let keys = keys(of: map)
    if let undecided = keys.undecided { return undecided }
    var entries: [(key: String, value: Value)] = []
    for index in 0..<keys.count {
      if let exhausted = step() { return exhausted }
      let key = keys.value(index, in: heap)
      guard case .found(let entry) = lookup(key, in: map) else { continue }
      let text = text(of: operand(entry), .string)
      guard text.isTextual else { return text }
      let name = formatted(key)
      entries.append((key: heap.text(name), value: text))
    }
    entries.sort { $0.key < $1.key }
    var result = heap.string("{")
    for (index, entry) in entries.enumerated() {
      result = concatenate(result, heap.string("\(index > 0 ? ", " : "")\(entry.key): "))
      result = concatenate(result, entry.value)
    }
    return concatenate(result, heap.string("}"))
  }
}
