import Findings
import Linting
import Policies
package import Syntax

/// Changes a policy in one place after the other and runs its examples each time.
struct MutantRun {
  private(set) var mutants: [Mutant] = []

  /// - Parameters:
  ///   - runs: The examples, all of which pass.
  ///   - id: The policy's id.
  init(_ runs: [ExampleRun], in document: SyntaxTree, id: PolicyID, path: String) {
    guard let first = runs.first else { return }
    mutants = Mutation.all(in: document, path: path).compactMap { mutation in
      // What cannot be read is noticed without a test.
      guard first.trial.accepts(mutation.replacements) else { return nil }
      return Mutant(
        policy: id,
        expression: mutation.expression,
        change: mutation.change,
        place: mutation.place,
        isKilled: runs.contains { $0.notices(mutation.replacements) },
        hint: mutation.hint
      )
    }
  }
}

/// One thing to change in a policy.
package struct Mutation: Sendable {
  /// The expression that it is in: `rules[0].when`.
  package let expression: String
  /// What is done, in words; a number tells apart what is done twice in an expression.
  package let change: String
  /// The expressions that are read instead of the policy's own.
  package let replacements: [NodeID: String]
  let place: PolicyPlace
  let hint: String

  /// The changes of a document, by their places.
  package static func all(in document: SyntaxTree, path: String) -> [Mutation] {
    let writer = PolicyPlaceWriter(document, path: path)
    return PolicyExpression.all(in: document).flatMap { expression in
      var counts: [String: Int] = [:]
      return MutantDraft.all(of: expression).map { draft in
        counts[draft.change, default: 0] += 1
        let count = counts[draft.change, default: 1]
        return Mutation(
          expression: expression.path,
          change: draft.change + (count == 1 ? "" : " (\(count))"),
          replacements: [expression.node: draft.replacement],
          place: writer.place(of: draft.range, in: expression.node),
          hint: draft.hint
        )
      }
    }
  }
}
