import SourceText
import Syntax
import Testing

/// Where nodes, texts and comments stand.
@Suite struct SpanTests {
  @Test(arguments: [
    ("k: !Sub \"a\\n\" # c\n", "!Sub \"a\\n\"", "a\\n"),
    ("k: &x !Sub # why\n  'it''s'\n", "&x !Sub # why\n  'it''s'", "it''s"),
    ("k: !GetAZs\nl: 1\n", "!GetAZs", ""),
    ("k:\nl: 1\n", "", ""),
    ("k: one\n  two\nl: 1\n", "one\n  two", "one\n  two"),
    ("k: ä two\n", "ä two", "ä two"),
    ("k: !Sub |- # c\n  a\n  b\n\n\nl: 1\n", "!Sub |- # c\n  a\n  b", "  a\n  b"),
    ("k: >+\n  a\n\n", ">+\n  a", "  a"),
    ("k: |\nl: 1\n", "|", ""),
    ("k: !If [a,\n  b]\n", "!If [a,\n  b]", "[a,\n  b]"),
    ("k: &x\n  - [a]\n\n# c\nl: 1\n", "&x\n  - [a]", "- [a]"),
    ("k: !<tag:yaml.org,2002:str> a b\n", "!<tag:yaml.org,2002:str> a b", "a b"),
    ("k:\n- {a: b}\n- c:\n  # nothing\nl: 1\n", "- {a: b}\n- c:", "- {a: b}\n- c:"),
    ("k: 'a'\n", "'a'", "a"),
  ])
  func valuesEndWhereTheirTextEnds(text: String, whole: String, content: String) throws {
    let tree = try tree(text)
    let value = try #require(tree.root.flatMap { tree.value(of: "k", in: $0) })
    #expect(source(tree.span(of: value), in: text) == whole)
    #expect(source(tree.textSpan(of: value), in: text) == content)
  }

  @Test func commentsAreWhatNoScalarHolds() throws {
    let text = """
      # first
      a: b # second
      c: "# none" #third\u{20}
      d: 'x # none' # ä
      e: | # header
        # none
        text # none
       # after
      f: no#comment
      g: !Ref # tagged
        x
      h: [a, # flow
        b]
      i: &x # anchored
        j: # key
          - k
      #
      l: *x # alias
      m: >-
        text
      # last
      """
    let comments = try tree(text).comments()
    #expect(
      comments.map(\.text) == [
        "first", "second", "third", "ä", "header", "after", "tagged", "flow", "anchored", "key", "",
        "alias", "last",
      ]
    )
    for comment in comments {
      #expect(source(comment.span, in: text)?.hasPrefix("#") == true)
      #expect(source(comment.span, in: text)?.hasSuffix(comment.text) == true)
    }
  }

  @Test func aTextOfCommentsHasThemAll() throws {
    #expect(try tree("# a\n\n  # b\r\n").comments().map(\.text) == ["a", "b"])
    #expect(try tree("%YAML 1.1 # c\n--- # d\nx\n... # e\n").comments().count == 3)
    #expect(try tree("{\"a\": \"# b\"}").comments().isEmpty)
  }

  @Test func keysOfValuesAreTheNodesBefore() throws {
    let tree = try tree("a: [b]\n? [c]\n: d\ne: {}\nf: g\n")
    let root = try #require(tree.root)
    let keys = tree.entries(of: root).map { entry in
      tree.key(of: entry.value).map { tree.text(of: $0) }
    }
    #expect(keys == ["a", nil, "e", "f"])
    #expect(tree.key(of: root) == nil)
    #expect(tree.entries(of: root).allSatisfy { tree.key(of: $0.key) == nil })
  }

  @Test func scalarsHaveNoChildrenAndCollectionsNoText() throws {
    let tree = try tree("a: [b, c]\n")
    let root = try #require(tree.root)
    let list = try #require(tree.value(of: "a", in: root))
    #expect(tree.count(of: list) == 2)
    #expect(tree.children(of: root).map { $0.index } == [1, 2])
    for child in tree.children(of: list) {
      #expect(tree.count(of: child) == 0)
      #expect(Array(tree.children(of: child)).isEmpty)
      #expect(Array(tree.entries(of: child)).isEmpty)
    }
    #expect(Array(tree.entries(of: list)).isEmpty)
    #expect(tree.text(of: list).isEmpty)
    #expect(tree.value(of: "b", in: list) == nil)
    #expect(!tree.isText(list, ""))
  }
}
