/// A set of actions, as ranges of their numbers.
package struct ActionSet: Hashable, Sendable {
  /// In ascending order; no two touch.
  package private(set) var ranges: [Range<Int>] = []

  package init() {}

  init(_ range: Range<Int>) {
    if !range.isEmpty { ranges = [range] }
  }

  package var isEmpty: Bool { ranges.isEmpty }

  package var count: Int { ranges.reduce(0) { $0 + $1.count } }

  /// The actions, in their order.
  package var elements: [ActionID] {
    ranges.flatMap { $0.map { ActionID(rawValue: UInt16($0)) } }
  }

  /// Time proportional to the logarithm of the number of ranges.
  package func contains(_ action: ActionID) -> Bool {
    let number = Int(action.rawValue)
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= number { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(number)
  }

  /// Adds a number that is not below any in the set.
  mutating func append(_ number: Int) {
    if let last = ranges.last, last.upperBound == number {
      ranges[ranges.count - 1] = last.lowerBound..<number + 1
    } else {
      ranges.append(number..<number + 1)
    }
  }

  package func union(_ other: ActionSet) -> ActionSet { .union([self, other]) }

  /// All that is in some set.
  package static func union(_ sets: [ActionSet]) -> ActionSet {
    if sets.count == 1 { return sets[0] }
    var result = ActionSet()
    for range in sets.flatMap(\.ranges).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.ranges.last, range.lowerBound <= last.upperBound {
        let end = max(last.upperBound, range.upperBound)
        result.ranges[result.ranges.count - 1] = last.lowerBound..<end
      } else {
        result.ranges.append(range)
      }
    }
    return result
  }

  package func subtracting(_ other: ActionSet) -> ActionSet {
    var result = ActionSet()
    var remaining = other.ranges[...]
    for range in ranges {
      var start = range.lowerBound
      while let first = remaining.first, first.upperBound <= start { remaining.removeFirst() }
      for hole in remaining {
        guard hole.lowerBound < range.upperBound else { break }
        if start < hole.lowerBound { result.ranges.append(start..<hole.lowerBound) }
        start = max(start, hole.upperBound)
      }
      if start < range.upperBound { result.ranges.append(start..<range.upperBound) }
    }
    return result
  }

  package func intersection(_ other: ActionSet) -> ActionSet {
    subtracting(subtracting(other))
  }
}
