import Syntax

/// How scalars and keys are written.
enum ScalarText {
  /// A scalar in YAML: plain where that is the very value, else in double quotes.
  static func yaml(_ value: EditValue) -> String {
    guard case .text(let text) = value else { return value.scalarText ?? "" }
    return isPlain(text) ? text : quoted(text)
  }

  /// A scalar in JSON.
  static func json(_ value: EditValue) -> String {
    guard case .text(let text) = value else { return value.scalarText ?? "" }
    return quoted(text)
  }

  /// A text in double quotes: the escapes that JSON and YAML have in common (RFC 8259, section 7;
  /// YAML 1.2.2, section 5.7).
  static func quoted(_ text: String) -> String {
    "\"" + escaped(text) + "\""
  }

  /// What stands between double quotes.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || scalar.value == 0x2028 || scalar.value == 0x2029:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// What stands between single quotes; nil where only double quotes can say it.
  static func singleQuoted(_ text: String) -> String? {
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value < 0x7F }) else {
      return nil
    }
    return text.replacing("'", with: "''")
  }

  /// Whether a text can stand without quotes in every place and version of YAML, and is a text there:
  /// words that begin with a letter and are none of the words of a type.
  static func isPlain(_ text: String) -> Bool {
    let utf8 = Array(text.utf8)
    guard let first = utf8.first, isLetter(first), let last = utf8.last, last != UInt8(ascii: ":")
    else { return false }
    let isWord = utf8.allSatisfy { byte in
      isLetter(byte) || (0x30...0x39).contains(byte) || "-_./:".utf8.contains(byte)
    }
    return isWord && SyntaxNode.ScalarType(ofPlain: text) == .string
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
