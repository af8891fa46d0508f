/// Durations as they are written: `1h45m`, `-1.5s`, `300ms`.
enum DurationText {
  /// The units and how many nanoseconds each has; `m` stands behind `ms`, so that it is not taken
  /// for it.
  private static let units: [(name: String, nanoseconds: Int64)] = [
    ("ns", 1), ("us", 1000), ("µs", 1000), ("ms", 1_000_000), ("s", 1_000_000_000),
    ("m", 60_000_000_000), ("h", 3_600_000_000_000),
  ]

  /// Nanoseconds; nil for what is no duration or does not fit into 64 bits.
  static func parse(_ text: String) -> Int64? {
    var reader = DigitReader(text)
    let isNegative = reader.take("-")
    if !isNegative { _ = reader.take("+") }
    if reader.take("0"), reader.isAtEnd { return 0 }
    reader = DigitReader(
      text.hasPrefix("-") || text.hasPrefix("+") ? String(text.dropFirst()) : text
    )
    var total: Int128 = 0
    guard !reader.isAtEnd else { return nil }
    while !reader.isAtEnd {
      guard let part = part(&reader) else { return nil }
      total += part
      guard total <= Int128(Int64.max) else { return nil }
    }
    return Int64(exactly: isNegative ? -total : total)
  }

  /// One number with its unit.
  private static func part(_ reader: inout DigitReader) -> Int128? {
    let whole = reader.digits()
    let fraction = reader.take(".") ? reader.digits() : []
    guard !whole.isEmpty || !fraction.isEmpty, whole.count < 20,
      let unit = units.first(where: { reader.take(word: $0.name) })
    else { return nil }
    let nanoseconds = Int128(unit.nanoseconds)
    var value = whole.reduce(0) { $0 * 10 + Int128($1) } * nanoseconds
    var scale = nanoseconds
    for digit in fraction {
      // Digits beyond a nanosecond are cut off.
      value += Int128(digit) * scale / 10
      scale /= 10
    }
    return value
  }

  /// Seconds with their fraction: `6347s`, `-1.5s`.
  static func text(ofNanoseconds nanoseconds: Int64) -> String {
    let (seconds, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
    var fraction = ""
    if rest > 0 {
      let digits = String(rest)
      fraction = "." + String(repeating: "0", count: 9 - digits.utf8.count) + digits
      while fraction.hasSuffix("0") { fraction.removeLast() }
    }
    return "\(nanoseconds < 0 ? "-" : "")\(seconds)\(fraction)s"
  }
}
