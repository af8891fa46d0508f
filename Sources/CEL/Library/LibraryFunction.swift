import Values

/// A function of one of the language's extensions, which only a few expressions call.
///
/// It is called with values that are known: errors, unknowns and open choices among the arguments are
/// its result, and a text that is not known in full is why it is unknown. Elements of lists can be
/// anything.
struct LibraryFunction: Sendable {
  let name: String
  /// `x.name(…)`; the receiver is the first argument.
  let isMember: Bool
  /// How many arguments there are, the receiver included.
  let arity: ClosedRange<Int>
  /// The types of arguments and result of each overload: `(net.CIDR, string) -> bool`.
  let types: [String]
  /// Gives nil for arguments that no overload takes.
  let call: @Sendable (_ arguments: [Value], _ context: inout EvaluationContext) -> Value?

  init(
    _ name: String,
    isMember: Bool = false,
    arity: ClosedRange<Int>,
    types: [String],
    call: @escaping @Sendable ([Value], inout EvaluationContext) -> Value?
  ) {
    self.name = name
    self.isMember = isMember
    self.arity = arity
    self.types = types
    self.call = call
  }

  /// All of them by name; most programs call none, so that the table is made for those which do.
  static let all: [String: [LibraryFunction]] = Dictionary(
    grouping: network + time + mathematics + formats + encodings,
    by: \.name
  )

  /// The functions that a call may mean. What stands before a dot is mostly a variable, for which the
  /// table is not made.
  static func named(_ name: String, isMember: Bool) -> [LibraryFunction] {
    if let dot = name.firstIndex(of: "."), !namespaces.contains(String(name[..<dot])) { return [] }
    return (all[name] ?? []).filter { $0.isMember == isMember }
  }

  private static let namespaces = ["base64", "ip", "math", "strings"]
}

extension EvaluationContext {
  /// Calls a function; neither unknowns nor errors nor choices are among the arguments.
  mutating func call(_ function: LibraryFunction, _ arguments: [Value]) -> Value {
    var known: [Value] = []
    for argument in arguments {
      guard argument.kind == .template || argument.kind == .reference else {
        known.append(argument)
        continue
      }
      guard let utf8 = partialText(argument).whole else { return gap(in: argument) }
      known.append(heap.string(utf8: utf8))
    }
    if let result = function.call(known, &self) { return result }
    let types = arguments.map(\.kind.typeName).joined(separator: ", ")
    return error(.noSuchOverload, "\(function.name)(\(types))")
  }
}
