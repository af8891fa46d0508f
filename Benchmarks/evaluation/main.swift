import Stopwatch

// What `Benchmarks/evaluation.py` starts: one figure a line, its parts apart by tabs. Expressions have
// the nanoseconds of one evaluation by the interpreter and by closures, and the bound or nothing;
// policy sets the milliseconds of judging and the number of findings.

var expressions = Expressions(resources: 2000)
for figure in try expressions.figures() {
  let bound = figure.bound.map { "\($0)" } ?? ""
  print("expression", figure.name, figure.interpreted, figure.asClosures, bound, separator: "\t")
}
for flawed in [0, 20] {
  let set = PolicySet(flawed: flawed)
  let findings = set.judge()
  let time = Stopwatch.nanoseconds(rounds: 15, repetitions: 1) {
    precondition(set.judge() == findings, "judging is repeatable")
  }
  print("policies", set.policies, set.resources, time / 1e6, findings, separator: "\t")
}
