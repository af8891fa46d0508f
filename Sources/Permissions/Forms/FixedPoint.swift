/// A number of a condition, exactly: an integer count of 10⁻¹².
struct FixedPoint: Hashable, Comparable, Sendable {
  let count: Int128

  static let one: Int128 = 1_000_000_000_000

  init(count: Int128) {
    self.count = count
  }

  /// Parses `-12.5`; nil for anything but digits, a sign and a point, and for more than 18 digits before
  /// the point or nine behind it, where numbers of AWS's may be rounded.
  init?(_ text: String) {
    var rest = text.utf8[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    let parts = rest.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), (1...18).contains(parts[0].count) else { return nil }
    guard let whole = Self.digits(parts[0]) else { return nil }
    var count = whole * Self.one
    if parts.count == 2 {
      guard (1...9).contains(parts[1].count), let fraction = Self.digits(parts[1]) else {
        return nil
      }
      count += (0..<12 - parts[1].count).reduce(fraction) { value, _ in value * 10 }
    }
    self.count = isNegative ? -count : count
  }

  static func digits(_ text: Substring.UTF8View) -> Int128? {
    var value: Int128 = 0
    for byte in text {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int128(byte - 0x30)
    }
    return value
  }

  static func < (left: Self, right: Self) -> Bool { left.count < right.count }

  /// As conditions write it.
  var description: String {
    let whole = count.magnitude / Self.one.magnitude
    let fraction = count.magnitude % Self.one.magnitude
    let sign = count < 0 ? "-" : ""
    guard fraction > 0 else { return "\(sign)\(whole)" }
    var digits = String(fraction)
    digits = String(repeating: "0", count: 12 - digits.count) + digits
    while digits.last == "0" { digits.removeLast() }
    return "\(sign)\(whole).\(digits)"
  }
}
