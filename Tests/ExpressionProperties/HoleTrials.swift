import CEL
import Values

/// Expressions of the conformance suite in which a literal has become a variable: what they come to
/// while its value is open leaves room for what they come to with each value that it may have.
enum HoleTrials {
  static func trial(_ seed: UInt64, _ suite: ConformanceSuite) -> Trial {
    var trial = Trial()
    var random = SeededGenerator(seed: seed)
    let test = random.pick(suite.cases)
    guard test.tier != nil, let (expression, literal) = hollowed(test.expr, &random) else {
      return trial
    }
    let environment = Environment(
      variables: test.environment.variables + ["hole"],
      functions: test.environment.functions,
      vocabulary: Stage.vocabulary,
      container: test.container
    )
    guard let program = try? Program(compiling: expression, in: environment) else { return trial }
    let values = completions(of: literal)
    var (stage, variable) = (Stage(), Value.null)
    switch random.next() % 3 {
    case 0: variable = stage.place(.unknown("hole"), at: "hole")
    case 1:
      let gap: Document = .template([.text("a"), .unknown("gap")])
      guard case .text = literal else { return trial }
      variable = stage.place(gap, at: "hole")
    default:
      (stage, variable) = choice(of: values)
    }
    let evaluator = random.pick(Program.Evaluator.allCases)
    let isTemplate = variable.kind == .template
    let given = test.values(in: &stage.context.heap)
    let open = program.evaluate(given + [variable], in: &stage.context, by: evaluator)
    trial.isTelling = open.kind != .unknown && open.kind != .error
    for value in isTemplate ? ["a", "ab", "a/b"] : values {
      let filled = stage.place(value, at: "hole")
      let closed = program.evaluate(given + [filled], in: &stage.context, by: evaluator)
      let heap = stage.context.heap
      guard !Coverage(heap: heap).covers(open, closed) else { continue }
      trial.violations.append(
        """
        \(expression) with hole \(heap.literal(variable)) is \(heap.literal(open)), \
        but \(heap.literal(closed)) with \(value)
        """
      )
    }
    return trial
  }

  /// A parameter with allowed values.
  private static func choice(of values: [Document]) -> (Stage, Value) {
    var worlds = WorldModel()
    let variable = worlds.add(
      WorldVariable(
        kind: .parameter,
        name: "hole",
        cases: values.indices.map(String.init),
        origin: .none
      )
    )
    let cases = values.enumerated().map { index, value in
      (guard: worlds.add(.oneOf(variable: variable, cases: 1 << UInt64(index))), value: value)
    }
    var stage = Stage(worlds)
    let value = stage.place(.choice(cases.map { ($0.guard, $0.value) }), at: "hole")
    return (stage, value)
  }

  /// The literal itself, and others of its type.
  private static func completions(of literal: Document) -> [Document] {
    switch literal {
    case .text(let text): [literal, "", "a", .text(text + "x")]
    case .int(let number): [literal, 0, 1, .int(number &+ 1)]
    default: [literal]
    }
  }

  /// The expression with a variable in the place of one of its plain literals.
  private static func hollowed(
    _ text: String,
    _ random: inout SeededGenerator
  ) -> (expression: String, literal: Document)? {
    let bytes = Array(text.utf8)
    let literals = literals(of: bytes)
    guard !literals.isEmpty else { return nil }
    let (range, literal) = random.pick(literals)
    let hollowed = bytes[..<range.lowerBound] + Array("hole".utf8) + bytes[range.upperBound...]
    return (String(decoding: hollowed, as: UTF8.self), literal)
  }

  /// Texts without escapes and prefixes, and decimal integers that stand alone.
  private static func literals(of bytes: [UInt8]) -> [(range: Range<Int>, literal: Document)] {
    var found: [(range: Range<Int>, literal: Document)] = []
    var index = 0
    while index < bytes.count {
      let start = index
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        while index < bytes.count, bytes[index] != byte { index += 1 }
        let content = bytes[min(start + 1, index)..<index]
        index = min(index + 1, bytes.count)
        let isPlain = !content.contains(UInt8(ascii: "\\")) && !isWord(before: start, bytes)
        // Three quotes begin a literal of another form.
        let isTripled = content.isEmpty && index < bytes.count && bytes[index] == byte
        if isPlain, !isTripled {
          found.append((start..<index, .text(String(decoding: content, as: UTF8.self))))
        }
        if isTripled { return found }
      } else if isDigit(byte), !isWord(before: start, bytes) {
        while index < bytes.count, isDigit(bytes[index]) { index += 1 }
        let isWhole = index == bytes.count || !isWordByte(bytes[index])
        let digits = String(decoding: bytes[start..<index], as: UTF8.self)
        if isWhole, let number = Int64(digits) { found.append((start..<index, .int(number))) }
        while index < bytes.count, isWordByte(bytes[index]) { index += 1 }
      }
    }
    return found
  }

  private static func isWord(before index: Int, _ bytes: [UInt8]) -> Bool {
    index > 0 && isWordByte(bytes[index - 1])
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }
}
