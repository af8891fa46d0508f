import Findings
import Glibc
import IdentityAnalysis
import Infrastructure
import Permissions
import SourceText
import Syntax

// Times questions about policies. The first argument is a file of JSON lines, `{"id", "document"}`: each is
// read and asked whether it allows anything. The second has `{"id", "reference", "candidate"}`: of each
// pair it is asked whether the first allows all that the second does.

/// The processor time of this thread, in microseconds.
func microseconds(_ work: () throws -> Void) rethrows -> Double {
  var before = timespec()
  var after = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before)
  try work()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after)
  return Double(after.tv_sec - before.tv_sec) * 1e6 + Double(after.tv_nsec - before.tv_nsec) / 1e3
}

struct Unreadable: Error {
  let reason: String
}

func lines(of path: String) throws -> [[UInt8]] {
  try bytes(of: path).split(separator: UInt8(ascii: "\n")).map(Array.init)
}

func policies(_ line: [UInt8], _ keys: [String], _ index: Int) throws -> [Policy] {
  let vocabulary = Declarations.builtIn.vocabulary
  let parsed = parseText(line, placed: .from(0), id: SourceID(0), vocabulary: vocabulary)
  guard let tree = parsed.tree, let root = tree.root else { throw Unreadable(reason: "no JSON") }
  return try keys.map { key in
    guard let node = tree.value(of: key, in: root) else { throw Unreadable(reason: key) }
    return try PolicyDocumentReader.policy(
      at: node,
      of: tree,
      attachedTo: .identity,
      document: index
    )
  }
}

let solver = PermissionSolver()
let documents = try lines(of: CommandLine.arguments[1])
var statements = 0
var empty = 0
let whole = try microseconds {
  for (index, line) in documents.enumerated() {
    let policy = try policies(line, ["document"], index)[0]
    statements += policy.statements.count
    if case .none = solver.request(allowedBy: Grants(policy)) { empty += 1 }
  }
}
print("documents\t\(documents.count)\t\(statements)\t\(empty)\t\(whole)")

var times: [Double] = []
var counts = ["covered": 0, "not-covered": 0, "undetermined": 0, "budget": 0]
for (index, line) in try lines(of: CommandLine.arguments[2]).enumerated() {
  let pair = try policies(line, ["reference", "candidate"], index)
  var search = Search.none
  let taken = microseconds {
    search = solver.request(allowedBy: Grants(pair[1]), butNotBy: Grants(pair[0]))
  }
  times.append(taken)
  switch search {
  case .none: counts["covered", default: 0] += 1
  case .found: counts["not-covered", default: 0] += 1
  case .undetermined(let doubts):
    counts[doubts.contains(.budget) ? "budget" : "undetermined", default: 0] += 1
  }
  if taken > 10_000 { print("slow\t\(index)\t\(taken)\t\(search.isUndetermined)") }
}
times.sort()
@MainActor func quantile(_ share: Double) -> Double {
  times[min(times.count - 1, Int(Double(times.count) * share))]
}
print(
  "pairs\t\(times.count)\t\(quantile(0.5))\t\(quantile(0.9))\t\(quantile(0.99))\t\(quantile(1))\t"
    + counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
)

// A thousand roles of ten statements each, of which each is asked what an escalation needs.
let own = try documents.prefix(1000).enumerated().map { try policies($1, ["document"], $0)[0] }
let pool = own.flatMap(\.statements)
let roles = (0..<1000).map { role in
  Policy((0..<10).map { pool[(role * 7919 + $0 * 104_729) % pool.count] })
}
let wanted = [
  "iam:PassRole", "iam:CreatePolicyVersion", "iam:AttachRolePolicy", "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy", "sts:AssumeRole", "lambda:CreateFunction",
  "sagemaker:CreateTrainingJob", "sagemaker:CreateNotebookInstance", "cloudformation:CreateStack",
]
let scopes = wanted.map { Scope(actions: .only([Pattern($0, variables: false)])) }
var granted = 0
let rolesTime = microseconds {
  for role in roles {
    let grants = Grants(role)
    for scope in scopes {
      if case .found = solver.request(allowedBy: grants, within: scope) { granted += 1 }
    }
  }
}
print("roles\t\(roles.count)\t\(scopes.count)\t\(granted)\t\(rolesTime)")

extension Search {
  var isUndetermined: Bool { if case .undetermined = self { true } else { false } }
}
