import Values

/// A compiled expression: an arena of operations and the tables that they point into.
///
/// A class, because a heap finds the constants of a program by its identity.
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

  /// The position in the heap of the run of constants.
  func constants(in heap: inout ValueHeap) -> Int {
    heap.pinned(for: self) { heap in
      var run: [Value] = []
      run.reserveCapacity(constants.count)
      for constant in constants { run.append(constant.value(in: &heap, after: run)) }
      return run
    }
  }
}
