/// Reads types and overloads as declarations write them: `map(string, list(A))`,
/// `(net.CIDR, string) -> bool`, `(dyn...) -> dyn`.
struct TypeNotation {
  private var rest: Substring

  /// Nil for what is no type.
  static func type(_ text: String) -> StaticType? {
    var notation = TypeNotation(rest: text[...])
    guard let type = notation.type(), notation.rest.isEmpty else { return nil }
    return type
  }

  /// The declared overloads; what cannot be read is a fault of ours or the host's.
  static func overloads(_ declared: [String]) -> [Overload] {
    declared.map { text in
      var notation = TypeNotation(rest: text[...])
      guard let overload = notation.overload(), notation.rest.isEmpty else {
        preconditionFailure("'\(text)' declares an overload")
      }
      return overload
    }
  }

  private mutating func overload() -> Overload? {
    guard take("("), let (parameters, isVariadic) = arguments(), take("->"), let result = type()
    else { return nil }
    return Overload(parameters: parameters, isVariadic: isVariadic, result: result)
  }

  private mutating func type() -> StaticType? {
    skipSpace()
    var name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" || $0 == ":" }
    if name.hasSuffix("...") { name = name.dropLast(3) }
    rest = rest.dropFirst(name.count)
    guard !name.isEmpty else { return nil }
    if name == "dyn" { return .dyn }
    if name.count == 1, name.first?.isUppercase == true { return .parameter(String(name)) }
    guard take("(") else { return .named(String(name), []) }
    return arguments().map { .named(String(name), $0.types) }
  }

  /// Types between commas up to the closing parenthesis.
  private mutating func arguments() -> (types: [StaticType], isVariadic: Bool)? {
    var types: [StaticType] = []
    if take(")") { return (types, false) }
    while let type = type() {
      types.append(type)
      if rest.hasPrefix("...") {
        rest = rest.dropFirst(3)
        return take(")") ? (types, true) : nil
      }
      if take(")") { return (types, false) }
      guard take(",") else { return nil }
    }
    return nil
  }

  private mutating func take(_ sign: String) -> Bool {
    skipSpace()
    guard rest.hasPrefix(sign) else { return false }
    rest = rest.dropFirst(sign.count)
    return true
  }

  private mutating func skipSpace() {
    rest = rest.drop { $0 == " " }
  }
}
