/// Takes comments and the contents of string literals out of Swift code; line breaks stay.
struct CodeText {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var result = String.UnicodeScalarView()

  static func strip(_ text: String) -> String {
    var stripper = CodeText(scalars: Array(text.unicodeScalars))
    stripper.code(untilClosing: false)
    return String(stripper.result)
  }

  private init(scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  private func isAt(_ text: String) -> Bool {
    let text = Array(text.unicodeScalars)
    guard position + text.count <= scalars.count else { return false }
    return scalars[position..<position + text.count].elementsEqual(text)
  }

  /// Code up to the end, or to the parenthesis that ends an interpolation.
  private mutating func code(untilClosing: Bool) {
    var depth = 0
    while position < scalars.count {
      if isAt("//") {
        while position < scalars.count, scalars[position] != "\n" { position += 1 }
      } else if isAt("/*") {
        blockComment()
      } else if let pounds = poundsOfLiteral() {
        literal(pounds)
      } else {
        if scalars[position] == "(" { depth += 1 }
        if scalars[position] == ")" { depth -= 1 }
        result.append(scalars[position])
        position += 1
        if untilClosing, depth < 0 { return }
      }
    }
  }

  private mutating func blockComment() {
    var depth = 0
    repeat {
      if isAt("/*") {
        depth += 1
        position += 2
      } else if isAt("*/") {
        depth -= 1
        position += 2
      } else {
        if scalars[position] == "\n" { result.append("\n") }
        position += 1
      }
    } while depth > 0 && position < scalars.count
  }

  /// How many `#` stand before the quote here; nil where no string literal begins.
  private func poundsOfLiteral() -> Int? {
    var end = position
    while end < scalars.count, scalars[end] == "#" { end += 1 }
    return end < scalars.count && scalars[end] == "\"" ? end - position : nil
  }

  private mutating func literal(_ pounds: Int) {
    let guardText = String(repeating: "#", count: pounds)
    position += pounds
    let quote = isAt("\"\"\"") ? "\"\"\"" : "\""
    position += quote.count
    result.append(contentsOf: "\"".unicodeScalars)
    while position < scalars.count, !isAt(quote + guardText) {
      if isAt("\\" + guardText + "(") {
        position += 2 + pounds
        result.append("(")
        code(untilClosing: true)
      } else if isAt("\\" + guardText) {
        position += 2 + pounds
      } else {
        if scalars[position] == "\n" { result.append("\n") }
        position += 1
      }
    }
    position += quote.count + pounds
    result.append(contentsOf: "\"".unicodeScalars)
  }
}
