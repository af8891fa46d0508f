/// One question of cover: is there a request in all the boxes and in none of the covers?
///
/// What is not known is read in one of two ways. `possible` takes boxes as large and covers as small as
/// they may be: where that finds nothing, there is nothing. `certain` takes them the other way round:
/// what it finds is there whatever turns out.
struct Problem {
  enum Mode {
    /// Everything is known.
    case exact
    case possible
    case certain
  }

  /// The covers that restrict a dimension, and how.
  struct Cover {
    let index: Int
    let predicates: [Predicate]
    /// Whether each of them holds wherever the boxes' do.
    let isImplied: Bool
  }

  struct Side {
    let dimension: Dimension
    let box: [Predicate]
    let covers: [Cover]
  }

  let sides: [Side]
  let coverCount: Int
  /// For each cover the last side that restricts it.
  let last: [Int]

  /// Nil where one cover holds all of the boxes, or the boxes hold nothing.
  init?(_ boxes: [Box], _ covers: [Box], _ mode: Mode) {
    if boxes.contains(where: \.isEmpty) { return nil }
    if mode == .certain, boxes.contains(where: { !$0.doubts.isEmpty }) { return nil }
    let relevant = covers.filter { !$0.isEmpty && (mode != .possible || $0.doubts.isEmpty) }
    let box = Self.merged(boxes)
    var bySide: [Dimension: [Cover]] = [:]
    for (index, cover) in relevant.enumerated() {
      var isAllImplied = true
      for side in cover.sides {
        let own = box[side.dimension] ?? []
        let isImplied = side.predicates.allSatisfy { predicate in
          own.contains { predicate.follows(from: $0) }
        }
        if !isImplied { isAllImplied = false }
        bySide[side.dimension, default: []].append(
          Cover(index: index, predicates: side.predicates, isImplied: isImplied)
        )
      }
      if isAllImplied { return nil }
    }
    let dimensions = Set(box.keys).union(bySide.keys).sorted()
    sides = dimensions.map {
      Side(dimension: $0, box: box[$0] ?? [], covers: bySide[$0] ?? [])
    }
    coverCount = relevant.count
    var last = [Int](repeating: -1, count: relevant.count)
    for (place, side) in sides.enumerated() {
      for cover in side.covers { last[cover.index] = place }
    }
    self.last = last
  }

  /// Whether all values of each key can be compared.
  var isComparable: Bool {
    sides.allSatisfy { side in
      var kind: Predicate.Kind?
      func fits(_ predicate: Predicate) -> Bool {
        guard let own = predicate.kind else { return true }
        defer { kind = own }
        return kind == nil || kind == own
      }
      return side.box.allSatisfy(fits) && side.covers.allSatisfy { $0.predicates.allSatisfy(fits) }
    }
  }

  private static func merged(_ boxes: [Box]) -> [Dimension: [Predicate]] {
    var merged: [Dimension: [Predicate]] = [:]
    for side in boxes.flatMap(\.sides) {
      for predicate in side.predicates
      where !(merged[side.dimension]?.contains(predicate) ?? false) {
        merged[side.dimension, default: []].append(predicate)
      }
    }
    return merged
  }
}
