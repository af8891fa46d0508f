import Infrastructure

/// A scope as a product of predicates, one list for each dimension that it restricts.
struct Box: Sendable {
  struct Side: Sendable {
    let dimension: Dimension
    var predicates: [Predicate]
  }

  /// In the order of dimensions.
  private(set) var sides: [Side] = []
  /// Why it is not known whether it holds where all of its sides do.
  private(set) var doubts: [Doubt] = []
  /// Whether it holds nothing.
  private(set) var isEmpty = false
  /// Whether whatever is known later changes nothing.
  private(set) var isClosed = true

  init(_ scope: Scope, _ reading: PatternForm.Reading) {
    add(.action, scope.actions) { [PatternForm($0, at: .action)] }
    if let resources = scope.resources {
      add(.resource, resources) { [PatternForm($0, at: .resource, reading)] }
    }
    if let principals = scope.principals {
      add(.principal, principals, PrincipalForm.forms)
    }
    for condition in scope.conditions { add(condition) }
    sides.sort { $0.dimension < $1.dimension }
    noteWhetherClosed()
  }

  init(_ sides: [Side], doubts: [Doubt], _ isEmpty: Bool) {
    self.sides = sides
    self.doubts = doubts
    self.isEmpty = isEmpty
    noteWhetherClosed()
  }

  private mutating func noteWhetherClosed() {
    isClosed = doubts.isEmpty && sides.allSatisfy { $0.predicates.allSatisfy(\.isClosed) }
  }

  func predicates(of dimension: Dimension) -> [Predicate] {
    sides.first { $0.dimension == dimension }?.predicates ?? []
  }

  private mutating func add<Element>(
    _ dimension: Dimension,
    _ selection: Scope.Selection<Element>,
    _ forms: (Element) -> [PatternForm]
  ) {
    var all: [PatternForm] = []
    for form in selection.elements.flatMap(forms) where !form.isEmpty { all.append(form) }
    let isEverything = all.contains { $0.tokens == [.star(.crossing)] }
    switch selection {
    case .only:
      if all.isEmpty { isEmpty = true }
      if isEverything { return }
      add(Predicate(test: .texts(all, nil), isNegated: false, holdsWithoutValue: false), dimension)
    case .except:
      if isEverything { isEmpty = true }
      if all.isEmpty { return }
      add(Predicate(test: .texts(all, nil), isNegated: true, holdsWithoutValue: true), dimension)
    }
  }

  private mutating func add(_ predicate: Predicate, _ dimension: Dimension) {
    guard let index = sides.firstIndex(where: { $0.dimension == dimension }) else {
      sides.append(Side(dimension: dimension, predicates: [predicate]))
      return
    }
    if !sides[index].predicates.contains(predicate) { sides[index].predicates.append(predicate) }
  }

  private mutating func add(_ condition: Condition) {
    switch condition {
    case .open(let doubt): doubts.add([doubt])
    case .test(let name, let key, let patterns):
      do throws(Unreadable) {
        let test = try Self.test(name, key, patterns)
        let predicate = Predicate(
          test: test,
          isNegated: name.comparison.isNegated,
          holdsWithoutValue: name.holdsWithoutValue ?? false
        )
        add(predicate, .key(key))
      } catch {
        doubts.add([error.doubt])
      }
    }
  }

  private struct Unreadable: Error {
    let doubt: Doubt
  }

  private static func test(
    _ name: ConditionOperator,
    _ key: ConditionKey,
    _ patterns: [Pattern]
  ) throws(Unreadable) -> Predicate.Test {
    func texts(_ place: PatternForm.Place) -> Predicate.Test {
      .texts(patterns.map { PatternForm($0, at: place) }.filter { !$0.isEmpty }, name.qualifier)
    }
    func values<Value>(_ parse: (String) -> Value?) throws(Unreadable) -> [Value] {
      if name.qualifier != nil { throw Unreadable(doubt: .qualifiedOrder(key)) }
      var values: [Value] = []
      for pattern in patterns {
        guard pattern.symbols.isEmpty, let value = parse(pattern.description) else {
          throw Unreadable(doubt: .value(key, pattern.description))
        }
        values.append(value)
      }
      return values
    }
    func truths() throws(Unreadable) -> [Bool] {
      let all = try values { ["true": true, "false": false][$0.lowercased()] ?? nil }
      return all
    }
    switch name.comparison {
    case .stringEquals, .stringNotEquals, .binaryEquals: return texts(.literal)
    case .stringEqualsIgnoreCase, .stringNotEqualsIgnoreCase: return texts(.literalWithoutCase)
    case .stringLike, .stringNotLike: return texts(.like)
    case .arnEquals, .arnNotEquals, .arnLike, .arnNotLike: return texts(.arn)
    case .bool:
      let known = try truths()
      return .truth(fitsTrue: known.contains(true), fitsFalse: known.contains(false))
    case .null:
      let known = try truths()
      return .presence(holdsAbsent: known.contains(true), holdsPresent: known.contains(false))
    case .numericEquals, .numericNotEquals: return .numbers(.equal, try values(FixedPoint.init))
    case .numericLessThan: return .numbers(.less, try values(FixedPoint.init))
    case .numericLessThanEquals: return .numbers(.lessOrEqual, try values(FixedPoint.init))
    case .numericGreaterThan: return .numbers(.greater, try values(FixedPoint.init))
    case .numericGreaterThanEquals: return .numbers(.greaterOrEqual, try values(FixedPoint.init))
    case .dateEquals, .dateNotEquals: return .dates(.equal, try values(Instant.parse))
    case .dateLessThan: return .dates(.less, try values(Instant.parse))
    case .dateLessThanEquals: return .dates(.lessOrEqual, try values(Instant.parse))
    case .dateGreaterThan: return .dates(.greater, try values(Instant.parse))
    case .dateGreaterThanEquals: return .dates(.greaterOrEqual, try values(Instant.parse))
    case .ipAddress, .notIPAddress:
      return .addresses(try values(IPPrefix.init(addressOrBlock:)))
    }
  }
}
