import TemplateEstates
import Testing
import Values

/// Guards against truth tables.
@Suite struct WorldModelTests {
  /// A formula beside its guard: the obvious way to decide it.
  indirect enum Formula {
    case constant(Bool)
    case oneOf(variable: Int, cases: Set<Int>)
    case not(Formula)
    case all([Formula])
    case any([Formula])

    func holds(_ world: [Int]) -> Bool {
      switch self {
      case .constant(let value): value
      case .oneOf(let variable, let cases): cases.contains(world[variable])
      case .not(let formula): !formula.holds(world)
      case .all(let parts): parts.allSatisfy { $0.holds(world) }
      case .any(let parts): parts.contains { $0.holds(world) }
      }
    }

    /// Three-valued: nil where what is decided does not decide the formula by itself.
    func holds(partial world: [Int?]) -> Bool? {
      switch self {
      case .constant(let value): return value
      case .oneOf(let variable, let cases):
        if let chosen = world[variable] { return cases.contains(chosen) }
        return cases.count == WorldModelTests.counts[variable] ? true : cases.isEmpty ? false : nil
      case .not(let formula): return formula.holds(partial: world).map { !$0 }
      case .all(let parts):
        let truths = parts.map { $0.holds(partial: world) }
        return truths.contains(false) ? false : truths.contains(nil) ? nil : true
      case .any(let parts):
        let truths = parts.map { $0.holds(partial: world) }
        return truths.contains(true) ? true : truths.contains(nil) ? nil : false
      }
    }

    func add(to model: inout WorldModel) -> GuardID {
      switch self {
      case .constant(let value): return model.add(.constant(value))
      case .oneOf(let variable, let cases):
        let bits = cases.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
        return model.add(.oneOf(variable: variable, cases: bits))
      case .not(let formula):
        let id = formula.add(to: &model)
        return model.add(.not(id))
      case .all(let parts):
        let ids = parts.map { $0.add(to: &model) }
        return model.add(.all(ids))
      case .any(let parts):
        let ids = parts.map { $0.add(to: &model) }
        return model.add(.any(ids))
      }
    }
  }

  /// How many cases the variables have.
  static let counts = [2, 3, 2]

  static func model() -> WorldModel {
    var model = WorldModel()
    for (index, count) in counts.enumerated() {
      let cases = (0..<count).map { "c\($0)" }
      _ = model.add(
        WorldVariable(kind: .parameter, name: "v\(index)", cases: cases, origin: .none)
      )
    }
    return model
  }

  /// All worlds, those that leave variables open included.
  static let partialWorlds: [[Int?]] = counts.reduce([[]]) { worlds, count in
    worlds.flatMap { world in ([nil] + (0..<count).map { Int?($0) }).map { world + [$0] } }
  }

  static func world(_ chosen: [Int?]) -> World {
    var world = World()
    for (variable, value) in chosen.enumerated() {
      if let value { world = world.choosing(value, for: variable) }
    }
    return world
  }

  static func formula(_ depth: Int, _ random: inout SeededGenerator) -> Formula {
    switch depth == 0 ? random.number(0...4) : random.number(0...9) {
    case 0: return .constant(random.chance(50))
    case 1...4:
      let variable = random.number(0...counts.count - 1)
      let cases = (0..<counts[variable]).filter { _ in random.chance(50) }
      return .oneOf(variable: variable, cases: Set(cases))
    case 5: return .not(formula(depth - 1, &random))
    case 6, 7:
      return .all((0..<random.number(0...3)).map { _ in formula(depth - 1, &random) })
    default:
      return .any((0..<random.number(0...3)).map { _ in formula(depth - 1, &random) })
    }
  }

  @Test func guardsAreDecidedAsTheirFormulasAre() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<400 {
      let formula = Self.formula(4, &random)
      var model = Self.model()
      let id = formula.add(to: &model)
      for chosen in Self.partialWorlds {
        let truth = model.truth(of: id, in: Self.world(chosen))
        switch (truth, formula.holds(partial: chosen)) {
        case (.holds, true?), (.fails, false?): break
        case (.open(let variable), nil): #expect(chosen[variable] == nil)
        case (_, let expected):
          Issue.record("\(truth) instead of \(expected.map(String.init) ?? "open") for \(formula)")
        }
      }
    }
  }

  /// What is decided although variables are open holds whatever these are.
  @Test func aDecidedGuardStaysDecided() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<200 {
      let formula = Self.formula(4, &random)
      var model = Self.model()
      let id = formula.add(to: &model)
      for chosen in Self.partialWorlds {
        let truth = model.truth(of: id, in: Self.world(chosen))
        guard truth == .holds || truth == .fails else { continue }
        for full in Self.partialWorlds where !full.contains(nil) {
          let extends = zip(chosen, full).allSatisfy { $0 == nil || $0 == $1 }
          if extends { #expect(formula.holds(full.compactMap(\.self)) == (truth == .holds)) }
        }
      }
    }
  }

  @Test func simplificationKeepsTheMeaning() {
    var model = Self.model()
    let one = model.add(.oneOf(variable: 0, cases: 1))
    #expect(model.add(.all([])) == .always)
    #expect(model.add(.any([])) == .never)
    #expect(model.add(.all([.always, one])) == one)
    #expect(model.add(.all([.never, one])) == .never)
    #expect(model.add(.any([.never, one])) == one)
    #expect(model.add(.any([.always, one])) == .always)
    #expect(model.add(.not(.always)) == .never)
    #expect(model.add(.oneOf(variable: 0, cases: 0)) == .never)
  }

  /// As a tree this has 2^40 nodes, and it is thousands of guards deep.
  @Test(.timeLimit(.minutes(1))) func guardsThatUseOthersTwiceAreDecidedSoon() {
    var model = Self.model()
    let one = model.add(.oneOf(variable: 0, cases: 1))
    let other = model.add(.oneOf(variable: 1, cases: 1))
    var last = one
    for _ in 0..<5000 {
      let left = model.add(.all([last, other]))
      let right = model.add(.all([other, last]))
      last = model.add(.any([left, right]))
    }
    #expect(model.truth(of: last, in: World()) == .open(variable: 0))
    let holding = World().choosing(0, for: 0).choosing(0, for: 1)
    #expect(model.truth(of: last, in: holding) == .holds)
    #expect(model.truth(of: last, in: World().choosing(1, for: 1)) == .fails)
  }

  /// Guards that use others twice are decided from the bottom up, near each other or far apart.
  @Test(arguments: [0, 5000])
  func sharedGuardsAreDecidedAsTheirFormulasAre(distance: Int) {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<20 {
      var model = Self.model()
      var parts: [(id: GuardID, formula: Formula)] = (0..<3).map { variable in
        (model.add(.oneOf(variable: variable, cases: 1)), .oneOf(variable: variable, cases: [0]))
      }
      for _ in 0..<distance { _ = model.add(.oneOf(variable: 0, cases: 2)) }
      for _ in 0..<9 {
        let (one, other) = (parts[parts.count - 1], parts[random.number(0...parts.count - 1)])
        let negation = (id: model.add(.not(other.id)), formula: Formula.not(other.formula))
        let left = (
          model.add(.all([one.id, other.id])), Formula.all([one.formula, other.formula])
        )
        let right = (
          model.add(.any([one.id, negation.id])), Formula.any([one.formula, negation.formula])
        )
        let isAll = random.chance(50)
        parts.append(
          (
            model.add(isAll ? .all([left.0, right.0]) : .any([left.0, right.0])),
            isAll ? .all([left.1, right.1]) : .any([left.1, right.1])
          )
        )
      }
      guard let last = parts.last else { continue }
      for chosen in Self.partialWorlds {
        let truth = model.truth(of: last.id, in: Self.world(chosen))
        let expected = last.formula.holds(partial: chosen)
        #expect((truth == .holds) == (expected == true))
        #expect((truth == .fails) == (expected == false))
      }
    }
  }

  @Test func sixtyFourCasesAreToldApart() {
    var model = WorldModel()
    let cases = (0..<64).map { "c\($0)" }
    let variable = model.add(
      WorldVariable(kind: .parameter, name: "v", cases: cases, origin: .none)
    )
    let last = model.add(.oneOf(variable: variable, cases: 1 << 63))
    let all = model.add(.oneOf(variable: variable, cases: .max))
    #expect(model.truth(of: last, in: World().choosing(63, for: variable)) == .holds)
    #expect(model.truth(of: last, in: World().choosing(62, for: variable)) == .fails)
    #expect(model.truth(of: last, in: World()) == .open(variable: variable))
    #expect(model.truth(of: all, in: World()) == .holds)
  }
}
