import Infrastructure

/// Finds values of one dimension that lie in the boxes: one for each smallest set of covers that such a
/// value can leave standing, among others.
struct PointFinder {
  private let side: Problem.Side
  private let covers: [Problem.Cover]
  private let coverCount: Int
  private let mode: Problem.Mode
  private(set) var alphabet: Alphabet

  init(
    _ side: Problem.Side,
    _ covers: [Problem.Cover],
    coverCount: Int,
    _ mode: Problem.Mode,
    _ alphabet: Alphabet
  ) {
    self.side = side
    self.covers = covers
    self.coverCount = coverCount
    self.mode = mode
    self.alphabet = alphabet
  }

  mutating func points(_ budget: inout Budget) throws(Budget.Exhausted) -> [Candidate] {
    var found: [Candidate] = []
    if case .key = side.dimension, let absent = absent { found.append(absent) }
    let all = side.box + covers.flatMap(\.predicates)
    var kind = all.lazy.compactMap(\.kind).first
    // Requests have texts there, whatever asks for them.
    if side.dimension < .key("") { kind = .text }
    switch kind {
    case nil:
      if let candidate = candidate(.anything, { _ in false }) {
        found.append(candidate)
      }
    case .truth?:
      for value in [true, false] { found += candidate(truth: value).map { [$0] } ?? [] }
    case .number?, .date?: found += ordered(all)
    case .address?: found += addresses(all)
    case .text?:
      var words = WordFinder(side, covers, coverCount: coverCount, mode, alphabet)
      found += try words.points(&budget)
      alphabet = words.alphabet
    case .severalTexts?:
      var sets = WordSetFinder(side, covers, coverCount: coverCount, mode, alphabet)
      found += try sets.points(&budget)
      alphabet = sets.alphabet
    }
    return found
  }

  private var absent: Candidate? {
    func holds(_ predicate: Predicate) -> Bool {
      if case .presence(let holdsAbsent, _) = predicate.test { return holdsAbsent }
      return predicate.holdsWithoutValue
    }
    guard side.box.allSatisfy(holds) else { return nil }
    var surviving = CoverSet(count: coverCount)
    for cover in covers where cover.predicates.allSatisfy(holds) { surviving.insert(cover.index) }
    return Candidate(surviving: surviving, value: .absent)
  }

  /// A value, if it lies in the boxes.
  ///
  /// - Parameter fits: Whether it fits what a predicate compares it with.
  private func candidate(
    _ value: Candidate.Value,
    _ fits: (Predicate) -> Bool
  ) -> Candidate? {
    func holds(_ predicate: Predicate) -> Bool {
      if case .presence(_, let holdsPresent) = predicate.test { return holdsPresent }
      return fits(predicate) != predicate.isNegated
    }
    guard side.box.allSatisfy(holds) else { return nil }
    var surviving = CoverSet(count: coverCount)
    for cover in covers where cover.predicates.allSatisfy(holds) { surviving.insert(cover.index) }
    return Candidate(surviving: surviving, value: value)
  }

  private func candidate(truth: Bool) -> Candidate? {
    candidate(.text(truth ? "true" : "false")) { predicate in
      guard case .truth(let fitsTrue, let fitsFalse) = predicate.test else { return false }
      return truth ? fitsTrue : fitsFalse
    }
  }

  // MARK: - Numbers, dates, addresses

  /// The bounds, something between any two, and something beyond them.
  private func ordered(_ predicates: [Predicate]) -> [Candidate] {
    var bounds: Set<FixedPoint> = []
    var areDates = false
    for predicate in predicates {
      switch predicate.test {
      case .numbers(_, let values): bounds.formUnion(values)
      case .dates(_, let values):
        bounds.formUnion(values)
        areDates = true
      case .texts, .truth, .addresses, .presence: continue
      }
    }
    let sorted = bounds.sorted()
    var points: [FixedPoint] = sorted
    for (left, right) in zip(sorted, sorted.dropFirst()) {
      points.append(FixedPoint(between: left, right))
    }
    let low = (sorted.first?.count ?? 0) - FixedPoint.one
    let high = (sorted.last?.count ?? 0) + FixedPoint.one
    points += [FixedPoint(count: low), FixedPoint(count: high)]
    return points.compactMap { point in
      candidate(.text(areDates ? Instant.text(point) : point.description)) { predicate in
        switch predicate.test {
        case .numbers(let order, let values), .dates(let order, let values):
          values.contains { order.holds(point, $0) }
        case .texts, .truth, .addresses, .presence: false
        }
      }
    }
  }

  /// The first address of each block, and the one behind it: from one of these to the next, nothing
  /// changes.
  private func addresses(_ predicates: [Predicate]) -> [Candidate] {
    var blocks: [IPPrefix] = []
    for predicate in predicates {
      if case .addresses(let values) = predicate.test { blocks += values }
    }
    var points: [IPPrefix] = []
    for family in [IPPrefix.Family.ipv4, .ipv6] {
      let last: UInt128 = family == .ipv4 ? UInt128(UInt32.max) : .max
      var cuts: Set<UInt128> = [0]
      for block in blocks where block.family == family {
        cuts.insert(block.address)
        if block.lastAddress < last { cuts.insert(block.lastAddress + 1) }
      }
      points += cuts.sorted().compactMap {
        IPPrefix(family: family, address: $0, length: family.width)
      }
    }
    return points.compactMap { point in
      let text = point.description.split(separator: "/").first.map(String.init) ?? ""
      return candidate(.text(text)) { predicate in
        guard case .addresses(let blocks) = predicate.test else { return false }
        return blocks.contains { $0.contains(point) }
      }
    }
  }
}

extension FixedPoint {
  /// A number between two, with as few digits as a whole number has, if there is one.
  init(between left: FixedPoint, _ right: FixedPoint) {
    let next = (left.count / Self.one + 1) * Self.one
    let isWhole = next > left.count && next < right.count
    self.init(count: isWhole ? next : (left.count + right.count) / 2)
  }
}
