import Findings
import SourceText
import Syntax
import Testing

/// Random texts never crash the parser, and what it gives is always whole.
@Suite struct SyntaxFuzzTests {
  private static let seeds = [
    """
    AWSTemplateFormatVersion: '2010-09-09'
    Resources: # all of them
      Role: &role
        Type: AWS::IAM::Role
        Properties:
          Arn: !Sub "arn:${AWS::Partition}:s3:::b/*"
          Policies:
            - {Effect: Allow, Action: ['s3:*', "iam:Pass\\u0052ole"], Resource: "*"}
          Script: |-
            # no comment
            echo "ä€𝄞"

          Folded: >+
            one
            two

    """,
    "--- !!map\n? [a, b]\n: &x {a: 1}\n<<: *x\n...\n%TAG !e! tag:e,1:\n---\n- !e!f g\n- ~\n",
    "{\"a\": [1, -2.5e3, true, null, \"x\\n\\ud834\\udd1e\"], \"b\": {\"a\": {}}, \"c\": \"ä\"}",
    "a: &a [x]\nb: &b {<<: {c: d}, k: *a}\nc: [*a, *b, &d !t x]\nd: 'it''s\n\n  folded'\n",
  ].map { Array($0.utf8) }

  private static let fragments = [
    "\n", " ", "  ", "\t", ": ", "- ", "? ", "[", "]", "{", "}", ",", "\"", "'", "|\n", ">-\n", "#",
    " # ", "&a ", "*a", "<<: ", "!Ref ", "!!int ", "---\n", "...\n", "%YAML 1.1\n", "\r\n", "\r",
    "\\", "\\u00e4", "\u{FEFF}", "\u{85}", "\u{2028}", "ä", "𝄞", "\u{0}", "1", "true", "~",
    "key: v\n",
  ].map { Array($0.utf8) }

  @Test func mutatedTextsGiveWholeTreesOrErrors() throws {
    var random = RandomNumbers(seed: 20_261_123)
    var treeCount = 0
    for seed in Self.seeds { try #require(parse(seed).tree != nil) }
    for iteration in 0..<2000 {
      let text = Self.mutated(&random)
      let isJSON = text.first == UInt8(ascii: "{") && iteration.isMultiple(of: 2)
      let path = isJSON ? "plan.json" : "template.yaml"
      let parsed = parse(text, path: path)
      let isRefused = parsed.diagnostics.contains { $0.level == .error }
      try #require((parsed.tree == nil) == isRefused)
      for diagnostic in parsed.diagnostics {
        for span in [diagnostic.span].compactMap({ $0 }) + diagnostic.related.map(\.span) {
          try #require(span.start <= span.end && Int(span.end) <= text.count)
        }
      }
      guard let tree = parsed.tree else { continue }
      treeCount += 1
      try check(tree, text)
    }
    #expect(treeCount > 300)
  }

  @Test func validJSONIsTheSameTreeInYAML() throws {
    var random = RandomNumbers(seed: 8259)
    for _ in 0..<500 {
      let text = Self.json(depth: 4, &random)
      let json = try tree(text, path: "plan.json")
      // With a comment in front it is no JSON, so that libyaml reads it.
      let yaml = try tree("# yaml\n" + text)
      try #require(yaml.language == .yaml && json.nodes.count == yaml.nodes.count, "\(text)")
      for index in json.nodes.indices {
        let (left, right) = (json[NodeID(index)], yaml[NodeID(index)])
        try #require(left.kind == right.kind && left.next == right.next, "\(text)")
        try #require(
          left.type == right.type && left.flags.contains(.isKey) == right.flags.contains(.isKey),
          "\(text)"
        )
        try #require(json.utf8(of: NodeID(index)) == yaml.utf8(of: NodeID(index)), "\(text)")
        try #require(json.span(of: NodeID(index)).start + 7 == yaml.span(of: NodeID(index)).start)
        try #require(json.span(of: NodeID(index)).end + 7 == yaml.span(of: NodeID(index)).end)
      }
    }
  }

  /// Every node within its parent, behind its elder sibling, and readable.
  private func check(_ tree: SyntaxTree, _ text: [UInt8]) throws {
    for document in tree.documents { try check(tree, document, from: 0, to: text.count) }
    try #require(
      tree.documents.reduce(0) { $0 + Int(tree[$1].next) - $1.index } == tree.nodes.count
    )
    for comment in tree.comments() {
      try #require(text[Int(comment.span.start)] == UInt8(ascii: "#"))
    }
  }

  private func check(_ tree: SyntaxTree, _ id: NodeID, from start: Int, to end: Int) throws {
    let span = tree.span(of: id)
    let textSpan = tree.textSpan(of: id)
    try #require(start <= Int(span.start) && span.start <= span.end && Int(span.end) <= end)
    try #require(span.start <= textSpan.start && textSpan.start <= textSpan.end)
    try #require(textSpan.end <= span.end)
    try #require(String(validating: tree.utf8(of: id), as: UTF8.self) != nil)
    _ = tree.mergedEntries(of: id)
    _ = tree.value(of: "a", in: id)
    let target = tree[tree.resolved(id)]
    try #require(target.kind != .alias)
    guard tree[id].kind == .sequence || tree[id].kind == .mapping else { return }
    var position = Int(span.start)
    var count = 0
    for child in tree.children(of: id) {
      try check(tree, child, from: position, to: Int(span.end))
      position = Int(tree.span(of: child).end)
      count += 1
    }
    try #require(tree.count(of: id) * (tree[id].kind == .mapping ? 2 : 1) == count)
  }

  private static func mutated(_ random: inout RandomNumbers) -> [UInt8] {
    var text = seeds.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0...text.count, using: &random)
      let end = min(text.count, place + Int.random(in: 0...8, using: &random))
      switch Int.random(in: 0..<8, using: &random) {
      case 0: text.removeSubrange(place..<end)
      case 1: text.insert(UInt8.random(in: 0...255, using: &random), at: place)
      case 2: text.insert(contentsOf: text[place..<end], at: 0)
      case 3: text.removeSubrange(end...)
      default: text.insert(contentsOf: fragments.randomElement(using: &random) ?? [], at: place)
      }
    }
    return text
  }

  /// A random JSON value on few lines, without what only one of the two languages has.
  private static func json(depth: Int, _ random: inout RandomNumbers) -> String {
    let blank = [" ", "", "\n  "].randomElement(using: &random) ?? ""
    switch Int.random(in: depth == 4 ? 0..<2 : 0..<(depth == 0 ? 0 : 2) + 6, using: &random) {
    case 0 where depth > 0:
      let elements = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        json(depth: depth - 1, &random)
      }
      return "[" + blank + elements.joined(separator: "," + blank) + blank + "]"
    case 1 where depth > 0:
      let entries = (0..<Int.random(in: 0...4, using: &random)).map { index in
        "\"k\(index)\(string(&random))\": " + json(depth: depth - 1, &random)
      }
      return "{" + blank + entries.joined(separator: ", ") + blank + "}"
    case 2: return "\(Int.random(in: -1000...1000, using: &random))"
    case 3: return "\(Int.random(in: 0...99, using: &random)).5e-3"
    case 4: return ["true", "false", "null"].randomElement(using: &random) ?? ""
    default: return "\"\(string(&random))\""
    }
  }

  private static func string(_ random: inout RandomNumbers) -> String {
    let pieces = [
      "a", " ", "ä", "𝄞", "\\n", "\\u00e4", "\\\"", "\\\\", "'", "#", ": ", "- ", "\\t", "{",
    ]
    return (0..<Int.random(in: 0...5, using: &random)).map { _ in
      pieces.randomElement(using: &random) ?? ""
    }.joined()
  }
}
