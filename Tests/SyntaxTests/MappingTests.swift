import Findings
import SourceText
import Syntax
import Testing

/// Keys, repeated keys and merge keys.
@Suite struct MappingTests {
  @Test(arguments: ["a: 1\n'a': 2\n", "{\"a\": 1, \"\\u0061\": 2}", "? a\n: 1\nb: 3\n\"a\": 2"])
  func aKeyThatStandsTwiceIsAWarning(text: String) throws {
    let parsed = parse(text)
    let diagnostic = try onlyDiagnostic(text)
    #expect(diagnostic.level == .warning)
    #expect(diagnostic.code == "duplicate-key")
    #expect(diagnostic.message == "key 'a' stands twice in this mapping")
    #expect(diagnostic.related.map(\.message) == ["first defined here"])
    let first = try #require(diagnostic.related.first?.span)
    #expect(first < (try #require(diagnostic.span)))
    let tree = try #require(parsed.tree)
    let root = try #require(tree.root)
    #expect(tree[root].flags.contains(.hasDuplicateKeys))
    #expect(tree.value(of: "a", in: root).map { tree.text(of: $0) } == "2")
  }

  @Test func eachRepetitionRefersToTheFirst() throws {
    let text = (0..<40).map { "k\($0 % 20): \($0)\n" }.joined()
    let diagnostics = parse(text).diagnostics
    #expect(diagnostics.count == 20)
    for (index, diagnostic) in diagnostics.enumerated() {
      #expect(diagnostic.message == "key 'k\(index)' stands twice in this mapping")
      #expect(source(diagnostic.related.first?.span, in: text) == "k\(index)")
    }
    #expect(diagnostics == diagnostics.sorted { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) })
  }

  @Test func keysOfDifferentMappingsAreNotTheSame() throws {
    #expect(parse("a: {b: 1}\nc: {b: 1}\nb: [{b: 1}]\n").diagnostics.isEmpty)
    #expect(parse("a: &a [1]\nb: &b [2]\nc: {*a : 1, *b : 2, '': 3}\n").diagnostics.isEmpty)
    #expect(parse("a: &a x\nb: {*a : 1, x: 2}\n").diagnostics.count == 1)
    #expect(parse("ab: 1\nba: 2\n[a]: 3\n[b]: 4\n{}: 5\n").diagnostics.isEmpty)
  }

  @Test func aLargeMappingIsCheckedInTime() throws {
    let keys = (0..<20_000).map { "\"key-\($0 * 7 % 20_000)\": 1" }.joined(separator: ",")
    #expect(parse("{\(keys)}").diagnostics.isEmpty)
  }

  @Test func aFloodOfRepetitionsEndsInACount() throws {
    let diagnostics = parse(String(repeating: "a: 1\n", count: 5000)).diagnostics
    #expect(diagnostics.count == 101)
    #expect(diagnostics.last?.message == "4899 more keys of this file stand twice in their mapping")
  }

  @Test func mergedEntriesGiveWayToOwnOnes() throws {
    let tree = try tree(
      """
      base: &base {a: 1, b: 1, c: 1}
      more: &more {<<: *base, b: 2, d: 2}
      all:
        b: 3
        <<: [*more, {a: 4, e: 4}]

      """
    )
    let all = try #require(tree.root.flatMap { tree.value(of: "all", in: $0) })
    #expect(tree[all].flags.contains(.hasMergeKey))
    let values = ["a", "b", "c", "d", "e", "f", "<<"].map { key in
      tree.value(of: key, in: all).map { outline(tree, $0) }
    }
    #expect(values.prefix(6) == ["1", "3", "1", "2", "4", nil])
    #expect(values[6] != nil)
    let merged = tree.mergedEntries(of: all).map { outline(tree, $0) + outline(tree, $1) }
    #expect(merged == ["b3", "d2", "a1", "c1", "e4"])
    #expect(tree.count(of: all) == 2)
  }

  @Test func aQuotedMergeKeyIsAnOrdinaryKey() throws {
    for text in ["'<<': {a: 1}\n", "{\"<<\": {\"a\": 1}}"] {
      let tree = try tree(text)
      let root = try #require(tree.root)
      #expect(!tree[root].flags.contains(.hasMergeKey))
      #expect(tree.value(of: "a", in: root) == nil)
    }
  }

  @Test func mergeKeysMayRepeatAndMayHoldAnything() throws {
    let text = "x: &x {a: 1}\ny: {<<: *x, <<: {b: 2}}\nz: {<<: text, c: [<<]}\n"
    let tree = try tree(text)
    #expect(parse(text).diagnostics.isEmpty)
    let y = try #require(tree.root.flatMap { tree.value(of: "y", in: $0) })
    #expect(tree.mergedEntries(of: y).map { tree.text(of: $0.key) } == ["a", "b"])
    let z = try #require(tree.root.flatMap { tree.value(of: "z", in: $0) })
    #expect(tree.mergedEntries(of: z).map { tree.text(of: $0.key) } == ["c"])
  }

  @Test func mergesThatGrowExponentiallyAreRefused() throws {
    var text = "- &a0 {k: 1}\n"
    for level in 1...30 {
      text += "- &a\(level) {<<: [*a\(level - 1), *a\(level - 1), *a\(level - 1)]}\n"
    }
    let diagnostic = try onlyDiagnostic(text)
    #expect(diagnostic.code == "nesting-too-deep")
    #expect(diagnostic.message.hasPrefix("the merge keys of this mapping bring in too much"))
  }

  @Test func longChainsOfMergesAreRefused() throws {
    let chain = { (count: Int) in
      "- &a0 {k: 1}\n" + (1...count).map { "- &a\($0) {<<: *a\($0 - 1)}\n" }.joined()
    }
    let tree = try tree(chain(100))
    let last = try #require(tree.root.map { Array(tree.children(of: $0)) }?.last)
    #expect(tree.value(of: "k", in: last).map { tree.text(of: $0) } == "1")
    #expect(try onlyDiagnostic(chain(101)).code == "nesting-too-deep")
  }

  @Test func keysOfTheVocabularyAreFoundByName() throws {
    let words = ["Type", "Ref", "!Ref"]
    let vocabulary = Vocabulary(words)
    for text in ["Type: !Ref x\nother: Type\nT: 1\n", "{\"Ty\\u0070e\": \"x\", \"o\": \"Type\"}"] {
      let tree = try tree(text, words: words)
      let root = try #require(tree.root)
      let value = try #require(tree.value(of: vocabulary.name("Type"), in: root))
      #expect(tree.text(of: value) == "x")
      #expect(tree.value(of: vocabulary.name("Ref"), in: root) == nil)
      #expect(tree.value(of: .none, in: root) == nil)
      let key = try #require(tree.key(of: value))
      #expect(tree[key].name == vocabulary.name("Type"))
      #expect(tree[key].flags.contains(.isKey))
      #expect(tree.nodes.count { !$0.name.isNone } == 1)
    }
    let tagged = try tree("Type: !Ref x\n", words: words)
    let value = try #require(tagged.root.flatMap { tagged.value(of: "Type", in: $0) })
    #expect(tagged.tagName(of: value) == vocabulary.name("!Ref"))
  }
}
