import Findings
import SourceText

/// A refusal of libyaml in words that tell a reader of the file what to do.
struct YAMLProblem {
  private let message: String
  private let help: String?
  /// What begins at the context's place.
  private let note: String?
  /// Whether the construct as a whole is what is wrong, rather than where it was noticed.
  private let pointsAtContext: Bool

  /// - Parameters:
  ///   - problem: what libyaml says, and where it noticed.
  ///   - place: that place as a byte of the text.
  init(_ problem: EventStream.Problem, at place: Int, in bytes: [UInt8]) {
    let isFirstOnLine = Self.isFirstOnLine(place, in: bytes)
    let byte = place < bytes.count ? bytes[place] : 0
    let isDirective = problem.context.hasSuffix("directive")
    note = isDirective ? "the directive begins here" : Self.notes[problem.context]
    pointsAtContext = problem.text == "could not find expected ':'"
    if let text = Self.exclamation(before: place, in: bytes) {
      message = "YAML reads '\(text)' as a tag, not as part of a text"
      help = "put the text in quotes, or in a block below '>-'"
    } else if byte == UInt8(ascii: "\t"), isFirstOnLine {
      message = "a tab is used for indentation"
      help = "indent with spaces"
    } else if problem.text == "found character that cannot start any token" {
      message = "a text without quotes cannot begin with '\(Unicode.Scalar(byte))'"
      help = "put the text in quotes"
    } else if problem.text == "did not find expected key", !isFirstOnLine {
      message = "something follows the value on its line"
      help = "put the whole value in one pair of quotes; within single quotes write '' for a quote"
    } else if let known = Self.known[problem.text] {
      message = known.message
      help = known.help
    } else if isDirective {
      message = "the directive is not well-formed"
      help = "write '%YAML 1.1' or '%TAG !handle! prefix'"
    } else if problem.context.hasSuffix("tag") {
      message = "the tag is not well-formed"
      help = "write a tag as '!Name', with a blank behind it"
    } else {
      message = problem.text.isEmpty ? "there is not enough memory" : "not YAML: \(problem.text)"
      help = nil
    }
  }

  /// - Parameters:
  ///   - context: the byte where the construct begins.
  func failure(at place: Int, context: Int, in bytes: [UInt8], of file: SourceID) -> SyntaxFailure {
    guard let note, context != place else {
      return failure(at: Self.character(at: place, in: bytes, of: file), related: [])
    }
    if pointsAtContext {
      return failure(at: Self.restOfLine(from: context, in: bytes, of: file), related: [])
    }
    let beginning = Self.character(at: context, in: bytes, of: file)
    return failure(
      at: Self.character(at: place, in: bytes, of: file),
      related: [Note(note, at: beginning)]
    )
  }

  private func failure(at span: SourceSpan, related: [Note]) -> SyntaxFailure {
    SyntaxFailure("yaml-syntax", message, at: span, related: related, help: help)
  }

  /// The word that begins the value of the line with `!`, as an expression of policies may, where that
  /// is no name of a function: `!has(x) || …`.
  private static func exclamation(before place: Int, in bytes: [UInt8]) -> String? {
    let end = min(place, bytes.count)
    let start = bytes[..<end].lastIndex { $0 == 0x0A || $0 == 0x0D }.map { $0 + 1 } ?? 0
    let line = bytes[start...].prefix { $0 != 0x0A && $0 != 0x0D }
    guard let colon = line.firstRange(of: [UInt8(ascii: ":"), UInt8(ascii: " ")]) else {
      return nil
    }
    let value = line[colon.upperBound...].drop { $0 == UInt8(ascii: " ") }
    guard value.first == UInt8(ascii: "!") else { return nil }
    let word = value.prefix { $0 != UInt8(ascii: " ") }
    let marks: Set<UInt8> = [UInt8(ascii: "("), UInt8(ascii: ".")]
    guard word.contains(where: marks.contains), word.count < 100 else { return nil }
    return String(decoding: word, as: UTF8.self)
  }

  private static func isFirstOnLine(_ place: Int, in bytes: [UInt8]) -> Bool {
    let line = bytes[..<min(place, bytes.count)].reversed().prefix { $0 != 0x0A && $0 != 0x0D }
    return line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }

  /// The character at a place; nothing at a line break and at the end.
  private static func character(
    at place: Int,
    in bytes: [UInt8],
    of file: SourceID
  ) -> SourceSpan {
    var end = min(place, bytes.count)
    if end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D {
      repeat { end += 1 } while end < bytes.count && bytes[end] & 0xC0 == 0x80
    }
    return SourceSpan(file: file, start: UInt32(min(place, bytes.count)), end: UInt32(end))
  }

  private static func restOfLine(
    from place: Int,
    in bytes: [UInt8],
    of file: SourceID
  ) -> SourceSpan {
    let line = bytes[place...].prefix { $0 != 0x0A && $0 != 0x0D }
    let blanks = line.reversed().prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return SourceSpan(
      file: file,
      start: UInt32(place),
      end: UInt32(line.endIndex - blanks.count)
    )
  }
}

extension YAMLProblem {
  /// The constructs that libyaml names as the context of a problem.
  private static let notes = [
    "while parsing a block mapping": "the mapping begins here",
    "while parsing a flow mapping": "the mapping begins here",
    "while parsing a block collection": "the list begins here",
    "while parsing a flow sequence": "the list begins here",
    "while scanning a simple key": "the key begins here",
    "while scanning a plain scalar": "the text begins here",
    "while scanning a quoted scalar": "the quoted text begins here",
    "while parsing a quoted scalar": "the quoted text begins here",
    "while scanning a block scalar": "the block of text begins here",
  ]

  /// The problems that libyaml 0.2.5 finds in valid UTF-8, but for the grammar of
  /// tags and directives.
  private static let known: [String: (message: String, help: String?)] = [
    "did not find expected key": (
      "the mapping goes on with something that is no key of it",
      "begin the keys of one mapping in the same column"
    ),
    "did not find expected '-' indicator": (
      "the list goes on with something that is no element of it",
      "begin the elements of one list in the same column, each with '- '"
    ),
    "did not find expected ',' or ']'": ("',' or ']' has to follow here", nil),
    "did not find expected ',' or '}'": ("',' or '}' has to follow here", nil),
    "did not find expected node content": ("a value has to stand here", nil),
    "did not find expected <document start>": (
      "something follows the end of the document",
      "separate documents with a line '---'"
    ),
    "could not find expected ':'": (
      "this line is no entry of the mapping: it has no ': '",
      "add ': ' and a value, or indent the line if it belongs to the text above"
    ),
    "mapping values are not allowed in this context": (
      "': ' cannot stand here, because no mapping can begin on this line",
      "put the text in quotes if ': ' belongs to it; else check the indentation"
    ),
    "mapping keys are not allowed in this context": (
      "no mapping can begin here", "begin it on a line of its own"
    ),
    "block sequence entries are not allowed in this context": (
      "no list can begin here", "begin it on a line of its own"
    ),
    "found a tab character that violates indentation": (
      "a tab is used for indentation", "indent with spaces"
    ),
    "found a tab character where an indentation space is expected": (
      "a tab is used for indentation", "indent with spaces"
    ),
    "found unexpected end of stream": ("the quoted text does not end", "close the quotes"),
    "found unexpected document indicator": (
      "the document ends within a quoted text", "close the quotes"
    ),
    "did not find expected alphabetic or numeric character": (
      "'*' and '&' have to be followed by the name of an anchor",
      "put the text in quotes if it begins with one of them"
    ),
    "found unknown escape character": (
      "YAML has no such escape", "write a backslash as '\\\\', or use single quotes"
    ),
    "did not find expected hexdecimal number": (
      "hexadecimal digits have to follow the escape", nil
    ),
    "found invalid Unicode character escape code": ("the escape is no Unicode character", nil),
    "did not find expected comment or line break": ("only a comment may follow here", nil),
    "found unexpected ':'": ("':' cannot stand within this text", "put the text in quotes"),
    "found an indentation indicator equal to 0": (
      "the indentation of a block of text is given by a digit from 1 to 9", nil
    ),
    "found undefined tag handle": (
      "no '%TAG' directive declares the tag's handle", "write a tag as '!Name'"
    ),
    "found duplicate %YAML directive": ("the document has two '%YAML' directives", nil),
    "found duplicate %TAG directive": ("two '%TAG' directives declare one handle", nil),
    "found incompatible YAML document": ("only YAML 1.1 and 1.2 can be read", nil),
    "found unknown directive name": ("YAML has no such directive", nil),
  ]
}
