package import CEL
package import Values

/// A message with expressions in braces: `notebook '{resource.id}' is reachable`.
package struct MessageTemplate: Sendable {
  private enum Piece: Sendable {
    case literal(String)
    case hole(Program)
  }

  private let pieces: [Piece]

  /// Cuts and compiles `text`; `{{` and `}}` stand for braces.
  ///
  /// An error's range counts bytes of `text`.
  ///
  /// - Parameter isKnown: The text has been compiled before; its expressions are compiled when a
  ///   message is first needed.
  package init(
    _ text: String,
    in environment: Environment,
    isKnown: Bool = false
  ) throws(ExpressionError) {
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let isDoubled = index + 1 < bytes.count && bytes[index + 1] == byte
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}"), isDoubled {
        literal.append(byte)
        index += 2
      } else if byte == UInt8(ascii: "{") {
        guard let close = Self.end(ofHole: index, in: bytes) else {
          throw ExpressionError(
            "'{' is not closed",
            at: index..<index + 1,
            help: "write '{{' for a brace"
          )
        }
        if !literal.isEmpty { pieces.append(.literal(String(decoding: literal, as: UTF8.self))) }
        literal.removeAll()
        let expression = String(decoding: bytes[index + 1..<close], as: UTF8.self)
        let program =
          isKnown
          ? Program(deferring: expression, in: environment)
          : try Self.compile(expression, at: index + 1, in: environment)
        pieces.append(.hole(program))
        index = close + 1
      } else {
        var end = index + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "{"), bytes[end] != UInt8(ascii: "}") {
          end += 1
        }
        literal += bytes[index..<end]
        index = end
      }
    }
    if !literal.isEmpty { pieces.append(.literal(String(decoding: literal, as: UTF8.self))) }
    self.pieces = pieces
  }

  /// The brace that closes the one at `start`: braces of maps and within texts do not count.
  private static func end(ofHole start: Int, in bytes: [UInt8]) -> Int? {
    var depth = 0
    var quote: UInt8?
    for index in start..<bytes.count {
      let byte = bytes[index]
      if let open = quote {
        if byte == open, bytes[index - 1] != UInt8(ascii: "\\") { quote = nil }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: "{") {
        depth += 1
      } else if byte == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }

  private static func compile(
    _ expression: String,
    at offset: Int,
    in environment: Environment
  ) throws(ExpressionError) -> Program {
    do {
      return try Program(compiling: expression, in: environment)
    } catch {
      let range = error.range.lowerBound + offset..<error.range.upperBound + offset
      throw ExpressionError(error.message, at: range, help: error.help)
    }
  }

  /// The message with its holes filled.
  package func text(_ variables: [Value], in context: inout EvaluationContext) -> String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .literal(let literal):
        text += literal
      case .hole(let program):
        let value = program.evaluate(variables, in: &context)
        // What an unknown element has is unknown with it. In quotes its name may stand for that, as the
        // written id of a subnet does; in running text it would be taken for what is asked for.
        let isOfElement =
          value.kind == .unknown && variables.last?.kind == .unknown
          && variables.last?.bits == value.bits
        let isOpen = isOfElement && text.last != "'"
        text += isOpen ? "${…}" : ValueText.describe(value, &context)
      }
    }
    return text
  }
}
