/// Whether there is a request that some statements allow, one of the reference denies if one is given,
/// and none of others matches.
struct CoverQuestion {
  private let allows: [Grants.Entry]
  private let denial: Grants.Entry?
  private let scope: Scope?
  private let covers: [Grants.Entry]
  private let parties: [Grants]

  /// - Parameter parties: Whose statements these are, for what else they tell of condition keys.
  init(
    _ allows: [Grants.Entry],
    deniedBy denial: Grants.Entry? = nil,
    in scope: Scope?,
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
    if let scope { boxes.append(Box(scope)) }
    let rivals = covers.map(\.box)
    guard Problem(boxes, rivals, .possible) != nil else { return .none }
    let comparable = Comparability(boxes, rivals)
    do throws(Budget.Exhausted) {
      if comparable.isClosed {
        guard let problem = Problem(comparable.boxes, comparable.covers, .exact) else {
          return .none
        }
        var search = CoverSearch(problem, .exact, Alphabet())
        guard let point = try search.point(&budget) else { return .none }
        return verified(point, problem, Alphabet())
      }
      return try openAnswer(comparable, &budget)
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
    let boxes = parties.flatMap { $0.layers.joined() + $0.denials }.map(\.box)
    let writer = RequestWriter(problem, alphabet, boxes)
    let spellings = (statements + (denial.map { [$0.statement] } ?? [])).map(
      \.scope.actions.elements
    )
    let request = writer.request(point, spellings.flatMap(\.self))
    let isExample =
      allows.allSatisfy { $0.statement.scope.match(request) == .yes }
      && covers.allSatisfy { $0.statement.scope.match(request) == .no }
      && denial.map { $0.statement.scope.match(request) == .yes } ?? true
      && scope.map { $0.match(request) == .yes } ?? true
    guard isExample else { return .undetermined([.unconfirmed]) }
    return .found(Witness(request: request, allows: statements, denial: denial?.statement))
  }
}
