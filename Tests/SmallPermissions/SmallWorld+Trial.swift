package import Permissions

extension SmallWorld {
  /// What came of comparing the engine with the sets.
  package struct Trial: Sendable {
    package fileprivate(set) var pairs = 0
    package fileprivate(set) var covered = 0
    package fileprivate(set) var undetermined = 0
    /// In words.
    package fileprivate(set) var mistakes: [String] = []
  }

  /// Asks the engine whether policies cover others: of all ordered pairs, every `stride`th from the
  /// one with the number `first`.
  package func trial(
    every stride: Int = 1,
    from first: Int = 0,
    with solver: PermissionSolver
  ) -> Trial {
    var trial = Trial()
    let grants = policies.map { Grants($0.policy) }
    let count = policies.count
    for pair in Swift.stride(from: first, to: count * count, by: stride) {
      let (reference, candidate) = (pair / count, pair % count)
      let isCovered = Self.covers(policies[reference], policies[candidate])
      trial.pairs += 1
      if isCovered { trial.covered += 1 }
      let search = solver.request(allowedBy: grants[candidate], butNotBy: grants[reference])
      switch search {
      case .none where isCovered: continue
      case .found where !isCovered: continue
      case .undetermined: trial.undetermined += 1
      case .none, .found:
        guard trial.mistakes.count < 10 else { continue }
        trial.mistakes.append("\(name), policies \(reference) and \(candidate): \(search)")
      }
    }
    return trial
  }
}
