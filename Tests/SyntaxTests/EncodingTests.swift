import Findings
import SourceText
import Syntax
import Testing

/// What is decided about a text before a parser sees it.
@Suite struct EncodingTests {
  @Test(arguments: ["template.yaml", "plan.json"])
  func invalidUTF8IsReportedAtItsByte(path: String) throws {
    let text = Array("{\"key\": \"a".utf8) + [0xE2, 0x82] + Array("b\"}".utf8)
    let parsed = parse(text, path: path)
    let diagnostic = try #require(parsed.diagnostics.first)
    #expect(parsed.tree == nil)
    #expect(diagnostic.code == "invalid-utf8")
    #expect(diagnostic.span == SourceSpan(file: SourceID(0), start: 10, end: 12))
    #expect(diagnostic.help != nil)
  }

  @Test(arguments: [
    [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5], [0x80], [0xE0, 0x9F, 0xBF],
  ])
  func overlongFormsSurrogatesAndStrayBytesAreNotUTF8(bytes: [UInt8]) {
    let parsed = parse(Array("a: ".utf8) + bytes + [0x0A])
    #expect(parsed.diagnostics.map(\.code) == ["invalid-utf8"])
    #expect(parsed.diagnostics.first?.span?.start == 3)
  }

  @Test(arguments: [
    ("a: \u{0}b", 3, "U+0000"), ("a: ä\u{1B}b", 5, "U+001B"), ("a: \u{7F}", 3, "U+007F"),
    ("a: \u{9F}", 3, "U+009F"), ("# \u{FFFF}", 2, "U+FFFF"),
  ])
  func controlCharactersAreReportedAtTheirByte(text: String, at: UInt32, name: String) throws {
    let diagnostic = try onlyDiagnostic(text)
    #expect(diagnostic.code == "control-character")
    #expect(diagnostic.span?.start == at)
    #expect(diagnostic.message == "the character \(name) is not allowed in YAML")
  }

  @Test func aControlCharacterInAJSONStringIsReportedAtItsByte() throws {
    let diagnostic = try onlyDiagnostic("{\"a\": \"b\u{1}\"}", path: "plan.json")
    #expect(diagnostic.code == "control-character")
    #expect(diagnostic.span == SourceSpan(file: SourceID(0), start: 8, end: 9))
  }

  @Test(arguments: [
    ([0xFF, 0xFE, 0x61, 0x00], "UTF-16"), ([0xFE, 0xFF, 0x00, 0x61], "UTF-16"),
    ([0x61, 0x00, 0x3A, 0x00], "UTF-16"), ([0x00, 0x61, 0x00, 0x3A], "UTF-16"),
    ([0xFF, 0xFE, 0x00, 0x00], "UTF-32"), ([0x00, 0x00, 0xFE, 0xFF], "UTF-32"),
    ([0x61, 0x00, 0x00, 0x00], "UTF-32"),
  ])
  func otherEncodingsAreRefusedWithAWayOut(bytes: [UInt8], name: String) throws {
    for path in ["template.yaml", "plan.json"] {
      let diagnostic = try #require(parse(bytes, path: path).diagnostics.first)
      #expect(diagnostic.code == "unsupported-encoding")
      #expect(diagnostic.message == "the file is in \(name)")
      #expect(diagnostic.help == "save it in UTF-8")
    }
  }

  @Test(arguments: ["key: valüe # täg\n", "{\"key\": \"valüe\"}"])
  func aByteOrderMarkIsSkippedAndCounted(text: String) throws {
    let marked = "\u{FEFF}" + text
    let tree = try tree(marked)
    let value = try #require(tree.root.flatMap { tree.value(of: "key", in: $0) })
    #expect(tree.text(of: value) == "valüe")
    #expect(source(tree.textSpan(of: value), in: marked) == "valüe")
  }

  @Test func everyKindOfLineBreakIsRead() throws {
    for lineBreak in ["\n", "\r\n", "\r"] {
      let lines = ["a: |", "  x", "  y", "b: [1, 'p", "  q']", ""]
      let text = lines.joined(separator: lineBreak)
      let tree = try tree(text)
      #expect(outline(tree, try #require(tree.root)) == "{a: x\ny\n, b: [1, p q]}")
      let last = try #require(tree.root.flatMap { tree.value(of: "b", in: $0) })
      #expect(source(tree.span(of: last), in: text) == "[1, 'p\(lineBreak)  q']")
    }
  }

  @Test func theLineBreaksOfYAML11MoveNoPosition() throws {
    let text = "a: \"x\u{85}y\u{2028}z\"\nb: 'wäre\u{2029}c'\nd: [\n"
    let broken = try onlyDiagnostic(text)
    #expect(LineIndex(Array(text.utf8)).position(at: try #require(broken.span).start).line == 4)
    let whole = String(text.dropLast(5))
    let tree = try tree(whole)
    let value = try #require(tree.root.flatMap { tree.value(of: "a", in: $0) })
    #expect(source(tree.span(of: value), in: whole) == "\"x\u{85}y\u{2028}z\"")
  }

  @Test func aFileBeyondTheLimitIsNotRead() throws {
    let options = ParseOptions(maximumBytes: 10)
    #expect(parse(Array("a: 1234567".utf8), options: options).tree != nil)
    let parsed = parse(Array("a: 12345678".utf8), options: options)
    #expect(parsed.diagnostics.map(\.code) == ["file-too-large"])
    #expect(ParseOptions().maximumBytes == 64 << 20)
  }

  @Test(arguments: ["", "\n", "# only a comment\n", "\u{FEFF}"])
  func aTextWithoutContentHasNoDocuments(text: String) throws {
    let tree = try tree(text)
    #expect(tree.documents.isEmpty)
    #expect(tree.root == nil)
  }
}
