/// The functions of the language itself.
enum Builtin: UInt8, BitwiseCopyable {
  case size, startsWith, endsWith, contains, matches
  case int, uint, double, string, bytes, bool, type
  case optionalOf, optionalNone, optionalOfNonZeroValue, optionalUnwrap
  case hasValue, value, or, orValue
  case first, last

  /// A way to call a built-in function.
  struct Signature {
    let name: String
    /// `x.name(…)`; the count includes the receiver.
    let isMember: Bool
    let count: Int
    let builtin: Builtin
  }

  static let signatures: [Signature] = [
    Signature(name: "size", isMember: false, count: 1, builtin: .size),
    Signature(name: "size", isMember: true, count: 1, builtin: .size),
    Signature(name: "startsWith", isMember: true, count: 2, builtin: .startsWith),
    Signature(name: "endsWith", isMember: true, count: 2, builtin: .endsWith),
    Signature(name: "contains", isMember: true, count: 2, builtin: .contains),
    Signature(name: "matches", isMember: false, count: 2, builtin: .matches),
    Signature(name: "matches", isMember: true, count: 2, builtin: .matches),
    Signature(name: "int", isMember: false, count: 1, builtin: .int),
    Signature(name: "uint", isMember: false, count: 1, builtin: .uint),
    Signature(name: "double", isMember: false, count: 1, builtin: .double),
    Signature(name: "string", isMember: false, count: 1, builtin: .string),
    Signature(name: "bytes", isMember: false, count: 1, builtin: .bytes),
    Signature(name: "bool", isMember: false, count: 1, builtin: .bool),
    Signature(name: "type", isMember: false, count: 1, builtin: .type),
    Signature(name: "optional.of", isMember: false, count: 1, builtin: .optionalOf),
    Signature(name: "optional.none", isMember: false, count: 0, builtin: .optionalNone),
    Signature(
      name: "optional.ofNonZeroValue",
      isMember: false,
      count: 1,
      builtin: .optionalOfNonZeroValue
    ),
    Signature(name: "optional.unwrap", isMember: false, count: 1, builtin: .optionalUnwrap),
    Signature(name: "unwrapOpt", isMember: true, count: 1, builtin: .optionalUnwrap),
    Signature(name: "hasValue", isMember: true, count: 1, builtin: .hasValue),
    Signature(name: "value", isMember: true, count: 1, builtin: .value),
    Signature(name: "or", isMember: true, count: 2, builtin: .or),
    Signature(name: "orValue", isMember: true, count: 2, builtin: .orValue),
    Signature(name: "first", isMember: true, count: 1, builtin: .first),
    Signature(name: "last", isMember: true, count: 1, builtin: .last),
  ]
}
