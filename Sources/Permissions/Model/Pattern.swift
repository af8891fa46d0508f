/// What a policy writes where texts are compared: `arn:aws:s3:::${aws:username}-*`.
///
/// It is only a text with wildcards; what they range over depends on where it stands: a condition of
/// `StringEquals` takes `*` for itself, a resource keeps it within a segment of the ARN.
package struct Pattern: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  let letters: [Letter]
  let symbols: [Symbol]

  package enum Piece: Hashable, Sendable {
    case text(String)
    /// `*`
    case anyText
    /// `?`
    case anyCharacter
    case symbol(Symbol)
  }

  init(letters: [Letter], symbols: [Symbol]) {
    self.letters = letters
    self.symbols = symbols
  }

  package init(_ pieces: [Piece]) {
    var builder = LetterBuilder()
    for piece in pieces {
      switch piece {
      case .text(let text): builder.add(text)
      case .anyText: builder.add(.anyText)
      case .anyCharacter: builder.add(.anyCharacter)
      case .symbol(let symbol): builder.add(symbol)
      }
    }
    self.init(letters: builder.letters, symbols: builder.symbols)
  }

  package init(stringLiteral value: String) {
    self.init(value, variables: true)
  }

  /// Reads what a policy writes: `*` and `?` are wildcards, `${…}` a policy variable where the element
  /// and the version of the policy have them (`${*}`, `${?}` and `${$}` are the characters).
  ///
  /// Source: IAM User Guide, "IAM policy elements: Variables and tags".
  package init(_ text: String, variables: Bool) {
    guard !variables || !text.utf8.contains(UInt8(ascii: "$")) else {
      self.init(Self.pieces(of: text, variables: variables))
      return
    }
    let letters: [Letter] = text.unicodeScalars.map { scalar in
      switch scalar {
      case "*": .anyText
      case "?": .anyCharacter
      default: Letter(scalar)
      }
    }
    self.init(letters: letters, symbols: [])
  }

  /// Whether no text with these letters fits, because the letters before any wildcard differ.
  func isRuledOut(_ text: [Letter], foldsCase: Bool) -> Bool {
    for (place, letter) in letters.enumerated() {
      guard letter.isScalar, place < text.count, text[place].isScalar else { return false }
      if letter == text[place] { continue }
      if foldsCase, letter.rawValue > 0x7F { return false }
      guard foldsCase, letter.folded == text[place].folded else { return true }
    }
    return false
  }

  /// The pieces of a text, for those who put patterns together of several.
  package static func pieces(of text: String, variables: Bool) -> [Piece] {
    guard text.utf8.contains(where: isSpecial) else { return text.isEmpty ? [] : [.text(text)] }
    var pieces: [Piece] = []
    var literal = ""
    func flush() {
      if !literal.isEmpty { pieces.append(.text(literal)) }
      literal = ""
    }
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      if variables, let (piece, end) = variable(at: rest) {
        if case .text(let text) = piece {
          literal += text
        } else {
          flush()
          pieces.append(piece)
        }
        rest = rest[end...]
        continue
      }
      switch scalar {
      case "*":
        flush()
        pieces.append(.anyText)
      case "?":
        flush()
        pieces.append(.anyCharacter)
      default: literal.unicodeScalars.append(scalar)
      }
      rest.removeFirst()
    }
    flush()
    return pieces
  }

  /// Whether a wildcard or a variable may begin with a byte.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "$")
  }

  /// The variable that a text begins with, and where it ends.
  private static func variable(
    at text: Substring.UnicodeScalarView
  ) -> (Piece, Substring.UnicodeScalarView.Index)? {
    guard text.starts(with: "${".unicodeScalars), let close = text.firstIndex(of: "}") else {
      return nil
    }
    let body = String(text[text.index(text.startIndex, offsetBy: 2)..<close])
    let end = text.index(after: close)
    switch body {
    case "*", "?", "$": return (.text(body), end)
    case "": return nil
    default: break
    }
    guard let comma = body.firstIndex(of: ",") else {
      return (.symbol(.variable(ConditionKey(body.trimmed), default: nil)), end)
    }
    let key = ConditionKey(String(body[..<comma]).trimmed)
    let quoted = String(body[body.index(after: comma)...]).trimmed
    guard quoted.count >= 2, quoted.first == "'", quoted.last == "'" else { return nil }
    let value = String(quoted.dropFirst().dropLast())
    return (.symbol(.variable(key, default: value)), end)
  }

  /// As a policy would write it.
  package var description: String {
    var text = ""
    for letter in letters {
      switch letter {
      case .anyText: text += "*"
      case .anyCharacter: text += "?"
      case let letter where letter.isSymbol: text += symbols[letter.symbol].description
      default:
        if let scalar = Unicode.Scalar(letter.rawValue) { text.unicodeScalars.append(scalar) }
      }
    }
    return text
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
