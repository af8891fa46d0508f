/// What can be said of two boxes at a glance.
enum Overlap {
  /// Whether no request lies in both, because their actions differ: one of them fits no pattern of the
  /// other, or patterns differ in the letters before any wildcard.
  static func isRuledOut(_ left: Box, _ right: Box) -> Bool {
    guard let one = actions(of: left), let other = actions(of: right) else { return false }
    return one.allSatisfy { form in other.allSatisfy { differ(form, $0) } }
  }

  private static func actions(of box: Box) -> [PatternForm]? {
    guard let side = box.sides.first, side.dimension == .action, side.predicates.count == 1,
      !side.predicates[0].isNegated
    else { return nil }
    return side.predicates[0].forms
  }

  private static func differ(_ left: PatternForm, _ right: PatternForm) -> Bool {
    if left.foldsCase == right.foldsCase {
      if let word = left.literal, right.isClosed { return !right.covers(word) }
      if let word = right.literal, left.isClosed { return !left.covers(word) }
    }
    for (one, other) in zip(left.tokens, right.tokens) {
      guard case .letter(let one) = one, case .letter(let other) = other else { return false }
      if one != other { return true }
    }
    return false
  }
}
