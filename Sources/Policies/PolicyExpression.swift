import CEL
package import Syntax

/// An expression of a policy document that decides its verdicts: not those of messages and places, nor
/// what only these read.
package struct PolicyExpression: Sendable {
  /// What it is for.
  package enum Part: Hashable, Sendable {
    case selection
    /// What `let` names so.
    case binding(String)
    case iteration
    case condition
    case assertion
  }

  /// The index of its rule in the document.
  package let rule: Int
  package let part: Part
  /// The scalar that holds it.
  package let node: NodeID
  package let text: String

  /// Whether it has to be true or false as a whole.
  package var isQuestion: Bool {
    switch part {
    case .selection, .condition, .assertion: true
    case .binding, .iteration: false
    }
  }

  /// Where it stands in the document: `rules[0].let.names`.
  package var path: String {
    let key =
      switch part {
      case .selection: "match.where"
      case .binding(let name): "let.\(name)"
      case .iteration: "forEach.in"
      case .condition: "when"
      case .assertion: "assert"
      }
    return "rules[\(rule)].\(key)"
  }

  /// The expressions of a document, in its order as far as it is well formed.
  package static func all(in tree: SyntaxTree) -> [PolicyExpression] {
    guard let root = tree.root, let rules = tree.value(of: "rules", in: root) else { return [] }
    var all: [PolicyExpression] = []
    for (index, child) in tree.children(of: rules).enumerated() {
      let rule = tree.resolved(child)
      var expressions: [PolicyExpression] = []
      func add(_ part: Part, _ value: NodeID?) {
        guard let node = value.map(tree.resolved), tree[node].kind == .scalar else { return }
        let text = tree.text(of: node)
        expressions.append(PolicyExpression(rule: index, part: part, node: node, text: text))
      }
      func value(_ key: String, of outer: String) -> NodeID? {
        tree.value(of: outer, in: rule).flatMap { tree.value(of: key, in: tree.resolved($0)) }
      }
      add(.selection, value("where", of: "match"))
      if let bindings = tree.value(of: "let", in: rule) {
        for (key, value) in tree.entries(of: tree.resolved(bindings)) {
          add(.binding(tree.text(of: key)), value)
        }
      }
      add(.iteration, value("in", of: "forEach"))
      add(.condition, tree.value(of: "when", in: rule))
      add(.assertion, tree.value(of: "assert", in: rule))
      all += deciding(expressions)
    }
    return all
  }

  /// Without the bindings of a rule that no other of its expressions reads.
  private static func deciding(_ expressions: [PolicyExpression]) -> [PolicyExpression] {
    var read: Set<String> = []
    var deciding: [PolicyExpression] = []
    for expression in expressions.reversed() {
      if case .binding(let name) = expression.part, !read.contains(name) { continue }
      read.formUnion(Program.names(in: expression.text))
      deciding.append(expression)
    }
    return deciding.reversed()
  }
}
