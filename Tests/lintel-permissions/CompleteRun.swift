import FoundationEssentials
import Permissions
import SmallPermissions

/// A run over all pairs, share by share, whose account is a file of lines.
struct CompleteRun {
  /// Each takes some seconds, and little is lost with one that was cut off.
  private static let shares = 97

  private let path: String
  private var done: [ShareAccount] = []

  init(keeping path: String) throws {
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else { return }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    done = text.split(separator: "\n").compactMap(ShareAccount.init(line:))
  }

  mutating func run() throws {
    let solver = PermissionSolver()
    for share in 0..<Self.shares {
      for world in SmallWorld.all
      where !done.contains(where: { $0.share == share && $0.world == world.name }) {
        let trial = world.trial(every: Self.shares, from: share, with: solver)
        for mistake in trial.mistakes { print(mistake) }
        done.append(ShareAccount(share: share, world: world.name, trial))
        try done.map(\.line).joined().write(toFile: path, atomically: true, encoding: .utf8)
      }
    }
    var sums: [ShareAccount] = []
    for account in done {
      if let place = sums.firstIndex(where: { $0.world == account.world }) {
        sums[place].add(account)
      } else {
        sums.append(account)
      }
    }
    try report(sums)
    for (world, sum) in zip(SmallWorld.all, sums)
    where sum.pairs != world.policies.count * world.policies.count {
      print("\(world.name) has \(world.policies.count * world.policies.count) pairs")
      throw Mistaken()
    }
  }
}
