import Values

extension Value {
  static func type(_ kind: Kind) -> Value {
    Value(kind: .type, bits: UInt64(kind.rawValue))
  }

  /// Strings, known or not in full.
  var isText: Bool { kind == .string || kind == .template || kind == .reference }

  /// Also a text of which nothing is known but that it is no wildcard.
  var isTextual: Bool { isText || isIdentifier }

  var isNumber: Bool { kind == .int || kind == .uint || kind == .double }

  /// Numbers, bools and strings can be keys of a map literal; doubles cannot.
  var isKey: Bool { kind == .int || kind == .uint || kind == .bool || kind == .string }

  /// Whether two keys that are not strings are the same.
  func isSameKey(as other: Value) -> Bool {
    if isNumber, other.isNumber { return Number(self) == Number(other) }
    return kind == .bool && other.kind == .bool && bits == other.bits
  }
}

extension Value.Kind {
  /// A type that an expression can name.
  init?(typeName: String) {
    switch typeName {
    case "bool": self = .bool
    case "int": self = .int
    case "uint": self = .uint
    case "double": self = .double
    case "string": self = .string
    case "bytes": self = .bytes
    case "list": self = .list
    case "map": self = .map
    case "null_type": self = .null
    case "type": self = .type
    case "optional_type": self = .optional
    default: return nil
    }
  }

  /// The last parts of the names that have dots.
  static let qualifiedNames = ["IP", "CIDR", "Duration", "Timestamp"]

  /// A type whose name has dots.
  init?(qualifiedTypeName name: String) {
    switch name {
    case "net.IP": self = .ip
    case "net.CIDR": self = .cidr
    case "google.protobuf.Duration": self = .duration
    case "google.protobuf.Timestamp": self = .timestamp
    default: return nil
    }
  }

  /// The name of the type in the language.
  var typeName: String {
    switch self {
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string, .template, .reference: "string"
    case .bytes: "bytes"
    case .list: "list"
    case .map: "map"
    case .type: "type"
    case .optional: "optional_type"
    case .duration: "google.protobuf.Duration"
    case .timestamp: "google.protobuf.Timestamp"
    case .ip: "net.IP"
    case .cidr: "net.CIDR"
    case .resource: "resource"
    case .error: "error"
    case .unknown, .choice: "unknown"
    }
  }

  /// What `type()` gives: the abstract kinds of strings are strings.
  var reported: Value.Kind {
    self == .template || self == .reference ? .string : self
  }
}
