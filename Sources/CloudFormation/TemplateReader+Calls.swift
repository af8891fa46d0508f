import SourceText
import Syntax

extension TemplateReader {
  /// A use of an intrinsic function, in its short or long form.
  struct Call {
    let function: IntrinsicFunction
    /// The whole use: `!Ref X` or `{Ref: X}`.
    let node: NodeID
    /// What it is applied to. In the short form this is `node` itself, whose tag is spent.
    let argument: NodeID

    var isShort: Bool { node == argument }
  }

  /// The use of a function at a node; nil for other nodes.
  func call(at node: NodeID) -> Call? {
    if tree[node].tag != 0, let function = intrinsics[tree.tagName(of: node)] {
      return Call(function: function, node: node, argument: node)
    }
    guard tree[node].kind == .mapping, tree.count(of: node) == 1 else { return nil }
    let key = NodeID(node.index + 1)
    guard tree[key].kind == .scalar, !tree[key].name.isNone,
      let function = intrinsics[tree[key].name]
    else { return nil }
    let argument = tree.resolved(NodeID(Int(tree[key].next)))
    return Call(function: function, node: node, argument: argument)
  }

  /// The operands of a function that takes a list of exactly `count`.
  func operands(of call: Call, count: Int) -> [NodeID]? {
    operands(of: call, count: count...count)
  }

  /// The operands of a function that takes a list.
  func operands(of call: Call, count: ClosedRange<Int>) -> [NodeID]? {
    guard tree[call.argument].kind == .sequence else { return nil }
    guard count.contains(tree.count(of: call.argument)) else { return nil }
    return tree.children(of: call.argument).map(tree.resolved)
  }

  /// The name that a `Ref` at this node refers to.
  func referenceName(_ node: NodeID) -> String? {
    guard let call = call(at: tree.resolved(node)), call.function == .ref else { return nil }
    return argumentText(of: call)
  }

  /// Whether a node is a text as it stands, not the use of a function.
  func isPlainText(_ node: NodeID) -> Bool {
    guard tree[node].kind == .scalar else { return false }
    return tree[node].tag == 0 || (tree.tag(of: node) ?? "!") == "!"
  }

  /// What a function is applied to, where that is a text as it stands.
  func argumentText(of call: Call) -> String? {
    guard tree[call.argument].kind == .scalar, call.isShort || isPlainText(call.argument) else {
      return nil
    }
    return tree.text(of: call.argument)
  }
}
