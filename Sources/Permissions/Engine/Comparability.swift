/// Boxes whose predicates on each key can be compared: those of a key with several kinds of values are
/// left out, and whether the boxes hold is open then.
struct Comparability {
  private(set) var boxes: [Box]
  private(set) var covers: [Box]

  init(_ boxes: [Box], _ covers: [Box]) {
    self.boxes = boxes
    self.covers = covers
    var kinds: [Dimension: Set<Predicate.Kind>] = [:]
    for side in (boxes + covers).flatMap(\.sides) {
      for kind in side.predicates.compactMap(\.kind) {
        kinds[side.dimension, default: []].insert(kind)
      }
    }
    for (dimension, kinds) in kinds where kinds.count > 1 {
      guard case .key(let key) = dimension else { continue }
      let doubt: Doubt =
        kinds == [.text, .severalTexts] ? .mixedQualifiers(key) : .mixedOperators(key)
      self.boxes = self.boxes.map { $0.without(dimension, doubt) }
      self.covers = self.covers.map { $0.without(dimension, doubt) }
    }
  }

  /// What is open.
  var reasons: [Doubt] {
    var reasons: [Doubt] = []
    for box in boxes + covers {
      reasons.add(box.doubts)
      for form in box.sides.flatMap(\.predicates).flatMap(\.forms) where !form.isClosed {
        reasons.add(form.symbols.map { .symbol($0) })
        if let doubt = form.doubt { reasons.add([doubt]) }
      }
    }
    return reasons.isEmpty ? [.unconfirmed] : reasons
  }
}

extension Box {
  /// The box with a side that decides, but not how.
  func without(_ dimension: Dimension, _ doubt: Doubt) -> Box {
    guard sides.contains(where: { $0.dimension == dimension }) else { return self }
    return Box(sides.filter { $0.dimension != dimension }, doubts: doubts + [doubt], isEmpty)
  }
}
