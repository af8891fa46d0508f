import Foundation
import PacketSimulation

// What Scripts/packets starts: `lintel-packets [--from N] [--count N] [--questions N] [--hidden N]` holds
// the engine against the simulator on the networks with these seeds, or with `--matrix` all pairs of subnets
// at once against one question for each, or with `--faults` the checker against wrong answers. Prints `key count` lines, and one
// `wrong` line for each contradiction; exits 1 if there is one. `--unchecked` leaves the checker out. `--variations N` tries so many more networks
// for each seed, which differ in a few rules. `first` lines say which seed first had two constructs on one way.

func number(behind name: String, or fallback: UInt64) -> UInt64 {
  let words = CommandLine.arguments
  guard let index = words.firstIndex(of: name), index + 1 < words.count else { return fallback }
  return UInt64(words[index + 1]) ?? fallback
}

let first = number(behind: "--from", or: 0)
let count = number(behind: "--count", or: 1000)
let questions = Int(number(behind: "--questions", or: 12))
/// Up to so many facts are hidden, at least one if any.
let hidden = number(behind: "--hidden", or: 0)
var totals: [String: Int] = [:]
if CommandLine.arguments.contains("--matrix") {
  for seed in first..<(first + count) {
    let trial = MatrixTrial(
      seed: seed,
      copies: 2 + Int(seed % 2),
      hidden: hidden == 0 ? 0 : 1 + Int(seed % hidden)
    )
    totals["networks", default: 0] += 1
    totals["decisions", default: 0] += trial.pairs
    totals["wrong", default: 0] += trial.mistakes.count
    for text in trial.mistakes { print("mistake", text) }
  }
  for (key, number) in totals.sorted(by: { $0.key < $1.key }) { print("\(key)\t\(number)") }
  exit(totals["wrong", default: 0] > 0 ? 1 : 0)
}
if CommandLine.arguments.contains("--faults") {
  for seed in first..<(first + count) {
    var trial = NetworkTrial(seed: seed)
    let faults = trial.runFaults(questions: questions)
    totals["networks", default: 0] += 1
    totals["faults", default: 0] += faults.tried
    totals["wrong", default: 0] += faults.accepted.count
    for text in faults.accepted { print("mistake", text) }
  }
  for (key, number) in totals.sorted(by: { $0.key < $1.key }) { print("\(key)\t\(number)") }
  exit(totals["wrong", default: 0] > 0 ? 1 : 0)
}
let variations = number(behind: "--variations", or: 0)
var firsts: [String: UInt64] = [:]
for (seed, variation) in (first..<(first + count)).flatMap({ seed in
  (0...variations).map { (seed, $0) }
}) {
  var trial = NetworkTrial(
    seed: seed,
    hidden: hidden == 0 ? 0 : 1 + Int(seed % hidden),
    variation: variation
  )
  trial.run(questions: questions, isChecked: !CommandLine.arguments.contains("--unchecked"))
  totals["networks", default: 0] += 1
  totals["decisions", default: 0] += trial.decisions
  totals["imprecise", default: 0] += trial.imprecise.count
  totals["wrong", default: 0] += trial.mistakes.count
  totals["checked", default: 0] += trial.checked
  totals["refused", default: 0] += trial.refused.count
  for text in trial.refused { print("refused", text) }
  totals.merge(trial.verdicts, uniquingKeysWith: +)
  for (pair, number) in trial.pairs {
    totals["pair \(pair)", default: 0] += number
    if firsts[pair] == nil { firsts[pair] = seed }
  }
  for text in trial.mistakes { print("mistake", text) }
  for text in trial.imprecise.prefix(1) where totals["imprecise", default: 0] < 20 {
    print("imprecise", text)
  }
}
for (key, number) in totals.sorted(by: { $0.key < $1.key }) { print("\(key)\t\(number)") }
for (pair, seed) in firsts.sorted(by: { $0.key < $1.key }) { print("first \(pair)\t\(seed)") }
if totals["wrong", default: 0] + totals["refused", default: 0] > 0 { exit(1) }
