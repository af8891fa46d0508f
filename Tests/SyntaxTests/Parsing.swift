import Findings
import SourceText
import Syntax
import Testing

/// The tree of a text that has to be readable.
func tree(
  _ text: String,
  path: String = "template.yaml",
  words: [String] = [],
  location: Testing.SourceLocation = #_sourceLocation
) throws -> SyntaxTree {
  let parsed = parse(Array(text.utf8), path: path, words: words)
  return try #require(
    parsed.tree,
    "\(parsed.diagnostics.map(\.message))",
    sourceLocation: location
  )
}

/// What reading a text gives.
func parse(
  _ bytes: [UInt8],
  path: String = "template.yaml",
  words: [String] = [],
  options: ParseOptions = ParseOptions()
) -> ParsedSource {
  parseSource(
    SourceFile(path: path, bytes: bytes),
    id: SourceID(0),
    vocabulary: Vocabulary(words),
    options: options
  )
}

/// What reading a text gives.
func parse(_ text: String, path: String = "template.yaml") -> ParsedSource {
  parse(Array(text.utf8), path: path)
}

/// The one diagnostic that a text has.
func onlyDiagnostic(
  _ text: String,
  path: String = "template.yaml",
  location: Testing.SourceLocation = #_sourceLocation
) throws -> Diagnostic {
  let diagnostics = parse(text, path: path).diagnostics
  #expect(diagnostics.count == 1, sourceLocation: location)
  return try #require(diagnostics.first, sourceLocation: location)
}

/// The source text of a span.
func source(_ span: SourceSpan?, in text: String) -> String? {
  guard let span else { return nil }
  return String(decoding: Array(text.utf8)[Int(span.start)..<Int(span.end)], as: UTF8.self)
}

/// A node written out: `[a, {b: c}]`, with `*` before an alias.
func outline(_ tree: SyntaxTree, _ id: NodeID) -> String {
  let tag = tree[id].kind == .alias ? "" : tree.tag(of: id).map { $0 + " " } ?? ""
  switch tree[id].kind {
  case .scalar: return tag + tree.text(of: id)
  case .alias: return "*" + String(tree.resolved(id).index)
  case .sequence:
    return tag + "[" + tree.children(of: id).map { outline(tree, $0) }.joined(separator: ", ") + "]"
  case .mapping:
    let entries = tree.entries(of: id).map { outline(tree, $0) + ": " + outline(tree, $1) }
    return tag + "{" + entries.joined(separator: ", ") + "}"
  }
}
