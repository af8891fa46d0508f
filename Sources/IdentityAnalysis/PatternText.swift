import Infrastructure
import Values

/// A pattern of a policy statement, letter by letter, with what only the deployment fills in.
struct PatternText {
  enum Letter {
    case byte(UInt8)
    /// A text that is not known, but neither empty nor a wildcard.
    case identifier
    /// Any text at all.
    case open(Value)

    func isByte(_ character: Unicode.Scalar) -> Bool {
      if case .byte(let byte) = self { byte == UInt8(ascii: character) } else { false }
    }
  }

  let letters: [Letter]

  /// Reads a string, a template, a reference or an unknown; anything else is an open letter.
  init(_ value: Value, _ context: inout EvaluationContext) {
    let value = context.resolve(value)
    let text = value.kind == .reference ? context.heap.text(of: value) : value
    var letters: [Letter] = []
    for piece in text.kind == .template ? context.heap.elements(of: text) : [text] {
      if piece.kind == .string {
        letters += context.heap.utf8(piece).map(Letter.byte)
      } else if piece.isIdentifier {
        letters.append(.identifier)
      } else {
        letters.append(.open(piece))
      }
    }
    self.letters = letters
  }

  /// The six parts of an ARN, the last with its colons; nil for texts with fewer.
  var arnParts: [ArraySlice<Letter>]? {
    let parts = letters[...].split(maxSplits: 5, omittingEmptySubsequences: false) {
      $0.isByte(":")
    }
    return parts.count == 6 ? parts : nil
  }

  /// The first letter that may be any text.
  var open: Value? {
    for letter in letters {
      if case .open(let value) = letter { return value }
    }
    return nil
  }

  /// Whether some letters are wildcards for any text and nothing else.
  static func isAnything(_ letters: some Collection<Letter>) -> Bool {
    !letters.isEmpty && letters.allSatisfy { $0.isByte("*") }
  }
}
