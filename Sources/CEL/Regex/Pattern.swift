/// A regular expression, compiled for simulation: all ways through it are followed at once
/// (Thompson, "Regular expression search algorithm", 1968).
struct Pattern: Sendable {
  enum Instruction: BitwiseCopyable {
    case scalar(UInt32)
    /// An index of `sets`.
    case set(Int32)
    case split(Int32, Int32)
    case assertion(PatternNode.Assertion, then: Int32)
    case match
  }

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [ScalarSet] = []
  /// Where matching begins.
  private(set) var start: Int32 = 0

  private static let maximumSize = 20_000

  init(_ utf8: some Collection<UInt8>) throws(PatternError) {
    let node = try PatternParser.parse(utf8)
    let match = try add(.match)
    start = try compile(node, then: match)
  }

  private mutating func add(_ instruction: Instruction) throws(PatternError) -> Int32 {
    guard instructions.count < Self.maximumSize else {
      throw PatternError("this regular expression is too large")
    }
    instructions.append(instruction)
    return Int32(instructions.count - 1)
  }

  /// Compiles backwards: every instruction but a scalar knows where to go on; a scalar is followed by
  /// a jump, which `split` with two equal ways is.
  private mutating func compile(
    _ node: PatternNode,
    then next: Int32
  ) throws(PatternError) -> Int32 {
    switch node {
    case .empty: return next
    case .scalar(let scalar): return try consume(.scalar(scalar), then: next)
    case .set(let set):
      sets.append(set)
      return try consume(.set(Int32(sets.count - 1)), then: next)
    case .assertion(let assertion): return try add(.assertion(assertion, then: next))
    case .sequence(let nodes):
      var next = next
      for node in nodes.reversed() { next = try compile(node, then: next) }
      return next
    case .alternatives(let nodes):
      var starts: [Int32] = []
      for node in nodes { starts.append(try compile(node, then: next)) }
      var result = starts[starts.count - 1]
      for start in starts.dropLast().reversed() { result = try add(.split(start, result)) }
      return result
    case .repetition(let node, let least, let most):
      return try repetition(node, least, most, then: next)
    }
  }

  /// A consuming instruction goes on with the one behind it.
  private mutating func consume(
    _ instruction: Instruction,
    then next: Int32
  ) throws(PatternError) -> Int32 {
    let position = try add(instruction)
    _ = try add(.split(next, next))
    return position
  }

  private mutating func repetition(
    _ node: PatternNode,
    _ least: Int,
    _ most: Int?,
    then next: Int32
  ) throws(PatternError) -> Int32 {
    var next = next
    if let most {
      for _ in least..<most {
        let end = next
        next = try add(.split(try compile(node, then: end), end))
      }
    } else {
      let loop = try add(.split(next, next))
      instructions[Int(loop)] = .split(try compile(node, then: loop), next)
      next = loop
    }
    for _ in 0..<least { next = try compile(node, then: next) }
    return next
  }
}
