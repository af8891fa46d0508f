import Reachability
import Stopwatch

// What `Benchmarks/network.py` starts: `lintel-network VPCS` prints one figure a line, its parts apart by
// tabs, of an organization with so many VPCs. Times are processor time of the fastest of several rounds.

let words = CommandLine.arguments
let organization = OrganizationNetwork(vpcs: words.count > 1 ? Int(words[1]) ?? 25 : 25)
let model = organization.model
let subnets = model.subnets.indices.map(Subnet.ID.init)

print(
  "size",
  model.vpcs.count,
  subnets.count,
  organization.rules,
  model.interfaces.count,
  separator: "\t"
)

let compiling = Stopwatch.nanoseconds(rounds: 5, repetitions: 1) {
  var solver = NetworkSolver(model)
  solver.compile()
}
print("compile", compiling / 1e6, separator: "\t")

var solver = NetworkSolver(model)
solver.compile()

/// Questions of every kind, spread over the network.
var questions: [Question] = []
for number in 0..<2000 {
  let one = (number &* 7919) % model.interfaces.count
  let other = (number &* 104_729 + 13) % model.interfaces.count
  let https = ServiceSet(protocol: 6, ports: 443...443)
  let source = Question.End(.interface(Interface.ID(one)))
  let targets: [Question.Place] = [
    .interface(Interface.ID(other)), .internet, .service(0),
    .host(model.interfaces[other].subnet),
  ]
  let target = Question.End(targets[number % 4])
  questions.append(Question(from: [source], to: [target], https, isOneWay: number % 3 == 0))
}
var times: [Double] = []
var reachable = 0
for question in questions where question.sources != question.targets {
  var answer: Answer?
  times.append(
    Stopwatch.nanoseconds(rounds: 2, repetitions: 1) { answer = solver.answer(question) }
  )
  if answer?.verdict == .reachable { reachable += 1 }
}
times.sort()
print(
  "question",
  times[times.count / 2] / 1e3,
  times[times.count * 99 / 100] / 1e3,
  reachable,
  times.count,
  separator: "\t"
)

var ways = 0
let internet = Stopwatch.nanoseconds(rounds: 3, repetitions: 1) {
  ways = solver.toInternet().filter { $0 == .reachable }.count
}
print("internet", internet / 1e6, ways, separator: "\t")

var connected = 0
var classes = 0
let pairs = Stopwatch.nanoseconds(rounds: 2, repetitions: 1) {
  let matrix = solver.matrix()
  classes = matrix.classes
  connected = 0
  for source in subnets {
    for target in subnets where matrix[source, target] == .reachable { connected += 1 }
  }
}
print("pairs", pairs / 1e6, connected, classes, separator: "\t")
print("memory", Stopwatch.peakMegabytes, separator: "\t")
