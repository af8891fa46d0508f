package import Findings
package import SourceText

/// A mutant that is known to survive, or a question that is known to have one answer only, with the
/// reason: what a list of them says of one.
///
/// A list has a line for each, `policy | expression | change | proof | reason`, where the change is what
/// reports say of it: `without 'a'`, `'a' is never true`. Empty lines and those that begin with `#` say
/// nothing.
package struct KnownSurvivor: Hashable, Sendable {
  /// What is known of it.
  package enum Proof: String, CaseIterable, Sendable {
    /// No input tells it from the original.
    case equivalent
    /// Nothing has been found that does.
    case unproven
  }

  package let policy: PolicyID
  package let expression: String
  package let change: String
  package let proof: Proof
  package let reason: String
  /// Its line in the list.
  package let line: Int

  /// A line of a list that says nothing.
  package struct ListError: Error {
    package let line: Int
    package let message: String
  }

  /// Reads a list.
  package static func list(_ file: SourceFile) throws(ListError) -> [KnownSurvivor] {
    let lines = LineIndex(file.bytes)
    var survivors: [KnownSurvivor] = []
    for number in 1...lines.starts.count {
      let content = lines.content(ofLine: number)
      let text = LineExpectation.text(content)
      guard !text.isEmpty, !text.hasPrefix("#") else { continue }
      let parts = text.split(separator: " | ", maxSplits: 4).map(String.init)
      guard parts.count == 5, let proof = Proof(rawValue: parts[3]) else {
        throw ListError(
          line: number,
          message:
            "'\(text)' is not a line such as 'policy | rules[0].when | change | equivalent | reason'"
        )
      }
      survivors.append(
        KnownSurvivor(
          policy: PolicyID(parts[0]),
          expression: parts[1],
          change: parts[2],
          proof: proof,
          reason: parts[4],
          line: number
        )
      )
    }
    return survivors
  }

  /// Whether a mutant is the one that is meant.
  package func isAbout(_ mutant: Mutant) -> Bool {
    policy == mutant.policy && expression == mutant.expression && change == mutant.change
  }

  /// Whether a question that is never answered otherwise is the one that is meant.
  package func isAbout(_ gap: AtomCoverage.Gap, of id: PolicyID) -> Bool {
    policy == id && expression == gap.expression && change == gap.fact
  }
}
