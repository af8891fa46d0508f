import Findings
package import SourceText

/// Reads a file into a tree.
///
/// A `.json` file has to be JSON. Any other text that begins with a bracket is read as JSON first,
/// because that is exact and fast, and as YAML, which decides, if it is not quite JSON.
package func parseSource(
  _ file: SourceFile,
  id: SourceID,
  vocabulary: Vocabulary,
  options: ParseOptions = ParseOptions()
) -> ParsedSource {
  let name = file.path.utf8.suffix(5).map { $0 | 0x20 }
  let parser = TextParser(file.bytes, id, vocabulary, options)
  return parser.parse(isJSON: name.elementsEqual(".json".utf8))
}

/// Reads JSON that stands in a scalar, a policy document say, or YAML, as a template may.
///
/// - Parameters:
///   - isJSON: Whether nothing but JSON is read.
///   - placement: Where the text stands in its source; spans are places there.
///   - id: The source.
package func parseText(
  _ bytes: [UInt8],
  placed placement: SyntaxTree.Placement,
  id: SourceID,
  vocabulary: Vocabulary,
  options: ParseOptions = ParseOptions(),
  isJSON: Bool = true
) -> ParsedSource {
  TextParser(bytes, id, vocabulary, options, placement).parse(isJSON: isJSON)
}

/// The way from bytes to a tree.
private struct TextParser {
  private let bytes: [UInt8]
  private let source: SourceID
  private let vocabulary: Vocabulary
  private let options: ParseOptions
  private let placement: SyntaxTree.Placement

  init(
    _ bytes: [UInt8],
    _ source: SourceID,
    _ vocabulary: Vocabulary,
    _ options: ParseOptions,
    _ placement: SyntaxTree.Placement = .from(0)
  ) {
    self.bytes = bytes
    self.source = source
    self.vocabulary = vocabulary
    self.options = options
    self.placement = placement
  }

  func parse(isJSON: Bool) -> ParsedSource {
    do {
      return try read(isJSON: isJSON)
    } catch {
      return ParsedSource(tree: nil, diagnostics: [placed(error.diagnostic)])
    }
  }

  private func read(isJSON: Bool) throws(SyntaxFailure) -> ParsedSource {
    try checkSize()
    let isASCII = TextEncoding.isASCII(bytes)
    try checkEncoding(isASCII)
    if isJSON { return try readJSON() }
    if beginsWithBracket, let parsed = try? readJSON() { return parsed }
    try checkCharacters(isASCII)
    return try readYAML(isASCII)
  }

  private func readJSON() throws(SyntaxFailure) -> ParsedSource {
    var builder = TapeBuilder(
      bytes,
      source: source,
      vocabulary: vocabulary,
      options: options
    )
    var reader = JSONReader(bytes)
    try reader.read(into: &builder)
    let diagnostics = builder.diagnostics.map(placed)
    let tree = builder.finish(as: .json, placed: placement)
    return ParsedSource(tree: tree, diagnostics: diagnostics)
  }

  /// A diagnostic at its place in the source.
  private func placed(_ diagnostic: Diagnostic) -> Diagnostic {
    guard placement != .from(0) else { return diagnostic }
    return Diagnostic(
      diagnostic.level,
      diagnostic.code,
      diagnostic.message,
      at: diagnostic.span.map(placement.span),
      related: diagnostic.related.map { Note($0.message, at: placement.span(of: $0.span)) },
      help: diagnostic.help
    )
  }

  private func readYAML(_ isASCII: Bool) throws(SyntaxFailure) -> ParsedSource {
    var builder = TapeBuilder(
      bytes,
      source: source,
      vocabulary: vocabulary,
      options: options
    )
    var reader = YAMLReader(bytes, isASCII: isASCII)
    try reader.read(into: &builder)
    let diagnostics = builder.diagnostics.map(placed)
    return ParsedSource(
      tree: builder.finish(as: .yaml, placed: placement),
      diagnostics: diagnostics
    )
  }

  private func checkSize() throws(SyntaxFailure) {
    guard bytes.count > options.maximumBytes else { return }
    throw SyntaxFailure(
      "file-too-large",
      "the file has \(bytes.count) bytes, more than the \(options.maximumBytes) that are read",
      at: span(0..<0)
    )
  }

  private func checkEncoding(_ isASCII: Bool) throws(SyntaxFailure) {
    if let encoding = TextEncoding.foreign(in: bytes) {
      throw SyntaxFailure(
        "unsupported-encoding",
        "the file is in \(encoding)",
        at: span(0..<0),
        help: "save it in UTF-8"
      )
    }
    guard !isASCII, let invalid = TextEncoding.firstInvalidUTF8(in: bytes) else { return }
    let hexadecimal = bytes[invalid].map { String($0, radix: 16, uppercase: true) }
    throw SyntaxFailure(
      "invalid-utf8",
      "the bytes '\(hexadecimal.joined(separator: " "))' are not UTF-8",
      at: span(invalid),
      help: "save the file in UTF-8"
    )
  }

  private func checkCharacters(_ isASCII: Bool) throws(SyntaxFailure) {
    guard let place = TextEncoding.firstControlCharacter(in: bytes, isASCII: isASCII) else {
      return
    }
    let character = TextEncoding.codePoint(of: bytes[place])
    throw SyntaxFailure(
      "control-character",
      "the character \(character) is not allowed in YAML",
      at: span(place),
      help: "remove it, or write it as an escape in double quotes"
    )
  }

  private var beginsWithBracket: Bool {
    let content = bytes[TextEncoding.contentStart(of: bytes)...]
    let first = content.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  private func span(_ range: Range<Int>) -> SourceSpan {
    SourceSpan(file: source, start: UInt32(range.lowerBound), end: UInt32(range.upperBound))
  }
}
