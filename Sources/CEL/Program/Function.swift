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
  /// What is wrong with a literal argument, so that an expression with it is an error; nil if nothing
  /// is.
  package let refusal: Refusal?
  package let call: Call

  /// - Parameters:
  ///   - argument: Its index, the receiver's being 0.
  ///   - text: The text of the literal.
  package typealias Refusal =
    @Sendable (_ argument: Int, _ text: String) -> (fact: String, help: String?)?

  package typealias Call =
    @Sendable (_ arguments: [Value], _ context: inout EvaluationContext) -> Value

  package init(
    name: String,
    isMember: Bool = false,
    arity: ClosedRange<Int>,
    isStrict: Bool = true,
    types: [String] = [],
    refusal: Refusal? = nil,
    call: @escaping Call
  ) {
    self.name = name
    self.isMember = isMember
    self.arity = arity
    self.isStrict = isStrict
    self.types = types
    self.refusal = refusal
    self.call = call
  }
}
