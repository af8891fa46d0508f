/// The overloads of operators and of what has a syntax of its own.
enum OperatorTypes {
  static func overloads(of symbol: BinaryOperator) -> [String] {
    switch symbol {
    case .equal, .notEqual: ["(A, A) -> bool"]
    case .less, .lessOrEqual, .greater, .greaterOrEqual: comparisons
    case .in: ["(A, list(A)) -> bool", "(A, map(A, B)) -> bool"]
    case .add: numeric + ["(string, string) -> string", "(bytes, bytes) -> bytes"] + sums
    case .subtract: numeric + differences
    case .multiply, .divide: numeric
    case .modulo: ["(int, int) -> int", "(uint, uint) -> uint"]
    }
  }

  static let negations = ["(int) -> int", "(double) -> double"]
  static let conditionals = ["(bool, A, A) -> A"]
  static let indices = [
    "(list(A), int) -> A", "(map(A, B), A) -> B",
    "(optional_type(list(A)), int) -> optional_type(A)",
    "(optional_type(map(A, B)), A) -> optional_type(B)",
  ]
  static let optionalIndices = [
    "(list(A), int) -> optional_type(A)", "(map(A, B), A) -> optional_type(B)",
    "(optional_type(list(A)), int) -> optional_type(A)",
    "(optional_type(map(A, B)), A) -> optional_type(B)",
  ]

  private static let numeric = [
    "(int, int) -> int", "(uint, uint) -> uint", "(double, double) -> double",
  ]

  private static let numbers = ["int", "uint", "double"]

  /// Numbers of different types compare.
  private static let comparisons =
    [
      "bool", "string", "bytes", "google.protobuf.Duration", "google.protobuf.Timestamp",
    ].map { "(\($0), \($0)) -> bool" }
    + numbers.flatMap { left in numbers.map { "(\(left), \($0)) -> bool" } }

  private static let sums = [
    "(list(A), list(A)) -> list(A)",
    "(google.protobuf.Timestamp, google.protobuf.Duration) -> google.protobuf.Timestamp",
    "(google.protobuf.Duration, google.protobuf.Timestamp) -> google.protobuf.Timestamp",
    "(google.protobuf.Duration, google.protobuf.Duration) -> google.protobuf.Duration",
  ]

  private static let differences = [
    "(google.protobuf.Timestamp, google.protobuf.Timestamp) -> google.protobuf.Duration",
    "(google.protobuf.Timestamp, google.protobuf.Duration) -> google.protobuf.Timestamp",
    "(google.protobuf.Duration, google.protobuf.Duration) -> google.protobuf.Duration",
  ]
}
