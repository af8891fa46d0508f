import Infrastructure
package import Values

/// Answers questions about a network, exactly.
///
/// Every world that the answer hangs on is looked at, up to a limit; what is open in a
/// world makes its verdict undetermined, unless it holds either way.
package struct NetworkSolver {
  package let model: NetworkModel
  let index: NetworkIndex
  private var networks: [World: CompiledNetwork] = [:]
  private let worldLimit: Int
  /// 2^12, as many as are worth the wait of somebody who asks one question.
  package static let mostWorlds = 4_096

  /// - Parameter worldLimit: How many worlds one question may take, each of which is a network of its own.
  package init(_ model: NetworkModel, worldLimit: Int = mostWorlds) {
    self.model = model
    self.worldLimit = worldLimit
    index = NetworkIndex(model)
  }

  /// The answer in all worlds that agree with one; it needs variables that one leaves open only.
  package mutating func answer(_ question: Question, in world: World = World()) -> Answer {
    var leaves: [Leaf] = []
    var open = [world]
    while let world = open.popLast() {
      guard leaves.count + open.count < worldLimit else {
        return Answer(verdict: .undetermined, witnesses: [], cut: [], needs: [.tooManyWorlds])
      }
      do throws(Undecided) {
        leaves.append(try leaf(question, in: world))
      } catch {
        let cases = model.worlds.variables[error.variable].cases.indices
        open += cases.reversed().map { world.choosing($0, for: error.variable) }
      }
    }
    return Self.summary(of: leaves)
  }

  /// Makes all tables and filters as far as no world decides about them, which else the first questions
  /// do.
  package mutating func compile() {
    network(in: World()).compile()
  }

  /// The answer of the worlds that agree with one.
  private struct Leaf {
    let world: World
    let answer: Answer
  }

  mutating func network(in world: World) -> CompiledNetwork {
    if let known = networks[world] { return known }
    let network = CompiledNetwork(model, index, in: world)
    networks[world] = network
    return network
  }

  // MARK: - One world

  private mutating func leaf(_ question: Question, in world: World) throws(Undecided) -> Leaf {
    let network = network(in: world)
    var endings: [Answer.Ending] = []
    var perhaps: [(witness: Answer.Witness, doubts: [Doubt])] = []
    for source in question.sources {
      for target in question.targets where Question.isAsked(source, target) {
        for family in [IPPrefix.Family.ipv4, .ipv6] {
          guard let client = try Party(source, family, in: network),
            let server = try Party(target, family, isTarget: true, in: network)
          else { continue }
          var exchange = Exchange(
            network,
            family,
            from: client,
            to: server,
            question.services,
            isOneWay: question.isOneWay,
            isExhaustive: !question.avoiding.isEmpty
          )
          try exchange.run()
          let ways = Ways(
            exchange,
            source,
            target,
            family,
            avoiding: question.avoiding,
            world
          )
          guard ways.certain.isEmpty else {
            return Leaf(
              world: world,
              answer: Answer(verdict: .reachable, witnesses: ways.certain, cut: [], needs: [])
            )
          }
          perhaps += ways.perhaps
          for ending in ways.endings where !endings.contains(where: { $0.reason == ending.reason })
          { endings.append(ending) }
        }
      }
    }
    guard let first = perhaps.first else {
      return Leaf(
        world: world,
        answer: Answer(verdict: .unreachable, witnesses: [], cut: endings, needs: [])
      )
    }
    let needs = Self.needed(perhaps.map(\.doubts))
    return Leaf(
      world: world,
      answer: Answer(
        verdict: .undetermined,
        witnesses: [first.witness],
        cut: [],
        needs: needs.map(Answer.Need.doubt)
      )
    )
  }

  /// The doubts that decide: those of ways that rest on nothing but what others rest on.
  private static func needed(_ ways: [[Doubt]]) -> [Doubt] {
    let sets = ways.map(Set.init)
    var needed: [Doubt] = []
    for (index, way) in ways.enumerated() {
      let isImplied = sets.contains { $0.isStrictSubset(of: sets[index]) }
      guard !isImplied else { continue }
      for doubt in way where !needed.contains(doubt) { needed.append(doubt) }
    }
    return needed
  }

  // MARK: - All worlds

  private static func summary(of leaves: [Leaf]) -> Answer {
    guard let first = leaves.first else {
      return Answer(verdict: .unreachable, witnesses: [], cut: [], needs: [])
    }
    if leaves.allSatisfy({ $0.answer.verdict == first.answer.verdict }),
      first.answer.verdict != .undetermined
    {
      var cut: [Answer.Ending] = []
      for ending in leaves.flatMap(\.answer.cut)
      where !cut.contains(where: { $0.reason == ending.reason }) { cut.append(ending) }
      return Answer(
        verdict: first.answer.verdict,
        witnesses: leaves.flatMap(\.answer.witnesses),
        cut: cut,
        needs: []
      )
    }
    var needs = deciding(leaves).map(Answer.Need.variable)
    var known = Set(needs)
    for need in leaves.flatMap(\.answer.needs) where known.insert(need).inserted {
      needs.append(need)
    }
    let witnesses = leaves.flatMap(\.answer.witnesses)
    return Answer(verdict: .undetermined, witnesses: witnesses, cut: [], needs: needs)
  }

  /// The variables without which the verdict is not settled: those that alone turn it from one into
  /// another. Quadratic in the worlds.
  private static func deciding(_ leaves: [Leaf]) -> [Int] {
    var deciding: Set<Int> = []
    for (place, leaf) in leaves.enumerated() {
      for other in leaves[(place + 1)...] where other.answer.verdict != leaf.answer.verdict {
        var difference: Int?
        var count = 0
        for choice in leaf.world.choices {
          guard let chosen = other.world[choice.variable], chosen != choice.chosen else { continue }
          difference = choice.variable
          count += 1
          if count > 1 { break }
        }
        if count == 1, let difference { deciding.insert(difference) }
      }
    }
    return deciding.sorted()
  }
}
