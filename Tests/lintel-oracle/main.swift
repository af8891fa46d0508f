import Foundation
import TemplateOracle

// Works random templates out in two ways: `lintel-oracle [--from N] [--count N]`. Seeds are numbers from
// N on. Exits 1 where the reader and the simple evaluator differ.

func number(behind name: String, or fallback: Int) -> Int {
  let words = CommandLine.arguments
  return words.firstIndex(of: name).flatMap { $0 + 1 < words.count ? Int(words[$0 + 1]) : nil }
    ?? fallback
}

let first = number(behind: "--from", or: 0)
let total = number(behind: "--count", or: 10_000)
var count = RandomTemplate.Count()
var mistakes = 0
for seed in first..<first + total {
  guard let mistake = RandomTemplate(seed: UInt64(seed)).mistake(counting: &count) else { continue }
  mistakes += 1
  print("seed \(seed): \(mistake)\n")
}
let values = "\(count.definite) values known, \(count.open) open"
print("\(total) templates from seed \(first) on: \(values), \(mistakes) mistakes")
exit(mistakes == 0 ? 0 : 1)
