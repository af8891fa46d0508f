/// The simulation of a pattern on a text of which some parts may not be known.
///
/// The set of states is an upper or a lower bound. An optimistic run keeps each state that some
/// completion of the text reaches: if it never sees a match, no completion matches. A pessimistic
/// run keeps states that every completion reaches: if it sees a match, all completions match. On a
/// text without gaps both are exact. Linear in the length of the text times that of the pattern.
struct PatternRun {
  private let pattern: Pattern
  private let isOptimistic: Bool
  /// The states before the next scalar, closed under ways that take none.
  private var states: [Int32] = []
  private var seeds: [Int32] = []
  /// `visits[s] == round` says that state `s` is in `states`.
  private var visits: [UInt32]
  private var round: UInt32 = 0
  private(set) var hasMatched = false
  private var previous: Neighbour = .edge

  /// What stands beside a position.
  private enum Neighbour {
    case edge, gap
    case scalar(UInt32)
  }

  init(_ pattern: Pattern, isOptimistic: Bool) {
    self.pattern = pattern
    self.isOptimistic = isOptimistic
    visits = [UInt32](repeating: 0, count: pattern.instructions.count)
  }

  /// Feeds a text that is known.
  mutating func read(_ utf8: ArraySlice<UInt8>) {
    var decoder = ScalarDecoder(utf8)
    while let scalar = decoder.next(), !hasMatched {
      close(before: .scalar(scalar))
      step(scalar)
      previous = .scalar(scalar)
    }
  }

  /// Feeds a gap: any text, also none.
  mutating func skip() {
    close(before: .gap)
    if isOptimistic {
      closeOverAnything()
    } else {
      seeds.removeAll(keepingCapacity: true)
    }
    previous = .gap
  }

  mutating func finish() {
    close(before: .edge)
  }

  private mutating func step(_ scalar: UInt32) {
    seeds.removeAll(keepingCapacity: true)
    for state in states {
      switch pattern.instructions[Int(state)] {
      case .scalar(let wanted) where wanted == scalar: seeds.append(state + 1)
      case .set(let index) where pattern.sets[Int(index)].contains(scalar):
        seeds.append(state + 1)
      case .scalar, .set, .split, .assertion, .match: break
      }
    }
  }

  /// Follows all ways that take no scalar; a search may begin anywhere.
  private mutating func close(before next: Neighbour) {
    guard !hasMatched else { return }
    round += 1
    states.removeAll(keepingCapacity: true)
    seeds.append(pattern.start)
    while let state = seeds.popLast() {
      guard visits[Int(state)] != round else { continue }
      visits[Int(state)] = round
      switch pattern.instructions[Int(state)] {
      case .scalar, .set: states.append(state)
      case .split(let first, let second): seeds += [second, first]
      case .assertion(let assertion, let target):
        if holds(assertion, before: next) { seeds.append(target) }
      case .match: hasMatched = true
      }
    }
  }

  /// Keeps every state that some text leads to.
  private mutating func closeOverAnything() {
    guard !hasMatched else { return }
    var reached = Set(states)
    var open = states
    while let state = open.popLast() {
      let targets: [Int32]
      switch pattern.instructions[Int(state)] {
      case .scalar, .set: targets = [state + 1]
      case .split(let first, let second): targets = [first, second]
      case .assertion(_, let target): targets = [target]
      case .match:
        hasMatched = true
        return
      }
      for target in targets where reached.insert(target).inserted { open.append(target) }
    }
    seeds = reached.sorted()
  }
}

// MARK: - Assertions

extension PatternRun {
  private func holds(_ assertion: PatternNode.Assertion, before next: Neighbour) -> Bool {
    switch assertion {
    case .textStart: isEdge(previous)
    case .textEnd: isEdge(next)
    case .lineStart: isLineBreak(previous) ?? isOptimistic
    case .lineEnd: isLineBreak(next) ?? isOptimistic
    case .wordBoundary: isBoundary(before: next) ?? isOptimistic
    case .notWordBoundary: isBoundary(before: next).map { !$0 } ?? isOptimistic
    }
  }

  /// Next to a gap, which may be empty, the edge may be there or not.
  private func isEdge(_ neighbour: Neighbour) -> Bool {
    switch neighbour {
    case .edge: true
    case .scalar: false
    case .gap: isOptimistic
    }
  }

  private func isLineBreak(_ neighbour: Neighbour) -> Bool? {
    switch neighbour {
    case .edge: true
    case .scalar(let scalar): scalar == 0x0A
    case .gap: nil
    }
  }

  private func isBoundary(before next: Neighbour) -> Bool? {
    guard let left = isWord(previous), let right = isWord(next) else { return nil }
    return left != right
  }

  private func isWord(_ neighbour: Neighbour) -> Bool? {
    switch neighbour {
    case .edge: false
    case .scalar(let scalar): ScalarSet.words.contains(scalar)
    case .gap: nil
    }
  }
}

extension Pattern {
  /// Whether some part of a known text matches.
  func matches(_ utf8: ArraySlice<UInt8>) -> Bool {
    var run = PatternRun(self, isOptimistic: false)
    run.read(utf8)
    run.finish()
    return run.hasMatched
  }
}
