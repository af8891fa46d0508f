import Infrastructure

/// What a statement asks of one dimension.
struct Predicate: Hashable, Sendable {
  enum Test: Hashable, Sendable {
    /// Some form fits.
    case texts([PatternForm], ConditionOperator.Qualifier?)
    /// Whether `true` fits, and `false`.
    case truth(fitsTrue: Bool, fitsFalse: Bool)
    case numbers(Order, [FixedPoint])
    case dates(Order, [FixedPoint])
    case addresses([IPPrefix])
    /// `Null`
    case presence(holdsAbsent: Bool, holdsPresent: Bool)
  }

  enum Order: Hashable, Sendable {
    case equal, less, lessOrEqual, greater, greaterOrEqual

    func holds(_ number: FixedPoint, _ bound: FixedPoint) -> Bool {
      switch self {
      case .equal: number == bound
      case .less: number < bound
      case .lessOrEqual: number <= bound
      case .greater: number > bound
      case .greaterOrEqual: number >= bound
      }
    }
  }

  /// The kinds of values that cannot be compared with each other.
  enum Kind: Hashable, Sendable {
    case text, severalTexts, truth, number, date, address
  }

  var test: Test
  let isNegated: Bool
  let holdsWithoutValue: Bool

  /// Nil for tests of presence, which every kind of value has.
  var kind: Kind? {
    switch test {
    case .texts(_, nil): .text
    case .texts(_, .some): .severalTexts
    case .truth: .truth
    case .numbers: .number
    case .dates: .date
    case .addresses: .address
    case .presence: nil
    }
  }

  /// The forms of a test of texts.
  var forms: [PatternForm] {
    if case .texts(let forms, _) = test { forms } else { [] }
  }

  /// Whether whatever is known later changes nothing.
  var isClosed: Bool { forms.allSatisfy(\.isClosed) }

  /// Whether it holds wherever another one does, as far as can be seen without search.
  func follows(from other: Predicate) -> Bool {
    if self == other { return true }
    guard case .texts(let wider, nil) = test, case .texts(let forms, nil) = other.test,
      !isNegated, !other.isNegated, holdsWithoutValue || !other.holdsWithoutValue
    else { return false }
    return forms.allSatisfy { $0.doubt == nil && wider.contains($0) }
  }
}
