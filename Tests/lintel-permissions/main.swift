import Permissions
import SmallPermissions

// All pairs of policies of the small worlds; `lintel-permissions 1000` takes every thousandth.
let stride = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1
let solver = PermissionSolver()
var isRight = true
for world in SmallWorld.all {
  let trial = world.trial(every: stride, with: solver)
  print(
    "\(world.name)\t\(world.policies.count) policies\t\(trial.pairs) pairs\t"
      + "\(trial.covered) covered\t\(trial.undetermined) undetermined\t"
      + "\(trial.mistakes.count) mistakes"
  )
  for mistake in trial.mistakes { print(mistake) }
  if !trial.mistakes.isEmpty || trial.undetermined > 0 { isRight = false }
}
if !isRight { throw Mistaken() }

struct Mistaken: Error {}
