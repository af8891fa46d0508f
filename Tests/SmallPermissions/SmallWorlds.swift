import Permissions

/// The worlds that are searched through.
extension SmallWorld {
  package static var all: [SmallWorld] { [products, sets, numbers, addresses, patterns] }

  /// Actions, resources and one condition key with one value; every policy of up to two statements.
  package static let products: SmallWorld = {
    // s:x, s:y, s:z and u:z; two buckets x and y, and what is no ARN.
    let actions = 4
    let resources = 3
    let values: [String?] = [nil, "x", "y", "xy"]
    typealias Element<Selection> = (selection: Selection, fits: (Int) -> Bool)
    let actionElements: [Element<Scope.Selection<Pattern>>] = [
      (.only(["s:x"]), { $0 == 0 }), (.only(["s:y"]), { $0 == 1 }), (.only(["s:*"]), { $0 < 3 }),
      (.except(["s:x", "t:*"]), { $0 != 0 }),
    ]
    let resourceElements: [Element<Scope.Selection<Pattern>>] = [
      (.only(["arn:a:s:::x"]), { $0 == 0 }), (.only(["*"]), { _ in true }),
      (.except(["arn:a:s:::x"]), { $0 != 0 }),
    ]
    let conditions: [(list: [Condition], fits: (String?) -> Bool)] = [
      ([], { _ in true }),
      ([condition("StringEquals", "x")], { $0 == "x" }),
      ([condition("StringNotLike", "x*")], { $0?.first != "x" }),
      ([condition("Null", "true")], { $0 == nil }),
    ]
    var choices: [Choice] = []
    for action in actionElements {
      for resource in resourceElements {
        for condition in conditions {
          var members: [Bool] = []
          for a in 0..<actions {
            for r in 0..<resources {
              members += values.map { action.fits(a) && resource.fits(r) && condition.fits($0) }
            }
          }
          let scope = Scope(
            actions: action.selection,
            resources: resource.selection,
            conditions: condition.list
          )
          choices.append(Choice(scope: scope, requests: Requests(members)))
        }
      }
    }
    return SmallWorld("products", choices, statements: 1...2)
  }()

  /// One condition key with several values; every policy of up to two statements.
  package static let sets: SmallWorld = {
    let letters = ["x", "y", "z"]
    let subsets: [[String]?] =
      [nil] + (1..<8).map { bits in (0..<3).filter { bits >> $0 & 1 == 1 }.map { letters[$0] } }
    let lists = [["x"], ["x", "y"]]
    var conditions: [(Condition, ([String]?) -> Bool)] = [
      (condition("Null", "true"), { $0 == nil }), (condition("Null", "false"), { $0 != nil }),
    ]
    for list in lists {
      let patterns = list.map { Pattern($0, variables: true) }
      for (suffix, holdsWithout) in [("", false), ("IfExists", true)] {
        conditions += [
          (
            condition("ForAnyValue:StringEquals\(suffix)", patterns),
            { $0.map { $0.contains(where: list.contains) } ?? holdsWithout }
          ),
          (
            condition("ForAnyValue:StringNotEquals\(suffix)", patterns),
            { $0.map { $0.contains { !list.contains($0) } } ?? holdsWithout }
          ),
        ]
      }
      conditions += [
        (
          condition("ForAllValues:StringEquals", patterns),
          { $0.map { $0.allSatisfy(list.contains) } ?? true }
        ),
        (
          condition("ForAllValues:StringNotEquals", patterns),
          { $0.map { $0.allSatisfy { !list.contains($0) } } ?? true }
        ),
      ]
    }
    return ofConditions("sets", conditions, subsets)
  }()

  /// One condition key with a number; every policy of up to two statements.
  package static let numbers: SmallWorld = {
    let values: [Double?] = [nil, 0, 1, 1.5, 2, 3]
    let tests: [(String, (Double, Double) -> Bool)] = [
      ("Equals", { $0 == $1 }), ("NotEquals", { $0 != $1 }), ("LessThan", { $0 < $1 }),
      ("LessThanEquals", { $0 <= $1 }), ("GreaterThan", { $0 > $1 }),
      ("GreaterThanEquals", { $0 >= $1 }),
    ]
    var conditions: [(Condition, (Double?) -> Bool)] = []
    for (name, holds) in tests {
      for bound in [1, 2] {
        conditions.append(
          (
            condition("Numeric\(name)", "\(bound)"),
            { $0.map { holds($0, Double(bound)) } ?? (name == "NotEquals") }
          )
        )
      }
    }
    return ofConditions("numbers", conditions, values)
  }()

  /// One condition key with an address; every policy of up to two statements.
  package static let addresses: SmallWorld = {
    // An address of each region: outside, 10.0.0.0/8, 10.1.0.0/16 in it, and IPv6.
    let values: [Int?] = [nil, 0, 1, 2, 3]
    let blocks: [(String, Set<Int>)] = [
      ("10.0.0.0/8", [1, 2]), ("10.1.0.0/16", [2]), ("0.0.0.0/0", [0, 1, 2]), ("::/0", [3]),
    ]
    var conditions: [(Condition, (Int?) -> Bool)] = []
    for (block, members) in blocks {
      conditions += [
        (condition("IpAddress", block), { $0.map(members.contains) ?? false }),
        (condition("NotIpAddress", block), { $0.map { !members.contains($0) } ?? true }),
        (condition("IpAddressIfExists", block), { $0.map(members.contains) ?? true }),
      ]
    }
    return ofConditions("addresses", conditions, values)
  }()

  /// Patterns of up to three letters; one or two of them allow.
  package static let patterns: SmallWorld = {
    var patterns = [""]
    for length in 1...3 {
      patterns += patterns.filter { $0.count == length - 1 }.flatMap { prefix in
        ["a", "*", "?"].map { prefix + $0 }
      }
    }
    var words = [""]
    for length in 1...5 {
      words += words.filter { $0.count == length - 1 }.flatMap { prefix in
        ["a", "b", "c"].map { prefix + $0 }
      }
    }
    let conditions: [(Condition, (String) -> Bool)] = patterns.map { pattern in
      (condition("StringLike", pattern), { fits(Array(pattern)[...], Array($0)[...]) })
    }
    return ofConditions("patterns", conditions, words, denies: false)
  }()

  private static func fits(_ pattern: ArraySlice<Character>, _ word: ArraySlice<Character>) -> Bool
  {
    guard let first = pattern.first else { return word.isEmpty }
    let rest = pattern.dropFirst()
    if first == "*" { return fits(rest, word) || !word.isEmpty && fits(pattern, word.dropFirst()) }
    guard let letter = word.first, first == "?" || first == letter else { return false }
    return fits(rest, word.dropFirst())
  }

  private static func condition(_ name: String, _ value: String) -> Condition {
    condition(name, [Pattern(value, variables: true)])
  }

  private static func condition(_ name: String, _ values: [Pattern]) -> Condition {
    ConditionOperator(name).map { .test($0, "k", values) } ?? .open(.caller(name))
  }

  private static func ofConditions<Value>(
    _ name: String,
    _ conditions: [(Condition, (Value) -> Bool)],
    _ values: [Value],
    denies: Bool = true
  ) -> SmallWorld {
    let choices = conditions.map { condition, fits in
      let members = values.map(fits)
      let scope = Scope(actions: .only(["s:x"]), resources: .only(["*"]), conditions: [condition])
      return Choice(scope: scope, requests: Requests(members))
    }
    return SmallWorld(name, choices, statements: 1...2, denies: denies)
  }
}
