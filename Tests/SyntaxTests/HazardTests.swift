import Findings
import SourceText
import Syntax
import Testing

/// Texts that hurt careless readers of YAML.
@Suite struct HazardTests {
  @Test func aliasesAreNeverExpanded() throws {
    var text = "a0: &a0 x\n"
    for level in 1...30 {
      text += "a\(level): &a\(level) [" + String(repeating: "*a\(level - 1), ", count: 9) + "]\n"
    }
    let tree = try tree(text)
    #expect(tree.nodes.count == 1 + 2 + 30 * 11)
    let last = try #require(tree.root.flatMap { tree.value(of: "a30", in: $0) })
    #expect(tree.count(of: last) == 9)
  }

  @Test func anAliasStandsForItsAnchor() throws {
    let tree = try tree("a: &x {b: 1}\nc: *x\nd: &x 2\ne: *x\n*x : key\n")
    let root = try #require(tree.root)
    let first = try #require(tree.value(of: "c", in: root))
    #expect(tree[first].kind == .alias)
    #expect(tree.resolved(first) == tree.value(of: "a", in: root))
    #expect(tree.value(of: "b", in: first).map { tree.text(of: $0) } == "1")
    #expect(tree.value(of: "e", in: root).map { tree.text(of: $0) } == "2")
    #expect(tree.value(of: "2", in: root).map { tree.text(of: $0) } == "key")
  }

  @Test func anAliasWithoutAnAnchorIsAnError() throws {
    let text = "a: &x 1\nb: *nope\n"
    let diagnostic = try onlyDiagnostic(text)
    #expect(diagnostic.code == "undefined-alias")
    #expect(diagnostic.message == "alias '*nope' has no anchor '&nope' before it")
    #expect(source(diagnostic.span, in: text) == "*nope")
    #expect(parse(text).tree == nil)
  }

  @Test func anAnchorReachesNoOtherDocument() throws {
    #expect(try onlyDiagnostic("a: &x 1\n---\nb: *x\n").code == "undefined-alias")
  }

  @Test(arguments: ["&x [*x]", "&x {a: *x}", "a: &x\n  - b: [*x]\n", "&x {*x : 1}"])
  func anAliasWithinItsOwnAnchorIsAnError(text: String) throws {
    let diagnostic = try onlyDiagnostic(text)
    #expect(diagnostic.code == "alias-cycle")
    #expect(source(diagnostic.span, in: text) == "*x")
    #expect(source(diagnostic.related.first?.span, in: text) == "&x")
  }

  @Test(arguments: ["template.yaml", "plan.json"])
  func nestingIsBounded(path: String) throws {
    let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    #expect(parse(deep, path: path).tree != nil)
    for depth in [201, 1_000_000] {
      let diagnostic = try onlyDiagnostic(String(repeating: "[", count: depth), path: path)
      #expect(diagnostic.code == "nesting-too-deep")
      #expect(diagnostic.span?.start == 200)
    }
  }

  @Test func blockNestingIsBounded() throws {
    let deep = (0..<201).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
    #expect(try onlyDiagnostic(deep).code == "nesting-too-deep")
  }

  @Test func aFloodOfTagDirectivesIsHarmless() throws {
    let directives = (0..<2000).map { "%TAG !h\($0)! tag:example.org,2026:\($0)/\n" }.joined()
    let tree = try tree(directives + "---\n!h7!x y\n")
    let root = try #require(tree.root)
    #expect(tree.tag(of: root) == "tag:example.org,2026:7/x")
  }

  @Test func aFloodOfTagsIsTold() throws {
    let tags = (0..<65_536).map { "- !t\($0)\n" }.joined()
    #expect(try onlyDiagnostic(tags).message == "the file has more than 65,535 different tags")
    let fewer = try tree((0..<40).map { "- !t\($0) x\n- !t\($0 / 2) y\n" }.joined())
    let last = try #require(fewer.root.map { Array(fewer.children(of: $0)) }?.last)
    #expect(fewer.tag(of: last) == "!t19")
  }

  @Test(arguments: ["a:\n\tb: c\n", "a: b\n\tc: d\n", "a: |\n\tb\n", "\ta: b\n", "a:\n  \tb: c\n"])
  func aTabThatIndentsIsCalledOne(text: String) throws {
    let diagnostic = try onlyDiagnostic(text)
    #expect(diagnostic.code == "yaml-syntax")
    #expect(diagnostic.message == "a tab is used for indentation")
    #expect(diagnostic.help == "indent with spaces")
    #expect(source(diagnostic.span, in: text) == "\t")
  }

  @Test func tabsElsewhereAreBlanks() throws {
    #expect(try tree("a:\tb\nc: [1,\t2]\n").nodes.count == 7)
    #expect(try tree("{\n\t\"a\": [\n\t\t1\n\t]\n}\n").language == .json)
  }

  @Test func aKeyOfAnyLengthIsReadInJSON() throws {
    let key = String(repeating: "k", count: 2000)
    let tree = try tree("{\"\(key)\": 1}")
    #expect(tree.root.flatMap { tree.value(of: key, in: $0) } != nil)
    #expect(parse("\(key): 1\n").diagnostics.map(\.code) == ["yaml-syntax"])
  }

  @Test func aStreamHasAllOfItsDocuments() throws {
    let tree = try tree("a: 1\n---\n- b\n...\n---\n---\nc\n")
    #expect(tree.documents.map { outline(tree, $0) } == ["{a: 1}", "[b]", "", "c"])
  }

  @Test func typesKeepTheirTexts() throws {
    let types: [(String, SyntaxNode.ScalarType)] = [
      ("", .null), ("~", .null), ("NULL", .null), ("nULL", .string), ("true", .boolean),
      ("False", .boolean), ("tRUE", .string), ("yes", .legacyBoolean), ("No", .legacyBoolean),
      ("ON", .legacyBoolean), ("off", .legacyBoolean), ("y", .legacyBoolean), ("N", .legacyBoolean),
      ("oN", .string), ("yess", .string), ("012345678901", .integer), ("-7", .integer),
      ("0x1F", .integer), ("0o17", .integer), ("0o18", .string), ("1_000", .string),
      ("12:30:45", .string), ("2012-10-17", .string), ("1e3", .float), ("1.", .float),
      (".5", .float), ("+.inf", .float), (".NaN", .float), ("-.nan", .string), (".", .string),
      ("1.2.3", .string), ("--", .string), ("+", .string), ("10.0.0.0/16", .string),
      ("1e", .string),
    ]
    for (text, type) in types {
      let tree = try tree("key: \(text)\n")
      let value = try #require(tree.root.flatMap { tree.value(of: "key", in: $0) })
      #expect(tree[value].type == type, "\(text)")
      #expect(tree.text(of: value) == text)
    }
  }

  @Test func quotesAndTagsDecideTypes() throws {
    let tree = try tree("['1', \"true\", !!str 1, !!int '1', !!bool \"no\", !Ref 1, ! 2]")
    let types = try #require(tree.root.map { tree.children(of: $0).map { tree[$0].type } })
    #expect(types == [.string, .string, .string, .integer, .legacyBoolean, .string, .string])
  }
}
