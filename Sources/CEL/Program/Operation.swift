/// One step of an evaluation: what a node of an expression does once all names are looked up.
enum Operation: BitwiseCopyable {
  /// A literal, also a list or map of literals; the index in the run of constants.
  case constant(Int32)
  /// A slot of the frame.
  case variable(Int32)
  /// A name that nothing declares: an index of `Code.errors`.
  case undeclared(Int32)
  /// Fields are constants: strings.
  case select(NodeID, field: Int32)
  case selectOptional(NodeID, field: Int32)
  case has(NodeID, field: Int32)
  case index(NodeID, NodeID)
  case indexOptional(NodeID, NodeID)
  case and(Run)
  case or(Run)
  case not(NodeID)
  case negate(NodeID)
  case binary(BinaryOperator, NodeID, NodeID)
  case conditional(NodeID, then: NodeID, else: NodeID)
  case list(Run)
  /// Keys and values by turns.
  case map(Run)
  /// An element or a value of an entry that is an optional; it is left out if it is none.
  case spread(NodeID)
  /// A function of the host: an index of `Code.functions`.
  case call(Int32, Run)
  case builtin(Builtin, Run)
  case textFunction(TextFunction, Run)
  /// A function of an extension: an index of `Code.libraryFunctions`.
  case library(Int32, Run)
  /// `matches` with a literal pattern: an index of `Code.patterns`.
  case matches(NodeID, pattern: Int32)
  /// An index of `Code.comprehensions`.
  case comprehension(Int32)
  case bind(slot: Int32, NodeID, in: NodeID)
  case mapOptional(NodeID, slot: Int32, NodeID)
  case flatMapOptional(NodeID, slot: Int32, NodeID)
}
