import SourceText
import Testing

@Suite struct LineIndexTests {
  @Test(arguments: ["a\nb\nc", "a\r\nb\r\nc", "a\rb\rc"])
  func everyKindOfLineBreakEndsALine(text: String) {
    let index = LineIndex(Array(text.utf8))
    #expect(index.starts.count == 3)
    #expect(index.position(at: index.starts[2]) == SourcePosition(line: 3, column: 1))
  }

  @Test func columnsCountUnicodeScalars() {
    let index = LineIndex(Array("ä€𝄞x".utf8))
    #expect(index.position(at: 9) == SourcePosition(line: 1, column: 4))
  }

  @Test func aByteOrderMarkHasNoColumn() {
    let index = LineIndex([0xEF, 0xBB, 0xBF] + Array("key".utf8))
    #expect(index.position(at: 3) == SourcePosition(line: 1, column: 1))
  }

  @Test func offsetsPastTheEndGiveTheEnd() {
    #expect(LineIndex(Array("ab".utf8)).position(at: 99) == SourcePosition(line: 1, column: 3))
  }

  @Test func contentLeavesTheLineBreakOut() {
    let index = LineIndex(Array("ab\r\ncd".utf8))
    #expect(String(decoding: index.content(ofLine: 1), as: UTF8.self) == "ab")
    #expect(String(decoding: index.content(ofLine: 2), as: UTF8.self) == "cd")
  }
}

@Suite struct VocabularyTests {
  @Test func everyWordHasItsOwnName() {
    let words = (0..<500).map { "word-\($0)" }
    let vocabulary = Vocabulary(words)
    for (index, word) in words.enumerated() {
      #expect(vocabulary.name(word).rawValue == UInt16(index + 1))
      #expect(vocabulary.text(of: vocabulary.name(word)) == word)
    }
  }

  @Test func otherTextsHaveNoName() {
    let vocabulary = Vocabulary(["Ref", "Ref"])
    #expect(vocabulary.name("Re").isNone)
    #expect(vocabulary.name("").isNone)
    #expect(vocabulary.count == 2)
  }
}
