/// A date of a condition, as seconds since 1970.
///
/// Source: IAM User Guide, "Date condition operators" (a profile of ISO 8601, or epoch seconds).
enum Instant {
  /// Parses `2026-07-01T00:00:00Z`, `2026-07-01`, or a count of seconds with at least five digits; nil for
  /// anything else, and for times without a zone.
  static func parse(_ text: String) -> FixedPoint? {
    if text.utf8.count >= 5, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return FixedPoint(text)
    }
    let halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let days = days(halves[0]) else { return nil }
    guard halves.count == 2 else { return FixedPoint(count: days * 86_400 * FixedPoint.one) }
    guard let time = time(halves[1]) else { return nil }
    return FixedPoint(count: days * 86_400 * FixedPoint.one + time)
  }

  /// As a condition writes it.
  static func text(_ instant: FixedPoint) -> String {
    let seconds = floorDivision(instant.count, FixedPoint.one)
    let fraction = instant.count - seconds * FixedPoint.one
    let day = floorDivision(seconds, 86_400)
    let second = seconds - day * 86_400
    let (year, month, date) = civil(day)
    func two(_ number: Int128) -> String { number < 10 ? "0\(number)" : "\(number)" }
    var digits = ""
    if fraction > 0 {
      digits = String(FixedPoint(count: fraction).description.dropFirst())
    }
    let years = String(repeating: "0", count: max(0, 4 - "\(year)".count)) + "\(year)"
    let clock = "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    return "\(years)-\(two(month))-\(two(date))T\(clock)\(digits)Z"
  }

  private static func number(_ text: Substring, _ width: Int) -> Int128? {
    text.utf8.count == width ? FixedPoint.digits(text.utf8) : nil
  }

  /// Days since 1970 of `2026-07-01`.
  private static func days(_ text: Substring) -> Int128? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = number(parts[0], 4), let month = number(parts[1], 2),
      let day = number(parts[2], 2), (1...12).contains(month), day >= 1,
      day <= lastDay(of: month, year)
    else { return nil }
    return self.days(year, month, day)
  }

  private static func lastDay(of month: Int128, _ year: Int128) -> Int128 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// `12:30`, `12:30:00` or `12:30:00.5`, with `Z` or an offset behind it, in units of 10⁻¹² seconds.
  private static func time(_ text: Substring) -> Int128? {
    var rest = text
    var offset: Int128 = 0
    if rest.last == "Z" {
      rest.removeLast()
    } else {
      guard let sign = rest.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return nil }
      let parts = rest[rest.index(after: sign)...].split(
        separator: ":",
        omittingEmptySubsequences: false
      )
      guard parts.count == 2, let hours = number(parts[0], 2), let minutes = number(parts[1], 2),
        hours < 24, minutes < 60
      else { return nil }
      offset = (hours * 60 + minutes) * 60 * (rest[sign] == "-" ? -1 : 1)
      rest = rest[..<sign]
    }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = number(parts[0], 2),
      let minute = number(parts[1], 2), hour < 24, minute < 60
    else { return nil }
    var time = ((hour * 60 + minute) * 60 - offset) * FixedPoint.one
    if parts.count == 3 {
      guard parts[2].prefix(2).utf8.count == 2, let second = FixedPoint(String(parts[2])),
        second.count >= 0, second.count < 60 * FixedPoint.one, number(parts[2].prefix(2), 2) != nil
      else { return nil }
      time += second.count
    }
    return time
  }

  private static func floorDivision(_ number: Int128, _ divisor: Int128) -> Int128 {
    let quotient = number / divisor
    return number % divisor < 0 ? quotient - 1 : quotient
  }

  /// Days from 1970-01-01 to a date of the Gregorian calendar, counted in eras of 400 years that begin
  /// in March.
  private static func days(_ year: Int128, _ month: Int128, _ day: Int128) -> Int128 {
    let marchYear = month <= 2 ? year - 1 : year
    let era = floorDivision(marchYear, 400)
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The date of a number of days since 1970-01-01.
  private static func civil(_ days: Int128) -> (year: Int128, month: Int128, day: Int128) {
    let shifted = days + 719_468
    let era = floorDivision(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let leaps = dayOfEra / 1460 - dayOfEra / 36_524 + dayOfEra / 146_096
    let yearOfEra = (dayOfEra - leaps) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }
}
