import Values

extension LibraryFunction {
  /// Timestamps and durations. Zones are UTC and offsets from it, since names of zones mean something
  /// else whenever a government says so.
  static let time: [LibraryFunction] =
    [
      LibraryFunction(
        "timestamp",
        arity: 1...1,
        types: [
          "(string) -> google.protobuf.Timestamp", "(int) -> google.protobuf.Timestamp",
          "(google.protobuf.Timestamp) -> google.protobuf.Timestamp",
        ]
      ) { $1.timestamp($0[0]) },
      LibraryFunction(
        "duration",
        arity: 1...1,
        types: [
          "(string) -> google.protobuf.Duration",
          "(google.protobuf.Duration) -> google.protobuf.Duration",
        ]
      ) { $1.duration($0[0]) },
    ] + calendarMembers + clockMembers

  private static let calendarMembers: [LibraryFunction] = [
    ofCalendar("getFullYear") { $0.date.year },
    ofCalendar("getMonth") { $0.date.month - 1 },
    ofCalendar("getDate") { $0.date.day },
    ofCalendar("getDayOfMonth") { $0.date.day - 1 },
    ofCalendar("getDayOfWeek") { $0.dayOfWeek },
    ofCalendar("getDayOfYear") { $0.date.dayOfYear },
  ]

  /// What timestamps show of the clock, and durations have in all.
  private static let clockMembers: [LibraryFunction] = [
    ofClock("getHours", unit: 3_600_000_000_000) { $0.hour },
    ofClock("getMinutes", unit: 60_000_000_000) { $0.minute },
    ofClock("getSeconds", unit: Instant.billion) { $0.second },
    LibraryFunction(
      "getMilliseconds",
      isMember: true,
      arity: 1...2,
      types: zoned + ["(google.protobuf.Duration) -> int"]
    ) { arguments, context in
      if arguments[0].kind == .duration, arguments.count == 1 {
        return .int(arguments[0].asInt / 1_000_000 % 1000)
      }
      return context.read(arguments) { _, instant in Int(instant.nanoseconds / 1_000_000) }
    },
  ]

  private static let zoned = [
    "(google.protobuf.Timestamp) -> int", "(google.protobuf.Timestamp, string) -> int",
  ]

  private static func ofCalendar(
    _ name: String,
    _ part: @escaping @Sendable (CivilTime) -> Int
  ) -> LibraryFunction {
    LibraryFunction(name, isMember: true, arity: 1...2, types: zoned) { arguments, context in
      context.read(arguments) { time, _ in part(time) }
    }
  }

  private static func ofClock(
    _ name: String,
    unit: Int64,
    _ part: @escaping @Sendable (CivilTime) -> Int
  ) -> LibraryFunction {
    LibraryFunction(
      name,
      isMember: true,
      arity: 1...2,
      types: zoned + ["(google.protobuf.Duration) -> int"]
    ) { arguments, context in
      if arguments[0].kind == .duration, arguments.count == 1 {
        return .int(arguments[0].asInt / unit)
      }
      return context.read(arguments) { time, _ in part(time) }
    }
  }
}

// MARK: - Times as values

extension EvaluationContext {
  /// What calendar and clock show at a timestamp, in UTC or in the zone that is the second argument;
  /// nil for other types.
  fileprivate mutating func read(
    _ arguments: [Value],
    _ part: (CivilTime, Instant) -> Int
  ) -> Value? {
    guard arguments[0].kind == .timestamp else { return nil }
    let instant = heap.instant(arguments[0])
    var offset: Int64 = 0
    if arguments.count > 1 {
      guard arguments[1].kind == .string else { return nil }
      let zone = heap.text(arguments[1])
      guard let known = Instant.offset(ofZone: zone) else {
        return error(.invalidArgument, "'\(zone)' is neither 'UTC' nor an offset like '+02:00'")
      }
      offset = known
    }
    return .int(Int64(part(CivilTime(instant, offset: offset), instant)))
  }

  fileprivate mutating func timestamp(_ value: Value) -> Value? {
    switch value.kind {
    case .timestamp: value
    case .int: timestamp(Instant(seconds: value.asInt), "timestamp(\(value.asInt))")
    case .string:
      Instant(heap.text(value)).map { heap.value($0) }
        ?? error(.invalidArgument, "timestamp(\(heap.literal(value)))")
    default: nil
    }
  }

  fileprivate mutating func duration(_ value: Value) -> Value? {
    guard value.kind == .string else { return value.kind == .duration ? value : nil }
    guard let nanoseconds = DurationText.parse(heap.text(value)) else {
      return error(.invalidArgument, "duration(\(heap.literal(value)))")
    }
    return .duration(nanoseconds)
  }

  private mutating func timestamp(_ instant: Instant?, _ origin: String) -> Value {
    instant.map { heap.value($0) } ?? error(.overflow, origin)
  }

  /// `+` and `-` between times; nil for operands that are none.
  mutating func timeArithmetic(
    _ symbol: BinaryOperator,
    _ left: Value,
    _ right: Value
  ) -> Value? {
    let words = "\(heap.literal(left)) \(symbol.symbol) \(heap.literal(right))"
    switch (left.kind, symbol, right.kind) {
    case (.timestamp, .add, .duration):
      return timestamp(heap.instant(left).advanced(by: right.asInt), words)
    case (.duration, .add, .timestamp):
      return timestamp(heap.instant(right).advanced(by: left.asInt), words)
    case (.timestamp, .subtract, .duration):
      guard right.asInt > .min else { return error(.overflow, words) }
      return timestamp(heap.instant(left).advanced(by: -right.asInt), words)
    case (.timestamp, .subtract, .timestamp):
      let duration = heap.instant(left).duration(since: heap.instant(right))
      return duration.map { .duration($0) } ?? error(.overflow, words)
    case (.duration, .add, .duration), (.duration, .subtract, .duration):
      let (sum, overflow) =
        symbol == .add
        ? left.asInt.addingReportingOverflow(right.asInt)
        : left.asInt.subtractingReportingOverflow(right.asInt)
      return overflow ? error(.overflow, words) : .duration(sum)
    default:
      return nil
    }
  }
}

extension Value {
  /// A duration in nanoseconds.
  static func duration(_ nanoseconds: Int64) -> Value {
    Value(kind: .duration, bits: UInt64(bitPattern: nanoseconds))
  }
}

extension ValueHeap {
  mutating func value(_ instant: Instant) -> Value {
    let parts = list([.int(instant.seconds), .int(instant.nanoseconds)])
    return Value(kind: .timestamp, bits: parts.bits)
  }

  func instant(_ value: Value) -> Instant {
    let seconds = element(0, of: value).asInt
    let instant = Instant(seconds: seconds, nanoseconds: element(1, of: value).asInt)
    guard let instant else { preconditionFailure("a timestamp is in the years 1 to 9999") }
    return instant
  }
}
