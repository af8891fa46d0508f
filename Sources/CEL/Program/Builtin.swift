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
    /// The types of arguments and result of each overload.
    let types: [String]

    init(
      _ name: String,
      isMember: Bool = false,
      _ count: Int,
      _ builtin: Builtin,
      types: [String]
    ) {
      self.name = name
      self.isMember = isMember
      self.count = count
      self.builtin = builtin
      self.types = types
    }
  }

  static let signatures: [Signature] = [
    Signature(
      "size",
      1,
      .size,
      types: ["(string) -> int", "(bytes) -> int", "(list(A)) -> int", "(map(A, B)) -> int"]
    ),
    Signature(
      "size",
      isMember: true,
      1,
      .size,
      types: ["(string) -> int", "(bytes) -> int", "(list(A)) -> int", "(map(A, B)) -> int"]
    ),
    Signature("startsWith", isMember: true, 2, .startsWith, types: ["(string, string) -> bool"]),
    Signature("endsWith", isMember: true, 2, .endsWith, types: ["(string, string) -> bool"]),
    Signature("contains", isMember: true, 2, .contains, types: ["(string, string) -> bool"]),
    Signature("matches", 2, .matches, types: ["(string, string) -> bool"]),
    Signature("matches", isMember: true, 2, .matches, types: ["(string, string) -> bool"]),
    Signature(
      "int",
      1,
      .int,
      types: [
        "(int) -> int", "(uint) -> int", "(double) -> int", "(string) -> int",
        "(google.protobuf.Timestamp) -> int",
      ]
    ),
    Signature(
      "uint",
      1,
      .uint,
      types: ["(int) -> uint", "(uint) -> uint", "(double) -> uint", "(string) -> uint"]
    ),
    Signature(
      "double",
      1,
      .double,
      types: ["(int) -> double", "(uint) -> double", "(double) -> double", "(string) -> double"]
    ),
    Signature(
      "string",
      1,
      .string,
      types: [
        "(bool) -> string", "(int) -> string", "(uint) -> string", "(double) -> string",
        "(string) -> string", "(bytes) -> string", "(google.protobuf.Timestamp) -> string",
        "(google.protobuf.Duration) -> string", "(net.IP) -> string", "(net.CIDR) -> string",
      ]
    ),
    Signature("bytes", 1, .bytes, types: ["(string) -> bytes", "(bytes) -> bytes"]),
    Signature("bool", 1, .bool, types: ["(bool) -> bool", "(string) -> bool"]),
    Signature("type", 1, .type, types: ["(A) -> type(A)"]),
    Signature("optional.of", 1, .optionalOf, types: ["(A) -> optional_type(A)"]),
    Signature("optional.none", 0, .optionalNone, types: ["() -> optional_type(A)"]),
    Signature(
      "optional.ofNonZeroValue",
      1,
      .optionalOfNonZeroValue,
      types: ["(A) -> optional_type(A)"]
    ),
    Signature(
      "optional.unwrap",
      1,
      .optionalUnwrap,
      types: ["(list(optional_type(A))) -> list(A)"]
    ),
    Signature(
      "unwrapOpt",
      isMember: true,
      1,
      .optionalUnwrap,
      types: ["(list(optional_type(A))) -> list(A)"]
    ),
    Signature("hasValue", isMember: true, 1, .hasValue, types: ["(optional_type(A)) -> bool"]),
    Signature("value", isMember: true, 1, .value, types: ["(optional_type(A)) -> A"]),
    Signature(
      "or",
      isMember: true,
      2,
      .or,
      types: ["(optional_type(A), optional_type(A)) -> optional_type(A)"]
    ),
    Signature("orValue", isMember: true, 2, .orValue, types: ["(optional_type(A), A) -> A"]),
    Signature("first", isMember: true, 1, .first, types: ["(list(A)) -> optional_type(A)"]),
    Signature("last", isMember: true, 1, .last, types: ["(list(A)) -> optional_type(A)"]),
  ]
}
