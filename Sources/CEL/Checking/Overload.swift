/// One of the ways to call a function: the types of its arguments, the receiver first, and of its
/// result.
struct Overload: Hashable {
  let parameters: [StaticType]
  /// The last parameter may be repeated.
  let isVariadic: Bool
  let result: StaticType

  /// The types of the parameters where there are so many arguments; nil if it does not take as many.
  func parameters(for count: Int) -> [StaticType]? {
    if count == parameters.count { return parameters }
    guard isVariadic, let last = parameters.last, count > parameters.count else { return nil }
    return parameters + Array(repeating: last, count: count - parameters.count)
  }
}
