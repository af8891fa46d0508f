import ExpressionProperties
import Foundation

// `lintel-properties [--from N] [--count N] [--property NAME]` tries cases of the properties of
// expressions. Exits 1 where one does not hold; prints the first cases that show it.

func word(behind name: String) -> String? {
  let words = CommandLine.arguments
  return words.firstIndex(of: name).flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
}

let first = word(behind: "--from").flatMap { UInt64($0) } ?? 0
let count = word(behind: "--count").flatMap { UInt64($0) } ?? 10_000
let chosen = word(behind: "--property").flatMap { ExpressionProperty(rawValue: $0) }
let suite = try ConformanceSuite.load()
var isBroken = false
for property in chosen.map({ [$0] }) ?? ExpressionProperty.allCases {
  guard property != .holes || suite != nil else {
    print("\(property): the conformance suite is not at hand: skipped")
    continue
  }
  let start = Date()
  var telling = 0
  var broken: [(seed: UInt64, violation: String)] = []
  for seed in first..<first + count {
    let trial = try property.trial(seed, suite: suite)
    if trial.isTelling { telling += 1 }
    if let violation = trial.violations.first { broken.append((seed, violation)) }
  }
  let seconds = (Date().timeIntervalSince(start) * 10).rounded() / 10
  print("\(property): \(count) cases, \(telling) telling, \(broken.count) broken, \(seconds) s")
  for (seed, violation) in broken.prefix(3) { print("  case \(seed): \(violation)") }
  if !broken.isEmpty { isBroken = true }
}
exit(isBroken ? 1 : 0)
