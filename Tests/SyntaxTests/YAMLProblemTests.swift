import Findings
import SourceText
import Syntax
import Testing

/// Every way in which libyaml refuses a text is told in words that help.
@Suite struct YAMLProblemTests {
  struct Refusal: Sendable {
    let text: String
    let place: String
    let message: String
    var related: String?
  }

  @Test(arguments: [
    Refusal(
      text: "a:\n  b: 1\n c: 2\n",
      place: "c",
      message: "the mapping goes on with something that is no key of it",
      related: "the mapping begins here"
    ),
    Refusal(
      text: "a: \"x\" y\n",
      place: "y",
      message: "something follows the value on its line",
      related: "the mapping begins here"
    ),
    Refusal(
      text: "- a\nb: c\n",
      place: "b",
      message: "the list goes on with something that is no element of it",
      related: "the list begins here"
    ),
    Refusal(
      text: "ä: [1, 2\nb: 3\n",
      place: ":",
      message: "',' or ']' has to follow here",
      related: "the list begins here"
    ),
    Refusal(
      text: "a: {b: 1\n",
      place: "",
      message: "',' or '}' has to follow here",
      related: "the mapping begins here"
    ),
    Refusal(text: "a: ]\n", place: "]", message: "a value has to stand here"),
    Refusal(
      text: "{a: 1}}\n",
      place: "}",
      message: "something follows the end of the document"
    ),
    Refusal(
      text: "a: b\nkey  # x\nc: d\n",
      place: "key  # x",
      message: "this line is no entry of the mapping: it has no ': '"
    ),
    Refusal(
      text: "a: b: c\n",
      place: ":",
      message: "': ' cannot stand here, because no mapping can begin on this line"
    ),
    Refusal(
      text: "[a:,]\n",
      place: ":",
      message: "':' cannot stand within this text",
      related: "the text begins here"
    ),
    Refusal(text: "a: - b\n", place: "-", message: "no list can begin here"),
    Refusal(text: "a: ? b\n", place: "?", message: "no mapping can begin here"),
    Refusal(
      text: "a: \"x\n",
      place: "",
      message: "the quoted text does not end",
      related: "the quoted text begins here"
    ),
    Refusal(
      text: "a: 'x\n---\n",
      place: "-",
      message: "the document ends within a quoted text",
      related: "the quoted text begins here"
    ),
    Refusal(
      text: "Resource: *\n",
      place: "",
      message: "'*' and '&' have to be followed by the name of an anchor"
    ),
    Refusal(
      text: "a: @b\n",
      place: "@",
      message: "a text without quotes cannot begin with '@'"
    ),
    Refusal(
      text: "a: \"\\q\"\n",
      place: "\\",
      message: "YAML has no such escape",
      related: "the quoted text begins here"
    ),
    Refusal(
      text: "a: \"\\ud800\"\n",
      place: "d",
      message: "the escape is no Unicode character",
      related: "the quoted text begins here"
    ),
    Refusal(
      text: "a: |x\n  b\n",
      place: "x",
      message: "only a comment may follow here",
      related: "the block of text begins here"
    ),
    Refusal(
      text: "a: !x!y z\n",
      place: "!",
      message: "no '%TAG' directive declares the tag's handle"
    ),
    Refusal(text: "a: !<x y\n", place: " ", message: "the tag is not well-formed"),
    Refusal(
      text: "%TAG !e\n--- a\n",
      place: "",
      message: "the directive is not well-formed",
      related: "the directive begins here"
    ),
    Refusal(text: "%YAML 3.0\n---\n", place: "%", message: "only YAML 1.1 and 1.2 can be read"),
  ])
  func aRefusalSaysWhereAndWhat(_ refusal: Refusal) throws {
    let diagnostic = try onlyDiagnostic(refusal.text)
    #expect(diagnostic.level == .error)
    #expect(diagnostic.code == "yaml-syntax")
    #expect(diagnostic.message == refusal.message)
    #expect(source(diagnostic.span, in: refusal.text) == refusal.place)
    #expect(diagnostic.related.map(\.message) == (refusal.related.map { [$0] } ?? []))
  }

  @Test func aJSONFileHasToBeJSON() throws {
    for (text, place) in [
      ("{\"a\": 1,}", "}"), ("{\"a\" 1}", "1"), ("[1 2]", "2"), ("[01]", "1"), ("[tru]", "t"),
      ("", ""), ("[\"\\x\"]", "\\x"), ("[\"\\ud800\"]", "\\ud800"), ("[1.]", "]"), ("[] x", "x"),
      ("{a: 1}", "a"), ("['a']", "'"), ("[\"a", ""), ("[\"\\u12g4\"]", "\\u"),
      ("[\"\\udc00\\ud800\"]", "\\udc00"),
    ] {
      let diagnostic = try onlyDiagnostic(text, path: "plan.JSON")
      #expect(diagnostic.code == "json-syntax", "\(text)")
      #expect(source(diagnostic.span, in: text) == place, "\(text)")
    }
  }

  @Test func otherFilesWithBracketsMayBeYAML() throws {
    for path in ["a.yaml", "a.yml", "a.template", "a"] {
      let tree = try tree("{a: 1, \"b\": [x,],}", path: path)
      #expect(tree.language == .yaml)
      #expect(outline(tree, try #require(tree.root)) == "{a: 1, b: [x]}")
    }
    #expect(try onlyDiagnostic("{\"a\": [1 2}").code == "yaml-syntax")
  }

  @Test func anEmbeddedTextIsReadLikeAFile() throws {
    let text = #"{"Version": "2012-10-17"}"#
    let parsed = parseText(
      Array(text.utf8),
      placed: .from(0),
      id: SourceID(3),
      vocabulary: Vocabulary([])
    )
    let tree = try #require(parsed.tree)
    #expect(tree.language == .json)
    #expect(tree.source == SourceID(3))
  }
}
