import Values

extension LibraryFunction {
  /// The `math` extension.
  static let mathematics: [LibraryFunction] = extremes + rounding + signs + bits

  private static let extremes = [
    extreme("math.greatest") { $0 > 0 },
    extreme("math.least") { $0 < 0 },
  ]

  /// The number of several, or of the elements of a list, to which the others compare the right way.
  private static func extreme(
    _ name: String,
    _ isBetter: @escaping @Sendable (Int) -> Bool
  ) -> LibraryFunction {
    let types = ["(dyn...) -> dyn"]
    return LibraryFunction(name, arity: 1...32, types: types) { arguments, context in
      var numbers = arguments
      if arguments.count == 1, arguments[0].kind == .list {
        let elements = context.elements(of: arguments[0])
        if let doubt = context.doubt(about: elements) { return doubt }
        numbers = (0..<elements.count).map {
          context.operand(elements.value($0, in: context.heap))
        }
        guard !numbers.isEmpty else {
          return context.error(.invalidArgument, "\(name) of an empty list")
        }
      }
      let failures = numbers.compactMap { context.failure($0) }
      if let failure = failures.first(where: { $0.kind == .unknown }) ?? failures.first {
        return failure
      }
      var best = numbers[0]
      for number in numbers {
        guard let candidate = Number(number), let current = Number(best) else { return nil }
        if Number.compare(candidate, current).map(isBetter) ?? false { best = number }
      }
      return best
    }
  }

  private static let rounding = [
    ofDouble("math.ceil", result: "double") { .double($0.rounded(.up)) },
    ofDouble("math.floor", result: "double") { .double($0.rounded(.down)) },
    ofDouble("math.round", result: "double") { .double($0.rounded(.toNearestOrAwayFromZero)) },
    ofDouble("math.trunc", result: "double") { .double($0.rounded(.towardZero)) },
    ofDouble("math.isNaN", result: "bool") { .bool($0.isNaN) },
    ofDouble("math.isInf", result: "bool") { .bool($0.isInfinite) },
    ofDouble("math.isFinite", result: "bool") { .bool($0.isFinite) },
    LibraryFunction(
      "math.sqrt",
      arity: 1...1,
      types: ["(double) -> double", "(int) -> double", "(uint) -> double"]
    ) { arguments, _ in
      switch Number(arguments[0]) {
      case .int(let number): .double(Double(number).squareRoot())
      case .uint(let number): .double(Double(number).squareRoot())
      case .double(let number): .double(number.squareRoot())
      case nil: nil
      }
    },
  ]

  private static func ofDouble(
    _ name: String,
    result: String,
    _ answer: @escaping @Sendable (Double) -> Value
  ) -> LibraryFunction {
    LibraryFunction(name, arity: 1...1, types: ["(double) -> \(result)"]) { arguments, _ in
      arguments[0].kind == .double ? answer(arguments[0].asDouble) : nil
    }
  }

  private static let numeric = ["(int) -> int", "(uint) -> uint", "(double) -> double"]

  private static let signs = [
    LibraryFunction("math.abs", arity: 1...1, types: numeric) { arguments, context in
      switch Number(arguments[0]) {
      case .int(.min): context.error(.overflow, "math.abs(\(Int64.min))")
      case .int(let number): .int(abs(number))
      case .uint(let number): .uint(number)
      case .double(let number): .double(number.magnitude)
      case nil: nil
      }
    },
    LibraryFunction("math.sign", arity: 1...1, types: numeric) { arguments, _ in
      switch Number(arguments[0]) {
      case .int(let number): .int(number.signum())
      case .uint(let number): .uint(min(number, 1))
      case .double(let number): .double(number > 0 ? 1 : number < 0 ? -1 : number)
      case nil: nil
      }
    },
  ]

  private static let bits = [
    bitwise("math.bitAnd") { $0 & $1 },
    bitwise("math.bitOr") { $0 | $1 },
    bitwise("math.bitXor") { $0 ^ $1 },
    LibraryFunction(
      "math.bitNot",
      arity: 1...1,
      types: ["(int) -> int", "(uint) -> uint"]
    ) { arguments, _ in
      let number = arguments[0]
      return number.kind == .int || number.kind == .uint
        ? Value(kind: number.kind, bits: ~number.bits) : nil
    },
    // Bits are shifted, whatever the sign: what comes in is zeros.
    shift("math.bitShiftLeft") { $0 << $1 },
    shift("math.bitShiftRight") { $0 >> $1 },
  ]

  private static func bitwise(
    _ name: String,
    _ operation: @escaping @Sendable (UInt64, UInt64) -> UInt64
  ) -> LibraryFunction {
    LibraryFunction(name, arity: 2...2, types: ["(int, int) -> int", "(uint, uint) -> uint"]) {
      arguments,
      _ in
      let (left, right) = (arguments[0], arguments[1])
      guard left.kind == right.kind, left.kind == .int || left.kind == .uint else { return nil }
      return Value(kind: left.kind, bits: operation(left.bits, right.bits))
    }
  }

  private static func shift(
    _ name: String,
    _ operation: @escaping @Sendable (UInt64, Int64) -> UInt64
  ) -> LibraryFunction {
    LibraryFunction(name, arity: 2...2, types: ["(int, int) -> int", "(uint, int) -> uint"]) {
      arguments,
      context in
      let (number, offset) = (arguments[0], arguments[1])
      guard number.kind == .int || number.kind == .uint, offset.kind == .int else { return nil }
      guard offset.asInt >= 0 else {
        return context.error(.invalidArgument, "\(name) by \(offset.asInt)")
      }
      return Value(kind: number.kind, bits: operation(number.bits, offset.asInt))
    }
  }
}
