package import TemplateEstates

/// Random templates: some conditions, and one expression over them.
package struct ExpressionGenerator {
  package static let names = ["Two", "Three", "Default", "Given", "Open"]
  package static let words = ["a", "b", "x", "y", "z", "", "a-b", "-"]

  package var random: SeededGenerator
  package private(set) var conditions: [Formula] = []

  package init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    for index in 0..<random.number(1...4) { conditions.append(formula(index, depth: 2)) }
  }

  /// What a property may hold.
  package mutating func property() -> Expression {
    switch random.number(0...3) {
    case 0: list(depth: 3)
    case 1: .choose(condition(), element(depth: 2), .nothing)
    default: text(depth: 4)
    }
  }

  private mutating func condition() -> Int { random.number(0...conditions.count - 1) }

  private mutating func formula(_ index: Int, depth: Int) -> Formula {
    guard depth > 0 else { return comparison(index) }
    switch random.number(0...5) {
    case 0: return .not(formula(index, depth: depth - 1))
    case 1: return .and([formula(index, depth: depth - 1), formula(index, depth: depth - 1)])
    case 2: return .or([formula(index, depth: depth - 1), formula(index, depth: depth - 1)])
    case 3 where index > 0: return .named(random.number(0...index - 1))
    default: return comparison(index)
    }
  }

  /// A comparison in condition `index`, which knows only the conditions before it.
  private mutating func comparison(_ index: Int) -> Formula {
    let left = Expression.reference(random.pick(Self.names))
    if random.chance(60) { return .equals(left, .text(random.pick(Self.words))) }
    if random.chance(40) { return .equals(.text(random.pick(Self.words)), left) }
    return .equals(index > 0 ? text(depth: 1) : .sub([left, .text("-b")]), text(depth: 0))
  }

  private mutating func text(depth: Int) -> Expression {
    guard depth > 0 else {
      return random.chance(50)
        ? .text(random.pick(Self.words)) : .reference(random.pick(Self.names))
    }
    switch random.number(0...12) {
    case 0: return .sub(pieces())
    case 1: return .join(random.pick(["-", "", ", "]), list(depth: depth - 1))
    case 2: return .select(random.number(0...2), list(depth: depth - 1))
    case 3:
      let fallback: Expression? = random.chance(50) ? text(depth: depth - 1) : nil
      return .lookUp(text(depth: 0), text(depth: 0), fallback)
    case 4, 5:
      guard !conditions.isEmpty else { return text(depth: 0) }
      return .choose(condition(), text(depth: depth - 1), text(depth: depth - 1))
    case 7: return .subWith(pieces(), text(depth: depth - 1))
    case 8: return .json(list(depth: depth - 1))
    case 9: return .stored(random.chance(50) ? "/known" : "/open")
    case 10: return .length(list(depth: depth - 1))
    case 6: return .base64(text(depth: depth - 1))
    default: return text(depth: 0)
    }
  }

  private mutating func pieces() -> [Expression] {
    (0..<random.number(1...3)).map { _ in
      random.chance(50) ? .text(random.pick(Self.words)) : .reference(random.pick(Self.names))
    }
  }

  private mutating func list(depth: Int) -> Expression {
    guard depth > 0 else { return .list([.text(random.pick(Self.words))]) }
    switch random.number(0...6) {
    case 0: return .split("-", text(depth: depth - 1))
    case 1: return .reference("List")
    case 2:
      guard !conditions.isEmpty else { return .reference("List") }
      return .choose(condition(), list(depth: depth - 1), list(depth: depth - 1))
    default: return .list((0..<random.number(0...3)).map { _ in element(depth: depth - 1) })
    }
  }

  private mutating func element(depth: Int) -> Expression {
    switch random.number(0...7) {
    case 0: .nothing
    case 1 where !conditions.isEmpty: .choose(condition(), text(depth: depth), .nothing)
    case 2 where !conditions.isEmpty: .choose(condition(), .nothing, text(depth: depth))
    default: text(depth: depth)
    }
  }
}
