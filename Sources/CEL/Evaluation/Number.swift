import Values

/// A number of any of the three types, on one line with the others.
///
/// An integer beside a double is compared as a double, as the conformance suite asks for: the largest
/// int equals 2⁶³ as a double.
enum Number {
  case int(Int64)
  case uint(UInt64)
  case double(Double)

  init?(_ value: Value) {
    switch value.kind {
    case .int: self = .int(value.asInt)
    case .uint: self = .uint(value.bits)
    case .double: self = .double(value.asDouble)
    case .null, .bool, .string, .bytes, .list, .map, .type, .optional, .duration, .timestamp, .ip,
      .cidr, .resource, .error, .unknown, .template, .choice, .reference:
      return nil
    }
  }

  /// Below, at or above zero as `left` is less than, equal to or greater than `right`; nil beside a
  /// NaN.
  static func compare(_ left: Number, _ right: Number) -> Int? {
    switch (left, right) {
    case (.int(let left), .int(let right)): order(left, right)
    case (.uint(let left), .uint(let right)): order(left, right)
    case (.double(let left), .double(let right)): order(left, right)
    case (.int(let left), .uint(let right)): left < 0 ? -1 : order(UInt64(left), right)
    case (.uint(let left), .int(let right)): right < 0 ? 1 : order(left, UInt64(right))
    case (.int(let left), .double(let right)): order(Double(left), right)
    case (.double(let left), .int(let right)): order(left, Double(right))
    case (.uint(let left), .double(let right)): order(Double(left), right)
    case (.double(let left), .uint(let right)): order(left, Double(right))
    }
  }

  private static func order<Integer: FixedWidthInteger>(_ left: Integer, _ right: Integer) -> Int {
    left < right ? -1 : left == right ? 0 : 1
  }

  private static func order(_ left: Double, _ right: Double) -> Int? {
    left < right ? -1 : left == right ? 0 : left > right ? 1 : nil
  }
}

extension Number: Equatable {
  static func == (left: Number, right: Number) -> Bool {
    compare(left, right) == 0
  }
}
