import PacketSimulation

// lintel-packets FIRST COUNT [QUESTIONS [HIDDEN]]: holds the engine against the simulator on networks
// with the seeds from FIRST on, and fails on the first contradiction.

let words = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
let first = words.first ?? 1
let count = words.dropFirst().first ?? 1000
let questions = Int(words.dropFirst(2).first ?? 40)
let hidden = Int(words.dropFirst(3).first ?? 0)
var decisions = 0
var imprecise = 0
var mistakes = 0
var verdicts: [String: Int] = [:]
for seed in first..<(first + count) {
  var trial = NetworkTrial(seed: seed, hidden: hidden)
  trial.run(questions: questions)
  decisions += trial.decisions
  imprecise += trial.imprecise.count
  mistakes += trial.mistakes.count
  verdicts.merge(trial.verdicts, uniquingKeysWith: +)
  for text in trial.mistakes.prefix(3) { print("wrong:", text) }
  if imprecise < 12 { for text in trial.imprecise.prefix(1) { print("imprecise:", text) } }
}
print(
  "networks \(count) decisions \(decisions) wrong \(mistakes) imprecise \(imprecise)",
  verdicts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: " ")
)
