import Findings
import Linting
import SourceText
import Syntax

/// The policies of a set that have the id of another one.
struct PolicyClashes: Sendable {
  /// The paths of the documents by their ids, in order.
  private var paths: [String: [String]] = [:]
  private let known: [LintOptions.StoredPolicy]

  /// - Parameter known: Policies whose ids are taken; a document of the set that is one of them, by its
  ///   path, is no clash.
  init(
    among policies: [LintOptions.StoredPolicy],
    besides known: [LintOptions.StoredPolicy]
  ) {
    self.known = known
    for policy in policies {
      guard let id = policy.writtenID else { continue }
      paths[id, default: []].append(policy.source.path)
    }
  }

  /// That the document at a path has an id that is taken.
  func problem(of tree: SyntaxTree?, path: String) -> PolicyTestReport.Problem? {
    guard let tree, let (id, node) = LintOptions.StoredPolicy.id(in: tree) else { return nil }
    let position = LineIndex(tree.bytes).position(at: tree.span(of: node).start)
    let other: String
    if let first = paths[id]?.first, first != path {
      other = "'\(first)' has the id '\(id)', too"
    } else if known.contains(where: { $0.id == id && !path.hasSuffix($0.source.path) }) {
      other = "a built-in policy has the id '\(id)'"
    } else {
      return nil
    }
    return PolicyTestReport.Problem(
      kind: .diagnostic(code: "invalid-policy"),
      message: other,
      path: path,
      line: position.line,
      column: position.column
    )
  }
}
