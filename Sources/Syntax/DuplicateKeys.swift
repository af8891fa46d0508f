import Findings
import SourceText

/// Finds the keys that stand twice in one mapping.
struct DuplicateKeys: ~Copyable {
  /// How many are reported one by one.
  private static let maximumCount = 100
  /// Up to here, comparing all pairs is cheaper than sorting.
  private static let smallCount = 16

  private let source: SourceID
  private var found: [Diagnostic] = []
  private var firstSurplus: SourceSpan?
  private var surplus = 0
  /// The keys of the mapping under test; kept for its storage.
  private var keys = GrowableBuffer<Int>(capacity: 64)

  init(source: SourceID) {
    self.source = source
  }

  /// One warning for each repetition; a flood of them ends in a count.
  var diagnostics: [Diagnostic] {
    guard let firstSurplus else { return found }
    let message = "\(surplus) more keys of this file stand twice in their mapping"
    return found + [Diagnostic(.warning, "duplicate-key", message, at: firstSurplus)]
  }

  /// Whether a key of the mapping stands twice; reports each that does.
  ///
  /// A key counts by its text, quoted or not, because AWS knows only texts as keys. `<<` may repeat.
  @inline(__always)
  mutating func areIn(mapping: Int, of text: borrowing TapeText) -> Bool {
    guard text.nodes[mapping].text > 1, mayRepeat(mapping, text) else { return false }
    collect(mapping, text)
    return keys.count <= Self.smallCount ? comparePairs(text) : compareSorted(text)
  }

  /// Sorts most mappings out: false if each key has a pigeonhole of its own.
  private func mayRepeat(_ mapping: Int, _ text: borrowing TapeText) -> Bool {
    var taken: UInt64 = 0
    var key = mapping + 1
    while key < text.nodes.count {
      let hole: UInt64 = 1 << UInt64(text.digest(ofKey: key) & 63)
      if taken & hole != 0 { return true }
      taken |= hole
      key = Int(text.nodes[Int(text.nodes[key].next)].next)
    }
    return false
  }

  private mutating func collect(_ mapping: Int, _ text: borrowing TapeText) {
    keys.removeAll()
    var key = mapping + 1
    while key < text.nodes.count {
      if text.isScalar(key) { keys.append(key) }
      key = Int(text.nodes[Int(text.nodes[key].next)].next)
    }
  }

  private mutating func comparePairs(_ text: borrowing TapeText) -> Bool {
    var isFound = false
    for index in 1..<max(1, keys.count) {
      let later = keys[index]
      for first in 0..<index where text.isSame(keys[first], later) {
        isFound = report(later, first: keys[first], text) || isFound
        break
      }
    }
    return isFound
  }

  private mutating func compareSorted(_ text: borrowing TapeText) -> Bool {
    var repetitions: [(later: Int, first: Int)] = []
    for group in groupsOfOneHash(text) {
      let sorted = text.sorted(group)
      var first = sorted[0]
      for key in sorted.dropFirst() {
        if text.isSame(first, key) { repetitions.append((key, first)) } else { first = key }
      }
    }
    var isFound = false
    for (later, first) in repetitions.sorted(by: { $0.later < $1.later }) {
      isFound = report(later, first: first, text) || isFound
    }
    return isFound
  }

  /// The keys whose texts have one hash, where these are several; texts are compared within a group
  /// only, and sorted there, so that chosen collisions do not make the check quadratic.
  private func groupsOfOneHash(_ text: borrowing TapeText) -> [[Int]] {
    var hashes: [(hash: UInt64, key: Int)] = []
    hashes.reserveCapacity(keys.count)
    for index in 0..<keys.count { hashes.append((text.hash(ofKey: keys[index]), keys[index])) }
    hashes.sort { $0.hash < $1.hash }
    var groups: [[Int]] = []
    var start = 0
    for end in 1...hashes.count where end == hashes.count || hashes[end].hash != hashes[start].hash
    {
      if end - start > 1 { groups.append(hashes[start..<end].map(\.key)) }
      start = end
    }
    return groups
  }

  /// False for `<<`, which is reported nowhere.
  private mutating func report(_ key: Int, first: Int, _ text: borrowing TapeText) -> Bool {
    let node = text.nodes[key]
    guard !node.isPlainMergeText(in: text.bytes) else { return false }
    let span = SourceSpan(file: source, start: node.start, end: node.end)
    guard found.count < Self.maximumCount else {
      firstSurplus = firstSurplus ?? span
      surplus += 1
      return true
    }
    let earlier = text.nodes[first]
    found.append(
      Diagnostic(
        .warning,
        "duplicate-key",
        "key '\(String(decoding: text[key], as: UTF8.self))' stands twice in this mapping",
        at: span,
        related: [
          Note(
            "first defined here",
            at: SourceSpan(file: source, start: earlier.start, end: earlier.end)
          )
        ],
        help: "remove one of them: only the last value counts"
      )
    )
    return true
  }
}
