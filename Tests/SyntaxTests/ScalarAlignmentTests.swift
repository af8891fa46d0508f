import SourceText
import Syntax
import Testing

/// Where parts of a scalar's text stand in the file, however the scalar is written.
@Suite struct ScalarAlignmentTests {
  /// What stands in the file where a word of the value of `k` does.
  static func source(of word: String, in yaml: String) throws -> String {
    let file = SourceFile(path: "a.yaml", bytes: Array(yaml.utf8))
    let parsed = parseSource(file, id: SourceID(0), vocabulary: Vocabulary([]))
    let tree = try #require(parsed.tree)
    let root = try #require(tree.root)
    let node = try #require(tree.value(of: "k", in: root))
    let text = tree.text(of: node)
    let found = try #require(text.firstRange(of: word))
    let start = text.utf8.distance(from: text.startIndex, to: found.lowerBound)
    let span = tree.span(ofText: start..<start + word.utf8.count, in: node)
    return String(decoding: file.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }

  @Test(arguments: [
    "k: one two three\n",
    "k: >-\n  one\n  two\n  three\n",
    "k: >-\n  one\n\n\n  two\n  three\n",
    "k: >\n    one\n      two\n    three\n",
    "k: |\n  one\n    two\n  three\n",
    "k: one\n  two\n\n  three\n",
    "k: 'it''s one\n   two three'\n",
    "k: \"\\\"one\\\" two\\n \\u00e9 three\"\n",
    "k: \"one \\\n    two\n\n   three\"\n",
    "{\"k\": \"one \\uD83D\\uDE00 two\\t three\"}",
    "k: >-\r\n  one\r\n  two\r\n  three\r\n",
    "k: &a >- # a comment\n  é one\n  two\n  three\n",
  ])
  func aWordIsFoundWhereItStands(yaml: String) throws {
    for word in ["one", "two", "three"] {
      #expect(try Self.source(of: word, in: yaml) == word)
    }
  }

  @Test func aPartAcrossLinesEndsWhereItsLastLetterDoes() throws {
    #expect(try Self.source(of: "one two", in: "k: >-\n  one\n  two\n  x\n") == "one\n  two")
  }

  @Test func aQuoteStandsForTwo() throws {
    #expect(try Self.source(of: "'s x", in: "k: 'it''s x'\n") == "''s x")
  }
}
