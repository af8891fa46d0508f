import Findings
import Linting
import Policies
import Syntax

/// Changes a policy in one place after the other and runs its examples each time.
struct MutantRun {
  private(set) var mutants: [Mutant] = []

  /// - Parameters:
  ///   - runs: The examples, all of which pass.
  ///   - id: The policy's id.
  init(_ runs: [ExampleRun], in document: SyntaxTree, id: PolicyID, path: String) {
    guard let first = runs.first else { return }
    let writer = PolicyPlaceWriter(document, path: path)
    for expression in PolicyExpression.all(in: document) {
      // The same change may be made at two places: they are told apart by a number.
      var counts: [String: Int] = [:]
      for draft in MutantDraft.all(of: expression) {
        counts[draft.change, default: 0] += 1
        let count = counts[draft.change, default: 1]
        let replacements = [expression.node: draft.replacement]
        // What cannot be read is noticed without a test.
        guard first.trial.accepts(replacements) else { continue }
        mutants.append(
          Mutant(
            policy: id,
            expression: expression.path,
            change: draft.change + (count == 1 ? "" : " (\(count))"),
            place: writer.place(of: draft.range, in: expression.node),
            isKilled: runs.contains { $0.notices(replacements) },
            hint: draft.hint
          )
        )
      }
    }
  }
}
