import Values

/// A compiled expression: an arena of operations and the tables that they point into.
///
/// A class, because everything that evaluates it passes it from hand to hand.
final class Code: Sendable {
  let operations: [Operation]
  /// The place of each operation in the text.
  let ranges: [Range<Int>]
  let operands: [NodeID]
  let comprehensions: [Comprehension]
  let constants: [Constant]
  let patterns: [Pattern]
  let functions: [Function]
  let libraryFunctions: [LibraryFunction]
  let errors: [EvaluationError]
  let root: NodeID
  /// How many slots the variables of the environment take up; those of macros follow.
  let variableCount: Int
  let frameSize: Int
  let environment: Environment

  init(_ compiler: Compiler, root: NodeID) {
    operations = compiler.operations
    ranges = compiler.ranges
    operands = compiler.operands
    comprehensions = compiler.comprehensions
    constants = compiler.constants
    patterns = compiler.patterns
    functions = compiler.functions
    libraryFunctions = compiler.libraryFunctions
    errors = compiler.errors
    self.root = root
    variableCount = compiler.environment.variables.count
    frameSize = compiler.frameSize
    environment = compiler.environment
  }

  /// What `size(x)` measures; nil for what is no such call.
  func operand(ofSize node: NodeID) -> NodeID? {
    guard case .builtin(.size, let run) = operations[node.index] else { return nil }
    return operands[run.range.lowerBound]
  }

  /// The run of constants, in a heap.
  func constants(in heap: inout ValueHeap) -> [Value] {
    var run: [Value] = []
    run.reserveCapacity(constants.count)
    for constant in constants { run.append(constant.value(in: &heap, after: run)) }
    return run
  }
}
