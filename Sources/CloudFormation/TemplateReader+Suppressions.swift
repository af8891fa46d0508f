import Findings
import Infrastructure
import SourceText
import Syntax

/// What other tools are told to keep quiet about.
extension TemplateReader {
  /// Reports the checks that metadata and comments of a template silence in other tools: Lintel judges all the
  /// same, and nobody should think that it does not.
  func reportSuppressions(of root: NodeID, _ estate: inout EstateBuilder) {
    var inMetadata: [(tool: String, id: String, node: NodeID)] = []
    collect(from: root, into: &inMetadata)
    for (_, resource) in declared {
      collect(from: tree.resolved(NodeID(resource.node.index + 1)), into: &inMetadata)
    }
    var found = SuppressionComments.all(of: tree)
    found += inMetadata.map { .init(tool: $0.tool, id: $0.id, span: tree.span(of: $0.node)) }
    found.sort { $0.span.start < $1.span.start }
    guard let first = found.first else { return }
    var ids: [String] = []
    for suppression in found {
      let text = suppression.text
      if !ids.contains(text) { ids.append(text) }
    }
    let fact = "this template silences \(Self.listed(ids)), which does not silence Lintel"
    let others = found.dropFirst().prefix(5).map {
      Note($0.text, at: $0.span)
    }
    estate.report(
      Diagnostic(
        .warning,
        "foreign-suppression",
        fact,
        at: first.span,
        related: Array(others)
      )
    )
  }

  private static func listed(_ ids: [String]) -> String {
    guard ids.count > 6 else { return ids.joined(separator: ", ") }
    return ids.prefix(5).joined(separator: ", ") + " and \(ids.count - 5) more"
  }

  /// - Parameter holder: A mapping that may have a `Metadata` section.
  private func collect(
    from holder: NodeID,
    into found: inout [(tool: String, id: String, node: NodeID)]
  ) {
    guard tree[holder].kind == .mapping, let value = tree.value(of: .metadata, in: holder) else {
      return
    }
    let metadata = tree.resolved(value)
    guard tree[metadata].kind == .mapping else { return }
    for (tool, path, key) in [
      ("cfn_nag", ["cfn_nag", "rules_to_suppress"], "id"), ("checkov", ["checkov", "skip"], "id"),
      ("cfn-lint", ["cfn-lint", "config", "ignore_checks"], ""),
      ("guard", ["guard", "SuppressedRules"], ""),
    ] {
      var node = metadata
      for step in path {
        guard tree[node].kind == .mapping, let next = tree.value(of: step, in: node) else {
          node = metadata
          break
        }
        node = tree.resolved(next)
      }
      guard node != metadata, tree[node].kind == .sequence else { continue }
      for child in tree.children(of: node) {
        let child = tree.resolved(child)
        let id = key.isEmpty ? child : tree.value(of: key, in: child).map(tree.resolved)
        guard let id, tree[id].kind == .scalar else { continue }
        found.append((tool, tree.text(of: id), id))
      }
    }
  }
}
