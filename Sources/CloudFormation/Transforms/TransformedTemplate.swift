import Findings
import SourceText
import Syntax

/// A template as its transforms leave it.
struct TransformedTemplate {
  private(set) var tree: SyntaxTree
  /// The defaults that generated entries rest on, by the node of the key.
  var assumptions: [NodeID: [String]] = [:]
  /// A transform that generates more than is read.
  var tooLarge: SourceSpan?
  /// What the transforms did not understand.
  var diagnostics: [Diagnostic] = []

  /// The template after the transforms that it asks for and that are known.
  ///
  /// - Parameter parameter: What is known of a parameter before the template is read.
  init(
    _ tree: SyntaxTree,
    vocabulary: Vocabulary,
    parameter: @escaping (String) -> LoopExpansion.Collection?
  ) {
    self.init(tree: tree)
    let transforms = Self.transforms(of: tree)
    if transforms.contains("AWS::LanguageExtensions"),
      let loops = LoopExpansion(tree, vocabulary: vocabulary, parameter: parameter),
      let expanded = loops.expanded()
    {
      self = expanded
    }
    if transforms.contains(ServerlessTransform.name) { applyServerless(vocabulary) }
  }

  init(
    tree: SyntaxTree,
    assumptions: [NodeID: [String]] = [:],
    tooLarge: SourceSpan? = nil,
    diagnostics: [Diagnostic] = []
  ) {
    self.tree = tree
    self.assumptions = assumptions
    self.tooLarge = tooLarge
    self.diagnostics = diagnostics
  }

  private mutating func applyServerless(_ vocabulary: Vocabulary) {
    let transform = ServerlessTransform(tree, vocabulary: vocabulary)
    guard var made = transform.transformed(assumptions: assumptions) else { return }
    made.tooLarge = made.tooLarge ?? tooLarge
    self = made
  }

  /// The names in the `Transform` section of a template.
  static func transforms(of tree: SyntaxTree) -> [String] {
    guard let root = tree.root, tree[root].kind == .mapping,
      let value = tree.value(of: "Transform", in: root)
    else { return [] }
    let node = tree.resolved(value)
    switch tree[node].kind {
    case .scalar: return [tree.text(of: node)]
    case .sequence: return tree.children(of: node).map { tree.text(of: $0) }
    case .mapping, .alias: return []
    }
  }
}
