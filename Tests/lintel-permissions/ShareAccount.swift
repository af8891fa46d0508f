import SmallPermissions

/// What came of one share of a world's pairs.
struct ShareAccount {
  let share: Int
  let world: String
  var pairs: Int
  var covered: Int
  var undetermined: Int
  var mistakes: Int

  init(share: Int, world: String, _ trial: SmallWorld.Trial) {
    self.share = share
    self.world = world
    pairs = trial.pairs
    covered = trial.covered
    undetermined = trial.undetermined
    mistakes = trial.mistakes.count
  }

  /// Reads a line of an account; nil for one that was cut off.
  init?(line: Substring) {
    let parts = line.split(separator: "\t")
    let numbers = ([parts.first].compactMap(\.self) + parts.dropFirst(2)).compactMap { Int($0) }
    guard parts.count == 6, numbers.count == 5 else { return nil }
    share = numbers[0]
    world = String(parts[1])
    pairs = numbers[1]
    covered = numbers[2]
    undetermined = numbers[3]
    mistakes = numbers[4]
  }

  var line: String {
    "\(share)\t\(world)\t\(pairs)\t\(covered)\t\(undetermined)\t\(mistakes)\n"
  }

  mutating func add(_ other: ShareAccount) {
    pairs += other.pairs
    covered += other.covered
    undetermined += other.undetermined
    mistakes += other.mistakes
  }
}

struct Mistaken: Error {}

/// Prints the sums of each world; throws where something was wrong or left open.
func report(_ sums: [ShareAccount]) throws {
  for sum in sums {
    print(
      "\(sum.world)\t\(sum.pairs) pairs\t\(sum.covered) covered\t"
        + "\(sum.undetermined) undetermined\t\(sum.mistakes) mistakes"
    )
  }
  guard sums.allSatisfy({ $0.undetermined == 0 && $0.mistakes == 0 }) else { throw Mistaken() }
}
