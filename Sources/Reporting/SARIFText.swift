/// Text for the message strings of SARIF.
enum SARIFText {
  /// A plain message: braces are doubled (§3.11.5), and nothing in it reads as a link (§3.11.6).
  static func message(_ text: String) -> SARIF.Message {
    SARIF.Message(text: plain(text))
  }

  static func plain(_ text: String) -> String {
    var result = ""
    for scalar in Visible.text(text).unicodeScalars {
      switch scalar {
      case "{": result += "{{"
      case "}": result += "}}"
      case "(" where result.utf8.last == UInt8(ascii: "]"): result += " ("
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A link to the related location with an id; brackets in its text are escaped (§3.11.6).
  static func link(_ text: String, to id: Int) -> String {
    var label = ""
    for character in plain(text) {
      if "[]\\".contains(character) { label += "\\" }
      label.append(character)
    }
    return "[\(label)](\(id))"
  }

  /// A path as a relative reference (RFC 3986, section 4.2), with `/` between its parts.
  static func uri(_ path: String) -> String {
    var uri = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        uri += (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return uri
  }

  /// As many scalars as GitHub takes of a description; it refuses empty ones.
  static func clipped(_ text: String, or alternative: String) -> String {
    let limit = 1024
    let text = text.isEmpty ? alternative : text
    guard text.unicodeScalars.count > limit else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit - 1))) + "…"
  }
}
