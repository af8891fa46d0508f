import Equivalence
import Findings
import Foundation
import Linting
import PolicyTesting
import SourceText

// What Scripts/mutant-equivalence starts: `lintel-equivalence [COUNT] [FIRST]` judges COUNT generated
// templates, from seed FIRST on, for each policy that fixtures/survivors.txt names.

let words = CommandLine.arguments
let count = UInt64(words.count > 1 ? words[1] : "") ?? 100_000
let first = UInt64(words.count > 2 ? words[2] : "") ?? 0
let path = "fixtures/survivors.txt"
let list = SourceFile(path: path, bytes: Array(try Data(contentsOf: URL(filePath: path))))
let entries = try KnownSurvivor.list(list).filter { $0.proof == .equivalent }
var differences = 0
for policy in BuiltInPolicies.stored(.everything) {
  let own = entries.filter { $0.policy.rawValue == policy.id }
  guard !own.isEmpty else { continue }
  let run = EquivalenceRun(of: policy, own, seeds: first..<first + count)
  print("\(policy.id): \(count) templates, \(run.judged) judged, \(run.findings) findings")
  for outcome in run.outcomes {
    differences += outcome.differences.count
    let seeds = outcome.differences.prefix(5).map(String.init).joined(separator: ", ")
    let result =
      outcome.differences.isEmpty
      ? "the same" : "\(outcome.differences.count) differ, with the seeds \(seeds)"
    print("  \(outcome.entry.expression) | \(outcome.entry.change): \(result)")
  }
}
exit(differences == 0 ? 0 : 1)
