/// Looks for a point that lies in no cover, one dimension after the other.
///
/// A value of a dimension leaves some covers standing; only the smallest such sets matter, and a cover
/// that stands at the last of its dimensions stands for good. What was tried in vain is not tried again.
struct CoverSearch {
  private let problem: Problem
  private let mode: Problem.Mode
  private(set) var alphabet: Alphabet
  private var failures: [Set<CoverSet>]
  private var candidates: [[CoverSet: [Candidate]]]

  init(_ problem: Problem, _ mode: Problem.Mode, _ alphabet: Alphabet) {
    self.problem = problem
    self.mode = mode
    self.alphabet = alphabet
    failures = Array(repeating: [], count: problem.sides.count)
    candidates = Array(repeating: [:], count: problem.sides.count)
  }

  /// A point, as the values of the problem's sides; nil if there is none.
  mutating func point(
    _ budget: inout Budget
  ) throws(Budget.Exhausted) -> [Candidate.Value]? {
    try point(from: 0, CoverSet(allOf: problem.coverCount), &budget)?.reversed()
  }

  private mutating func point(
    from place: Int,
    _ standing: CoverSet,
    _ budget: inout Budget
  ) throws(Budget.Exhausted) -> [Candidate.Value]? {
    guard place < problem.sides.count else { return standing.isEmpty ? [] : nil }
    if failures[place].contains(standing) { return nil }
    try budget.spend(1)
    let side = problem.sides[place]
    var other = standing
    var relevant = CoverSet(count: problem.coverCount)
    for cover in side.covers where standing.contains(cover.index) {
      other.remove(cover.index)
      relevant.insert(cover.index)
    }
    for candidate in try points(of: place, relevant, &budget) {
      var next = other
      var isStuck = false
      for cover in side.covers where candidate.surviving.contains(cover.index) {
        if problem.last[cover.index] == place { isStuck = true }
        next.insert(cover.index)
      }
      if isStuck { continue }
      if var rest = try point(from: place + 1, next, &budget) {
        rest.append(candidate.value)
        return rest
      }
    }
    failures[place].insert(standing)
    return nil
  }

  private mutating func points(
    of place: Int,
    _ relevant: CoverSet,
    _ budget: inout Budget
  ) throws(Budget.Exhausted) -> [Candidate] {
    if let known = candidates[place][relevant] { return known }
    let side = problem.sides[place]
    var finder = PointFinder(
      side,
      side.covers.filter { relevant.contains($0.index) },
      coverCount: problem.coverCount,
      mode,
      alphabet
    )
    let points = Candidate.minimal(try finder.points(&budget))
    alphabet = finder.alphabet
    candidates[place][relevant] = points
    return points
  }
}
