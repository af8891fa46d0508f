#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Values as JSON text: indented, keys sorted, the same bytes for the same value.
enum JSONText {
  static func encode(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      var layout = Layout()
      for scalar in String(decoding: try encoder.encode(value), as: UTF8.self).unicodeScalars {
        layout.append(scalar)
      }
      return layout.text + "\n"
    } catch {
      preconditionFailure("report values hold nothing that JSON cannot say: \(error)")
    }
  }

  /// Sets compact JSON out in lines. The encoder's own layout breaks empty lists over three lines.
  private struct Layout {
    private(set) var text = ""
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    /// Whether a bracket was opened and nothing has followed it yet.
    private var isEmpty = false

    mutating func append(_ scalar: Unicode.Scalar) {
      if isInString {
        appendToString(scalar)
        return
      }
      if isEmpty, scalar != "]", scalar != "}" { breakLine() }
      switch scalar {
      case "{", "[":
        depth += 1
        text.unicodeScalars.append(scalar)
      case "}", "]":
        depth -= 1
        if !isEmpty { breakLine() }
        text.unicodeScalars.append(scalar)
      case ",":
        text += ","
        breakLine()
      case ":":
        text += ": "
      default:
        isInString = scalar == "\""
        text.unicodeScalars.append(scalar)
      }
      isEmpty = scalar == "{" || scalar == "["
    }

    /// Spells hidden characters and openings of build-log commands as `\u202e`: the value stays the
    /// same, and a log or terminal that shows the text is not misled.
    private mutating func appendToString(_ scalar: Unicode.Scalar) {
      if Visible.isHidden(scalar) || Visible.opensCommand(scalar, after: text) {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        text.unicodeScalars.append(scalar)
      }
      isInString = isEscaped || scalar != "\""
      isEscaped = !isEscaped && scalar == "\\"
    }

    private mutating func breakLine() {
      text += "\n"
      for _ in 0..<depth { text += "  " }
    }
  }
}
