import Infrastructure

/// Makes the map of a route table.
///
/// The longest block that holds an address decides; among routes to one block a static one wins over
/// one of a prefix list, and that over a propagated one. Which of several prefix lists with different
/// targets wins is AWS's choice. Source: VPC User Guide, "Route priority".
struct RouteMapBuilder {
  private struct Entry {
    let span: AddressSpan
    let length: Int
    let rank: Route.Rank
    let doubt: Doubt?
    let candidate: RouteCandidate
  }

  private let table: RouteTable.ID
  private let family: IPPrefix.Family
  private var entries: [Entry] = []
  /// Routes to addresses that are not known.
  private var open: [(candidate: RouteCandidate, doubt: Doubt, rank: Route.Rank)] = []

  init(
    of table: RouteTable.ID,
    in vpc: VPC.ID,
    _ family: IPPrefix.Family,
    _ network: CompiledNetwork
  ) throws(Undecided) {
    self.table = table
    self.family = family
    let model = network.model
    for (index, route) in model[table].routes.enumerated() where try network.holds(route.existence)
    {
      let candidate = RouteCandidate(index: index, target: route.target)
      switch route.destination {
      case .block(let block) where block.family == family:
        entries.append(
          Entry(
            span: block.span,
            length: block.length,
            rank: route.rank,
            doubt: route.doubt.map(Doubt.fact),
            candidate: candidate
          )
        )
      case .service(let service) where family == .ipv4 && route.target != .gatewayEndpoint:
        // Some addresses of the internet take it: nobody knows which.
        for span in InternetAddresses.spans(.ipv4) {
          entries.append(
            Entry(
              span: span,
              length: 0,
              rank: route.rank,
              doubt: .serviceAddresses(service),
              candidate: candidate
            )
          )
        }
      case .block, .service: break
      case .open(let fact): open.append((candidate, .fact(fact), route.rank))
      }
    }
    for block in model[vpc].blocks where block.family == family {
      let isReplaced = entries.contains {
        $0.span == block.span && $0.rank == .static && $0.doubt == nil
      }
      guard !isReplaced else { continue }
      let local = RouteCandidate(index: nil, target: .local)
      entries.append(
        Entry(span: block.span, length: block.length, rank: .static, doubt: nil, candidate: local)
      )
    }
    if let fact = model[table].doubt {
      let candidate = RouteCandidate(index: nil, target: .opaque(fact))
      open.append((candidate, .fact(fact), .propagated))
    }
  }

  func map() -> AddressMap<RouteChoice<RouteCandidate>> {
    AddressMap(of: entries.map(\.span), family) { choice(among: $0.map { entries[$0] }) }
  }

  private func choice(among covering: [Entry]) -> RouteChoice<RouteCandidate> {
    var choice = RouteChoice<RouteCandidate>(candidates: [])
    let certain = covering.filter { $0.doubt == nil }
    if let best = certain.max(by: { ($0.length, $0.rank) < ($1.length, $1.rank) }) {
      choice.candidates.append(best.candidate)
      choice.isExhaustive = true
      for other in certain where rivals(other, best) {
        choice.candidates.append(other.candidate)
        choice.doubts = [.routeChoice(table)]
      }
    }
    let isLocal = choice.candidates.first?.target == .local
    for other in covering {
      guard let doubt = other.doubt else { continue }
      choice.candidates.append(other.candidate)
      choice.doubts.append(doubt)
    }
    for route in open where !(isLocal && route.rank == .propagated) {
      choice.candidates.append(route.candidate)
      choice.doubts.append(route.doubt)
    }
    return choice
  }

  /// Whether AWS may take the other route instead of the best one.
  private func rivals(_ other: Entry, _ best: Entry) -> Bool {
    guard other.candidate != best.candidate, other.candidate.target != best.candidate.target else {
      return false
    }
    if other.length == best.length, other.rank == best.rank { return true }
    return other.rank == .prefixList && best.rank == .prefixList
  }
}
