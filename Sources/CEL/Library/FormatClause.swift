/// A clause of `format`'s template: `%s`, `%.3f`, or the text between clauses.
enum FormatClause: Equatable {
  enum Base: Equatable { case binary, octal, decimal, hexadecimal, upperHexadecimal }

  case text([UInt8])
  case string
  case integer(Base)
  case fixed(precision: Int)
  case scientific(precision: Int)

  /// Why a template cannot be read.
  struct ParseError: Error {
    let message: String
  }

  private static let precisionLimit = 1000

  static func parse(_ template: ArraySlice<UInt8>) throws(ParseError) -> [FormatClause] {
    var clauses: [FormatClause] = []
    var text: [UInt8] = []
    var rest = template
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        text.append(byte)
        continue
      }
      if rest.first == UInt8(ascii: "%") {
        rest.removeFirst()
        text.append(byte)
        continue
      }
      if !text.isEmpty { clauses.append(.text(text)) }
      text = []
      clauses.append(try clause(&rest))
    }
    return text.isEmpty ? clauses : clauses + [.text(text)]
  }

  private static func clause(_ rest: inout ArraySlice<UInt8>) throws(ParseError) -> FormatClause {
    let precision = try precision(&rest)
    guard let letter = rest.popFirst() else {
      throw ParseError(message: "the template ends in the middle of a clause")
    }
    switch letter {
    case UInt8(ascii: "s"): return .string
    case UInt8(ascii: "d"): return .integer(.decimal)
    case UInt8(ascii: "b"): return .integer(.binary)
    case UInt8(ascii: "o"): return .integer(.octal)
    case UInt8(ascii: "x"): return .integer(.hexadecimal)
    case UInt8(ascii: "X"): return .integer(.upperHexadecimal)
    case UInt8(ascii: "f"): return .fixed(precision: precision ?? 6)
    case UInt8(ascii: "e"): return .scientific(precision: precision ?? 6)
    default:
      let name = String(decoding: [letter] + rest.prefix { $0 & 0xC0 == 0x80 }, as: UTF8.self)
      throw ParseError(message: "there is no clause '%\(name)'")
    }
  }

  private static func precision(_ rest: inout ArraySlice<UInt8>) throws(ParseError) -> Int? {
    guard rest.first == UInt8(ascii: ".") else { return nil }
    rest.removeFirst()
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(digits.count)
    guard let precision = Int(String(decoding: digits, as: UTF8.self)),
      precision <= precisionLimit
    else {
      throw ParseError(message: "a precision is a number up to \(precisionLimit)")
    }
    return precision
  }

  /// What the clause can be used on, for messages.
  var takes: String {
    switch self {
    case .text, .string: "anything that has a text"
    case .integer(.binary): "integers and bools"
    case .integer(.hexadecimal), .integer(.upperHexadecimal): "integers, strings and bytes"
    case .integer(.decimal), .integer(.octal): "integers"
    case .fixed, .scientific: "numbers"
    }
  }
}
