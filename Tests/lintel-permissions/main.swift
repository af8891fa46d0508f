import Permissions
import SmallPermissions

// Pairs of policies of the small worlds.
//
//     lintel-permissions 1000            every thousandth pair
//     lintel-permissions complete FILE   all pairs; FILE keeps the account, and a run that was ended
//                                        goes on where that ends

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == "complete", arguments.count == 2 {
  var run = try CompleteRun(keeping: arguments[1])
  try run.run()
} else {
  let stride = arguments.first.flatMap { Int($0) } ?? 1
  let solver = PermissionSolver()
  var sums: [ShareAccount] = []
  for world in SmallWorld.all {
    let trial = world.trial(every: stride, with: solver)
    for mistake in trial.mistakes { print(mistake) }
    sums.append(ShareAccount(share: 0, world: world.name, trial))
  }
  try report(sums)
}
