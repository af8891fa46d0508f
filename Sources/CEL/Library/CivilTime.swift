/// What calendar and clock show at an instant.
struct CivilTime {
  let date: CivilDate
  /// From 0, a Sunday.
  let dayOfWeek: Int
  let hour: Int
  let minute: Int
  let second: Int

  /// - Parameter offset: How many seconds the zone is ahead of UTC.
  init(_ instant: Instant, offset: Int64 = 0) {
    let (days, rest) = (instant.seconds + offset).flooringQuotient(86400)
    date = CivilDate(daysSince1970: Int(days))
    dayOfWeek = Int((days + 4).flooringQuotient(7).remainder)
    hour = Int(rest / 3600)
    minute = Int(rest / 60 % 60)
    second = Int(rest % 60)
  }
}
