/// Whether there is a request that some statements allow, one of the reference denies if one is given,
/// and none of others matches.
struct CoverQuestion {
  private let allows: [Grants.Entry]
  private let denial: Grants.Entry?
  private let scope: Grants.Entry?
  private let covers: [Grants.Entry]
  private let parties: [Grants]

  /// - Parameter parties: Whose statements these are, for what else they tell of condition keys.
  init(
    _ allows: [Grants.Entry],
    deniedBy denial: Grants.Entry? = nil,
    in scope: Grants.Entry?,
    butNot covers: [Grants.Entry],
    of parties: [Grants]
  ) {
    self.parties = parties
    self.allows = allows
    self.denial = denial
    self.scope = scope
    self.covers = covers
  }

  func answer(_ budget: inout Budget) -> Search {
    var boxes = allows.map(\.box)
    if let denial { boxes.append(denial.box) }
    if let scope { boxes.append(scope.box) }
    let rivals = covers.map(\.box)
    guard let problem = Problem(boxes, rivals, .possible) else { return .none }
    do throws(Budget.Exhausted) {
      guard boxes.allSatisfy(\.isClosed), rivals.allSatisfy(\.isClosed), problem.isComparable else {
        return try openAnswer(Comparability(boxes, rivals), &budget)
      }
      var search = CoverSearch(problem, .exact, Alphabet())
      guard let point = try search.point(&budget) else { return .none }
      return verified(point, problem, Alphabet())
    } catch {
      return .undetermined([.budget])
    }
  }

  private func openAnswer(
    _ comparable: Comparability,
    _ budget: inout Budget
  ) throws(Budget.Exhausted) -> Search {
    guard let possible = Problem(comparable.boxes, comparable.covers, .possible) else {
      return .none
    }
    var search = CoverSearch(possible, .possible, Alphabet())
    guard try search.point(&budget) != nil else { return .none }
    for instance in VariableInstances(comparable).all {
      guard let problem = Problem(instance.boxes, instance.covers, .certain) else { continue }
      var search = CoverSearch(problem, .certain, Alphabet())
      guard let point = try search.point(&budget) else { continue }
      if case .found(let witness) = verified(point, problem, search.alphabet) {
        return .found(witness)
      }
    }
    return .undetermined(comparable.reasons)
  }

  /// The request of a point, if the evaluator agrees that it is an example.
  private func verified(
    _ point: [Candidate.Value],
    _ problem: Problem,
    _ alphabet: Alphabet
  ) -> Search {
    let statements = allows.map(\.statement)
    let entries = parties.flatMap { $0.layers.joined() + $0.denials }
    let writer = RequestWriter(problem, alphabet, entries)
    let spellings = (statements + (denial.map { [$0.statement] } ?? [])).map(
      \.scope.actions.elements
    )
    let request = writer.request(point, spellings.flatMap(\.self))
    let wanted = allows + [denial, scope].compactMap(\.self)
    let matches = wanted.map { $0.statement.scope.match(request) }
    let rivals = covers.map { $0.statement.scope.match(request) }
    guard matches.allSatisfy({ $0 == .yes }), rivals.allSatisfy({ $0 == .no }) else {
      let readings = (matches + rivals).contains { $0.doubts.contains(.wildcardBeforeColon) }
      return .undetermined([readings ? .wildcardBeforeColon : .unconfirmed])
    }
    return .found(Witness(request: request, allows: statements, denial: denial?.statement))
  }
}
