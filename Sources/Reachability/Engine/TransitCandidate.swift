import Infrastructure

/// A route of a transit gateway's table that packets may take.
struct TransitCandidate: Equatable {
  let index: Int
  let target: TransitGateway.Table.Route.Target
}

extension RouteChoice<TransitCandidate> {
  /// Source: Transit Gateways Guide, "Route evaluation order": the most specific route, static ones
  /// before propagated ones.
  static func map(
    of table: TransitGateway.Table.ID,
    _ family: IPPrefix.Family,
    _ network: CompiledNetwork
  ) throws(Undecided) -> AddressMap<RouteChoice> {
    var entries: [(block: IPPrefix, rank: Route.Rank, candidate: Candidate)] = []
    var open: [(candidate: Candidate, doubt: Doubt)] = []
    for (index, route) in network.model[table].routes.enumerated()
    where try network.holds(route.existence) {
      let candidate = TransitCandidate(index: index, target: route.target)
      switch route.destination {
      case .block(let block):
        if block.family == family { entries.append((block, route.rank, candidate)) }
      case .open(let fact): open.append((candidate, .fact(fact)))
      }
    }
    return AddressMap(of: entries.map(\.block.span), family) { covering in
      var choice = RouteChoice(candidates: [])
      let all = covering.map { entries[$0] }
      if let best = all.max(by: { ($0.block.length, $0.rank) < ($1.block.length, $1.rank) }) {
        choice.isExhaustive = true
        let equals = all.filter {
          $0.block.length == best.block.length && $0.rank == best.rank
        }
        for equal in equals
        where !choice.candidates.contains(where: { $0.target == equal.candidate.target }) {
          choice.candidates.append(equal.candidate)
        }
        if choice.candidates.count > 1 { choice.doubts = [.transitRouteChoice(table)] }
      }
      for route in open {
        choice.candidates.append(route.candidate)
        choice.doubts.append(route.doubt)
      }
      return choice
    }
  }
}
