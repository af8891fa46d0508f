import AccessAnalysis
package import Findings
import IdentityAnalysis
import Infrastructure
import Permissions
package import SourceText
import Syntax
import Values

/// Whether policy documents allow all that others do, without an estate.
package enum CoverAnswers {
  /// The answer about two documents.
  ///
  /// The spans of the answer are in the first source, the reference, and the second, the candidate.
  package static func answer(
    reference: SourceFile,
    candidate: SourceFile,
    attachedTo attachment: PolicyAttachment
  ) -> CoverAnswer {
    let vocabulary = Declarations.builtIn.vocabulary
    var policies: [Policy] = []
    var trees: [SyntaxTree] = []
    for (index, source) in [reference, candidate].enumerated() {
      let parsed = parseSource(source, id: SourceID(index), vocabulary: vocabulary)
      guard let tree = parsed.tree, let root = tree.root else {
        let problem = parsed.diagnostics.first
        let words = problem?.message ?? "the file is empty"
        return CoverAnswer(refusing: nil, because: words, at: problem?.span)
      }
      do throws(PolicyDocumentReader.Refusal) {
        policies.append(
          try .init(at: root, of: tree, attachedTo: attachment, document: index)
        )
        trees.append(tree)
      } catch {
        return CoverAnswer(refusing: nil, because: error.reason, at: tree.span(of: error.node))
      }
    }
    return answer(to: nil, policies) { provenance in
      let node = Int(provenance.origin.rawValue) - 1
      guard trees.indices.contains(provenance.document), node >= 0 else { return nil }
      return trees[provenance.document].span(of: NodeID(node))
    }
  }

  /// The answers to lines of JSON, `{"id", "reference", "candidate", "type"}`, in their order.
  ///
  /// - Parameter lines: Each with its number.
  package static func answers(
    to lines: [(number: Int, text: [UInt8])]
  ) -> [CoverAnswer] {
    parallelMap(lines) { answer(to: $0.text, number: $0.number) }
  }

  private static func answer(to line: [UInt8], number: Int) -> CoverAnswer {
    let wanted = "line \(number) is not a question with 'id', 'reference' and 'candidate'"
    let parsed = parseText(
      line,
      placed: .from(0),
      id: SourceID(0),
      vocabulary: Declarations.builtIn.vocabulary
    )
    guard let tree = parsed.tree, let root = tree.root,
      let idNode = tree.value(of: "id", in: root), tree[idNode].kind == .scalar
    else { return CoverAnswer(refusing: nil, because: wanted) }
    let id = tree.text(of: idNode)
    guard let reference = tree.value(of: "reference", in: root),
      let candidate = tree.value(of: "candidate", in: root)
    else { return CoverAnswer(refusing: id, because: wanted) }
    let type = tree.value(of: "type", in: root).map(tree.text) ?? "identity"
    guard let attachment = PolicyAttachment(rawValue: type) else {
      return CoverAnswer(refusing: id, because: "'\(type)' is neither 'identity' nor 'resource'")
    }
    var policies: [Policy] = []
    for (index, node) in [reference, candidate].enumerated() {
      do throws(PolicyDocumentReader.Refusal) {
        policies.append(
          try .init(at: node, of: tree, attachedTo: attachment, document: index)
        )
      } catch {
        let role = index == 0 ? "reference" : "candidate"
        return CoverAnswer(refusing: id, because: "the \(role): \(error.reason)")
      }
    }
    return answer(to: id, policies) { _ in nil }
  }

  /// - Parameter policies: The reference and the candidate.
  private static func answer(
    to id: String?,
    _ policies: [Policy],
    span: (Statement.Provenance) -> SourceSpan?
  ) -> CoverAnswer {
    let search = PermissionSolver().request(
      allowedBy: Grants(policies[1]),
      butNotBy: Grants(policies[0])
    )
    func told(_ statement: Statement) -> CoverAnswer.Statement {
      let provenance = statement.provenance
      return .init(index: provenance.index, sid: provenance.sid, at: span(provenance))
    }
    switch search {
    case .none: return CoverAnswer(to: id, .covered)
    case .found(let witness):
      return CoverAnswer(
        to: id,
        .notCovered,
        example: example(witness.request),
        allowing: witness.allows.first.map(told),
        denying: witness.denial.map(told)
      )
    case .undetermined(let doubts):
      return CoverAnswer(to: id, .undetermined, needs: doubts.map(\.description))
    }
  }

  private static func example(_ request: Request) -> CoverAnswer.Example {
    CoverAnswer.Example(
      action: request.action,
      resource: request.resource.description,
      principal: request.principal.map(CoverAnswer.Example.Principal.init),
      context: request.context.sorted { $0.key < $1.key }
        .map { (key: $0.key.spelling, values: $0.value.map(\.description)) }
    )
  }
}

extension Policy {
  fileprivate init(
    at root: NodeID,
    of tree: SyntaxTree,
    attachedTo attachment: PolicyAttachment,
    document: Int
  ) throws(PolicyDocumentReader.Refusal) {
    self = try PolicyDocumentReader.policy(
      at: root,
      of: tree,
      attachedTo: attachment,
      document: document
    )
  }
}
