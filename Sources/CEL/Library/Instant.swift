/// A timestamp: seconds since 1970 in UTC and nanoseconds, in the years 1 to 9999.
///
/// The calendar is the Gregorian one, reckoned backwards; leap seconds are none.
struct Instant: Equatable {
  let seconds: Int64
  /// From 0 up to a billion.
  let nanoseconds: Int64

  private static let earliest: Int64 = -62_135_596_800
  private static let latest: Int64 = 253_402_300_799
  static let billion: Int64 = 1_000_000_000

  /// Nil outside of the years 1 to 9999.
  init?(seconds: Int64, nanoseconds: Int64 = 0) {
    guard (Self.earliest...Self.latest).contains(seconds) else { return nil }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Later by a number of nanoseconds; nil outside of the years 1 to 9999.
  func advanced(by duration: Int64) -> Instant? {
    let (days, rest) = duration.flooringQuotient(Self.billion)
    let (carry, nanoseconds) = (self.nanoseconds + rest).flooringQuotient(Self.billion)
    return Instant(seconds: seconds + days + carry, nanoseconds: nanoseconds)
  }

  /// The nanoseconds from an earlier instant; nil if they do not fit into 64 bits.
  func duration(since earlier: Instant) -> Int64? {
    let (product, overflow) = (seconds - earlier.seconds).multipliedReportingOverflow(
      by: Self.billion
    )
    let (sum, overflows) = product.addingReportingOverflow(nanoseconds - earlier.nanoseconds)
    return overflow || overflows ? nil : sum
  }

  static func compare(_ left: Instant, _ right: Instant) -> Int {
    let isLess = (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    return left == right ? 0 : isLess ? -1 : 1
  }
}

// MARK: - Reading and writing

extension Instant {
  /// Reads `2009-02-13T23:31:30.5Z`, as RFC 3339 has it.
  init?(_ text: String) {
    var reader = DigitReader(text)
    guard let year = reader.number(4), reader.take("-"), let month = reader.number(2),
      reader.take("-"), let day = reader.number(2), reader.take("T") || reader.take("t"),
      let hour = reader.number(2), reader.take(":"), let minute = reader.number(2),
      reader.take(":"), let second = reader.number(2)
    else { return nil }
    let nanoseconds = reader.take(".") ? reader.fraction() : 0
    let offset = reader.take("Z") || reader.take("z") ? 0 : reader.offset()
    guard let nanoseconds, let offset, reader.isAtEnd, (1...12).contains(month),
      (1...CivilDate.days(in: month, of: year)).contains(day), hour < 24, minute < 60, second < 60
    else { return nil }
    let days = CivilDate(year: year, month: month, day: day).daysSince1970
    let seconds = Int64(days * 86400 + hour * 3600 + minute * 60 + second)
    self.init(seconds: seconds - Int64(offset), nanoseconds: Int64(nanoseconds))
  }

  /// How many seconds a zone of the form `+02:00` or `-09:30` is ahead of UTC; nil for other texts.
  static func offset(ofZone zone: String) -> Int64? {
    if zone == "UTC" || zone == "Z" { return 0 }
    let hasSign = zone.hasPrefix("+") || zone.hasPrefix("-")
    var reader = DigitReader(hasSign ? zone : "+" + zone)
    guard let offset = reader.offset(), reader.isAtEnd else { return nil }
    return Int64(offset)
  }
}

extension Instant: CustomStringConvertible {
  var description: String {
    let time = CivilTime(self)
    let date = "\(padded(time.date.year, 4))-\(padded(time.date.month))-\(padded(time.date.day))"
    let clock = "\(padded(time.hour)):\(padded(time.minute)):\(padded(time.second))"
    var fraction = nanoseconds == 0 ? "" : "." + padded(Int(nanoseconds), 9)
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(date)T\(clock)\(fraction)Z"
  }

  private func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

extension Int64 {
  /// The quotient rounded down, and what is left over: never negative for a positive divisor.
  func flooringQuotient(_ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
