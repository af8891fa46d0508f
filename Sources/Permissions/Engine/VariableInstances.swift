/// A question of cover with values for the policy variables in it: a new one that nothing else mentions,
/// none, or one that a condition asks for.
///
/// A request found with such values is an example, so that a few of them will do; where none gives one,
/// nothing follows.
struct VariableInstances {
  private enum Choice {
    case text([Letter])
    case absent
  }

  private let question: Comparability
  private let keys: [ConditionKey]
  private static let limit = 24

  init(_ question: Comparability) {
    self.question = question
    var keys: Set<ConditionKey> = []
    for symbol in (question.boxes + question.covers).flatMap(\.symbols) {
      if case .variable(let key, _) = symbol { keys.insert(key) }
    }
    self.keys = keys.sorted()
  }

  var all: [(boxes: [Box], covers: [Box])] {
    guard !keys.isEmpty else { return [(question.boxes, question.covers)] }
    var choices: [[ConditionKey: Choice]] = [[:]]
    for (index, key) in keys.enumerated() {
      let own = options(for: key, index)
      choices = choices.flatMap { chosen in
        own.map { choice in chosen.merging([key: choice]) { $1 } }
      }
      choices = Array(choices.prefix(Self.limit))
    }
    return choices.map { chosen in
      var boxes = question.boxes.map { Self.filled($0, chosen) }
      boxes.append(Self.forced(chosen))
      return (boxes, question.covers.map { Self.filled($0, chosen) })
    }
  }

  private func options(for key: ConditionKey, _ index: Int) -> [Choice] {
    var choices: [Choice] = [.text([Letter(rawValue: 0x13_0000 + UInt32(index))])]
    for predicate in question.boxes.flatMap({ $0.predicates(of: .key(key)) })
    where !predicate.isNegated {
      for literal in predicate.forms.compactMap(\.literal).prefix(4) {
        choices.append(.text(literal))
      }
    }
    choices.append(.absent)
    return choices
  }

  /// A box in which the keys have the chosen values.
  private static func forced(_ chosen: [ConditionKey: Choice]) -> Box {
    let sides = chosen.sorted { $0.key < $1.key }.map { key, choice in
      let test: Predicate.Test =
        switch choice {
        case .text(let letters): .texts([PatternForm(letters.map(Token.letter))], nil)
        case .absent: .presence(holdsAbsent: true, holdsPresent: false)
        }
      let predicate = Predicate(test: test, isNegated: false, holdsWithoutValue: false)
      return Box.Side(dimension: .key(key), predicates: [predicate])
    }
    return Box(sides, doubts: [], false)
  }

  private static func filled(_ box: Box, _ chosen: [ConditionKey: Choice]) -> Box {
    let sides = box.sides.map { side in
      Box.Side(
        dimension: side.dimension,
        predicates: side.predicates.map { predicate in
          guard case .texts(let forms, let qualifier) = predicate.test, !predicate.isClosed else {
            return predicate
          }
          var copy = predicate
          copy.test = .texts(forms.compactMap { filled($0, chosen) }, qualifier)
          return copy
        }
      )
    }
    return Box(sides, doubts: box.doubts, box.isEmpty)
  }

  /// Nil where a variable has no value.
  private static func filled(
    _ form: PatternForm,
    _ chosen: [ConditionKey: Choice]
  ) -> PatternForm? {
    guard !form.symbols.isEmpty else { return form }
    var tokens: [Token] = []
    for token in form.tokens {
      guard case .symbol(let index) = token,
        case .variable(let key, let standIn) = form.symbols[Int(index)]
      else {
        tokens.append(token)
        continue
      }
      switch chosen[key] {
      case .text(let letters)?:
        tokens += letters.map { .letter(form.foldsCase ? $0.folded : $0) }
      case .absent?:
        guard let standIn else { return nil }
        tokens += Text(standIn).letters.map { .letter(form.foldsCase ? $0.folded : $0) }
      case nil: tokens.append(token)
      }
    }
    return form.replacing(tokens)
  }
}

extension Box {
  /// What forms of it stand for.
  var symbols: [Symbol] {
    sides.flatMap(\.predicates).flatMap(\.forms).flatMap(\.symbols)
  }
}
