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
      layout.append(Array(try encoder.encode(value)))
      return String(decoding: layout.bytes, as: UTF8.self) + "\n"
    } catch {
      preconditionFailure("report values hold nothing that JSON cannot say: \(error)")
    }
  }

  /// Sets compact JSON out in lines. The encoder's own layout breaks empty lists over three lines.
  ///
  /// Works on bytes: a report of a large estate has millions of them.
  private struct Layout {
    private(set) var bytes: [UInt8] = []
    private var depth = 0

    mutating func append(_ compact: [UInt8]) {
      bytes.reserveCapacity(compact.count * 2)
      var index = 0
      /// Whether a bracket was opened and nothing has followed it yet.
      var isEmpty = false
      while index < compact.count {
        let byte = compact[index]
        let closes = byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
        if isEmpty, !closes { breakLine() }
        let wasEmpty = isEmpty
        isEmpty = false
        index += 1
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          depth += 1
          bytes.append(byte)
          isEmpty = true
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          if !wasEmpty { breakLine() }
          bytes.append(byte)
        case UInt8(ascii: ","):
          bytes.append(byte)
          breakLine()
        case UInt8(ascii: ":"):
          bytes.append(byte)
          bytes.append(UInt8(ascii: " "))
        case UInt8(ascii: "\""):
          bytes.append(byte)
          index = appendString(compact, from: index)
        default:
          bytes.append(byte)
        }
      }
    }

    /// Copies a string up to its closing quote; the index behind it is the result.
    private mutating func appendString(_ compact: [UInt8], from start: Int) -> Int {
      var index = start
      while index < compact.count {
        let byte = compact[index]
        if byte >= 0x7F || byte == UInt8(ascii: "[") {
          index = appendSuspect(compact, at: index)
          continue
        }
        bytes.append(byte)
        index += 1
        if byte == UInt8(ascii: "\"") { break }
        if byte == UInt8(ascii: "\\"), index < compact.count {
          bytes.append(compact[index])
          index += 1
        }
      }
      return index
    }

    /// Spells hidden characters and openings of build-log commands as `\u202e`: the value stays the
    /// same, and a log or terminal that shows the text is not misled.
    private mutating func appendSuspect(_ compact: [UInt8], at index: Int) -> Int {
      var end = index + 1
      while end < compact.count, compact[end] & 0xC0 == 0x80 { end += 1 }
      let character = compact[index..<end]
      let scalar = String(decoding: character, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
      let before = String(decoding: bytes.suffix(5), as: UTF8.self)
      guard Visible.isHidden(scalar) || Visible.opensCommand(scalar, after: before) else {
        bytes.append(contentsOf: character)
        return end
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        let zeros = String(repeating: "0", count: 4 - digits.count)
        bytes.append(contentsOf: "\\u\(zeros)\(digits)".utf8)
      }
      return end
    }

    private mutating func breakLine() {
      bytes.append(UInt8(ascii: "\n"))
      for _ in 0..<depth {
        bytes.append(UInt8(ascii: " "))
        bytes.append(UInt8(ascii: " "))
      }
    }
  }
}
