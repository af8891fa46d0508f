/// A value of one dimension, and the covers that hold it.
struct Candidate {
  enum Value {
    /// No value of a condition key.
    case absent
    /// Any value of a condition key.
    case anything
    case word([Letter])
    /// Several values.
    case words([[Letter]])
    /// A number, a date or an address, as a condition writes it.
    case text(String)
  }

  let surviving: CoverSet
  let value: Value

  /// Those that no other one makes superfluous: fewer covers survive it.
  static func minimal(_ candidates: [Candidate]) -> [Candidate] {
    guard candidates.count > 1 else { return candidates }
    var kept: [Candidate] = []
    let sorted = candidates.enumerated().map { ($0.element.surviving.count, $0.offset) }
      .sorted { $0 < $1 }
    for (_, index) in sorted {
      let candidate = candidates[index]
      let isSuperfluous = kept.contains { $0.surviving.isSubset(of: candidate.surviving) }
      if !isSuperfluous { kept.append(candidate) }
    }
    return kept
  }
}
