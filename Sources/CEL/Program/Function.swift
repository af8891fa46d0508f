package import Values

/// A function that the host adds to the language.
///
/// Functions are pure: the same arguments in the same world give the same result.
package struct Function: Sendable {
  /// `iam.statements` for a function in a namespace, `referrers` for a member.
  package let name: String
  /// Called as `receiver.name(…)`; the receiver is `arguments[0]`.
  package let isMember: Bool
  /// How many arguments there are, the receiver included.
  package let arity: ClosedRange<Int>
  /// Errors and unknowns in arguments are the result without a call, and choices are resolved before
  /// it; templates and references reach the function either way.
  package let isStrict: Bool
  /// The types of arguments and result of each overload, the receiver first: `(resource, string) ->
  /// list(resource)`. Empty where they are not declared: nothing is checked then.
  package let types: [String]
  package let call: Call

  package typealias Call =
    @Sendable (_ arguments: [Value], _ context: inout EvaluationContext) -> Value

  package init(
    name: String,
    isMember: Bool = false,
    arity: ClosedRange<Int>,
    isStrict: Bool = true,
    types: [String] = [],
    call: @escaping Call
  ) {
    self.name = name
    self.isMember = isMember
    self.arity = arity
    self.isStrict = isStrict
    self.types = types
    self.call = call
  }
}
