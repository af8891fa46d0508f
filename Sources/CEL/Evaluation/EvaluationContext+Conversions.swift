import Values

extension EvaluationContext {
  /// `int(x)`, `string(x)` and their like.
  mutating func convert(_ value: Value, to builtin: Builtin) -> Value {
    let value = operand(value)
    if let failure = failure(value) { return failure }
    if value.isText { return convertText(value, to: builtin) }
    switch builtin {
    case .int: return toInt(value)
    case .uint: return toUInt(value)
    case .double: return toDouble(value)
    case .string: return toString(value)
    case .bytes where value.kind == .bytes, .bool where value.kind == .bool: return value
    case .bytes, .bool, .size, .startsWith, .endsWith, .contains, .matches, .type, .optionalOf,
      .optionalNone, .optionalOfNonZeroValue, .optionalUnwrap, .hasValue, .value, .or, .orValue,
      .first, .last:
      return noOverload("\(builtin)", value)
    }
  }

  private mutating func toInt(_ value: Value) -> Value {
    if value.kind == .timestamp { return .int(heap.instant(value).seconds) }
    let result: Int64?
    switch Number(value) {
    case .int: return value
    case .uint(let number): result = Int64(exactly: number)
    case .double(let number): result = number > -0x1p63 && number < 0x1p63 ? Int64(number) : nil
    case nil: return noOverload("int", value)
    }
    return result.map { .int($0) } ?? error(.overflow, "int(\(heap.literal(value)))")
  }

  private mutating func toUInt(_ value: Value) -> Value {
    let result: UInt64?
    switch Number(value) {
    case .int(let number): result = UInt64(exactly: number)
    case .uint: return value
    case .double(let number): result = number > -1 && number < 0x1p64 ? UInt64(number) : nil
    case nil: return noOverload("uint", value)
    }
    return result.map { .uint($0) } ?? error(.overflow, "uint(\(heap.literal(value)))")
  }

  private mutating func toDouble(_ value: Value) -> Value {
    switch Number(value) {
    case .int(let number): .double(Double(number))
    case .uint(let number): .double(Double(number))
    case .double: value
    case nil: noOverload("double", value)
    }
  }

  private mutating func toString(_ value: Value) -> Value {
    switch value.kind {
    case .bool: return heap.string(value.isTrue ? "true" : "false")
    case .int: return heap.string(String(value.asInt))
    case .uint: return heap.string(String(value.bits))
    case .double: return heap.string(Self.text(of: value.asDouble))
    case .bytes:
      guard let text = String(validating: heap.utf8(value), as: UTF8.self) else {
        return error(.invalidArgument, "these bytes are not UTF-8")
      }
      return heap.string(text)
    case .duration: return heap.string(DurationText.text(ofNanoseconds: value.asInt))
    case .timestamp: return heap.string(heap.instant(value).description)
    case .ip: return heap.string(heap.address(value).description)
    case .cidr: return heap.string(heap.prefix(value).description)
    case .null, .string, .list, .map, .type, .optional, .resource, .error, .unknown, .template,
      .choice, .reference:
      return noOverload("string", value)
    }
  }

  private mutating func convertText(_ value: Value, to builtin: Builtin) -> Value {
    if builtin == .string { return value }
    guard let utf8 = partialText(value).whole else { return gap(in: value) }
    if builtin == .bytes { return heap.bytes(utf8) }
    let text = String(decoding: utf8, as: UTF8.self)
    let result: Value? =
      switch builtin {
      case .int: Int64(text).map { .int($0) }
      case .uint: text.hasPrefix("+") ? nil : UInt64(text).map { .uint($0) }
      case .double: Double(text).map { .double($0) }
      case .bool: Self.bool(text).map { .bool($0) }
      case .string, .bytes, .size, .startsWith, .endsWith, .contains, .matches, .type,
        .optionalOf, .optionalNone, .optionalOfNonZeroValue, .optionalUnwrap, .hasValue, .value,
        .or, .orValue, .first, .last:
        nil
      }
    return result ?? error(.invalidArgument, "\(builtin)(\(heap.literal(value)))")
  }

  private static func bool(_ text: String) -> Bool? {
    switch text {
    case "1", "t", "true", "TRUE", "True": true
    case "0", "f", "false", "FALSE", "False": false
    default: nil
    }
  }

  /// The shortest digits that give a finite number back, without an exponent.
  static func plainText(of number: Double) -> String {
    guard number != 0 else { return number.sign == .minus ? "-0" : "0" }
    let (digits, point) = digits(of: number.magnitude)
    return (number < 0 ? "-" : "") + positional(digits, point)
  }

  private static func positional(_ digits: String, _ point: Int) -> String {
    if point <= 0 { return "0.\(String(repeating: "0", count: -point))\(digits)" }
    if digits.count <= point {
      return "\(digits)\(String(repeating: "0", count: point - digits.count))"
    }
    return "\(digits.prefix(point)).\(digits.dropFirst(point))"
  }

  /// The shortest digits that give the number back; with an exponent beyond a million or below a
  /// ten-thousandth, as `%g` of the C library writes it.
  private static func text(of number: Double) -> String {
    guard number.isFinite, number != 0 else {
      return number.isNaN
        ? "NaN"
        : number == 0
          ? (number.sign == .minus ? "-0" : "0")
          : number < 0 ? "-Inf" : "+Inf"
    }
    let sign = number < 0 ? "-" : ""
    let (digits, point) = digits(of: number.magnitude)
    if point < -3 || point > max(6, 0) {
      let fraction = digits.count > 1 ? ".\(digits.dropFirst())" : ""
      let exponent = point - 1
      let padded = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
      return "\(sign)\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(padded)"
    }
    return sign + positional(digits, point)
  }

  /// The significant digits of a positive number and how many of them stand before the point.
  private static func digits(of number: Double) -> (digits: String, point: Int) {
    let parts = number.description.split(separator: "e")
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let fraction = mantissa.count > 1 && mantissa[1] != "0" ? mantissa[1] : ""
    var digits = mantissa[0] + fraction
    var point = mantissa[0].count + exponent
    while digits.first == "0" {
      digits = digits.dropFirst()
      point -= 1
    }
    while digits.last == "0" { digits = digits.dropLast() }
    return (String(digits), point)
  }
}
