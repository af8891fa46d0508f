import CEL
package import Values

/// That an atom of an expression was true, or was false, at some point of a run.
package struct AtomTruth: Hashable, Sendable {
  /// The number of the atom.
  package let atom: Int
  package let isTrue: Bool
}

extension AtomTruth {
  /// The name of the function that notes what an atom is; nothing in a policy is called so.
  package static let function = "lintel_atom"

  private static let key = "AtomTruth"

  /// What was noted in a context.
  package static func noted(in context: borrowing EvaluationContext) -> Set<AtomTruth> {
    context.memo[key] as? Set<AtomTruth> ?? []
  }

  /// `lintel_atom(number, value)`: the value, whatever it is; if it is true or false, that is noted.
  static let observer = Function(name: function, arity: 2...2, isStrict: false) {
    arguments,
    context in
    let value = context.resolve(arguments[1])
    if value.kind == .bool {
      var noted = Self.noted(in: context)
      noted.insert(AtomTruth(atom: Int(arguments[0].asInt), isTrue: value.isTrue))
      context.memo[key] = noted
    }
    return arguments[1]
  }
}
