import Findings
package import Infrastructure
package import Reachability
package import Values

/// Answers questions about the network of an estate that name things by their addresses.
package struct ReachAsker {
  /// One question, as people ask it.
  package struct Inquiry: Sendable {
    package let source: String
    package let target: String
    package let services: ServiceSet
    package let isOneWay: Bool

    package init(from source: String, to target: String, _ services: ServiceSet, isOneWay: Bool) {
      self.source = source
      self.target = target
      self.services = services
      self.isOneWay = isOneWay
    }
  }

  /// An inquiry that stands for nothing in the estate.
  package struct Refusal: Error, Sendable {
    package let message: String

    package init(_ message: String) {
      self.message = message
    }
  }

  /// A sentence with the place that it is about.
  package struct Step: Hashable, Sendable {
    package let text: String
    package let origin: Origin
    /// The address of the resource that it is about.
    package let resource: String?
  }

  package struct Reply: Sendable {
    package let verdict: Answer.Verdict
    package let witness: [Step]
    package let cut: [Step]
    package let needs: [Step]
  }

  let estate: Estate
  let network: EstateNetwork
  private var solver: NetworkSolver
  private let byAddress: [String: ResourceID]

  package init(_ estate: Estate) {
    self.estate = estate
    network = EstateNetwork(of: estate)
    solver = NetworkSolver(network.model)
    byAddress = Dictionary(
      estate.resources.enumerated().map { ($1.address, ResourceID($0)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  package mutating func answer(_ inquiry: Inquiry) throws(Refusal) -> Reply {
    let sources = try ends(named: inquiry.source)
    guard !sources.isEmpty else { throw Self.outside(inquiry.source) }
    if !inquiry.target.contains("/"), !inquiry.target.contains("#"),
      ServiceCatalogue.names.contains(inquiry.target)
    {
      return answer(from: sources, toService: inquiry.target, inquiry)
    }
    let targets = try ends(named: inquiry.target)
    guard !targets.isEmpty else { throw Self.outside(inquiry.target) }
    let question = Question(
      from: sources,
      to: targets,
      inquiry.services,
      isOneWay: inquiry.isOneWay
    )
    return reply([solver.answer(question)], sources)
  }

  private static func outside(_ name: String) -> Refusal {
    Refusal("'\(name)' has no interface in the network")
  }

  // MARK: - Ends

  /// What an address, a block or `internet` stands for.
  private func ends(named name: String) throws(Refusal) -> [Question.End] {
    if name == "internet" { return [Question.End(.internet)] }
    if let block = IPPrefix(name) ?? IPPrefix("\(name)/\(name.contains(":") ? 128 : 32)") {
      return ends(in: block)
    }
    guard let id = byAddress[name] else {
      if ServiceCatalogue.names.contains(name) {
        throw Refusal("'\(name)' is a service, which begins nothing")
      }
      let all = byAddress.keys.sorted() + ServiceCatalogue.names.sorted() + ["internet"]
      let help = Suggestion.closest(to: name, among: all).map { "; did you mean '\($0)'?" } ?? ""
      throw Refusal("'\(name)' is not in the estate\(help)")
    }
    return ends(of: id)
  }

  package func ends(of id: ResourceID) -> [Question.End] {
    if let subnet = network.subnets[id] { return [Question.End(.host(subnet))] }
    if let vpc = network.vpcs[id] {
      return network.model.subnets.indices.map(Subnet.ID.init)
        .filter { network.model[$0].vpc == vpc }.map { Question.End(.host($0)) }
    }
    return network.interfaces[id, default: []].map { Question.End(.interface($0)) }
      + network.managed[id, default: []].map { Question.End(.managed($0)) }
  }

  /// Interfaces and imagined hosts with addresses of a block, and hosts of the internet.
  private func ends(in block: IPPrefix) -> [Question.End] {
    let model = network.model
    var ends: [Question.End] = []
    for (index, interface) in model.interfaces.enumerated() {
      let own = model[interface.subnet].block(block.family)
      guard let own, own.overlaps(block) else { continue }
      ends.append(Question.End(.interface(Interface.ID(index)), within: block))
    }
    for (index, subnet) in model.subnets.enumerated() {
      guard let own = subnet.block(block.family), own.overlaps(block) else { continue }
      ends.append(Question.End(.host(Subnet.ID(index)), within: block))
    }
    if InternetAddresses.spans(block.family).contains(where: block.span.overlaps) {
      ends.append(Question.End(.internet, within: block))
    }
    return ends
  }

  // MARK: - Services

  /// A service is what its name stands for where one asks: an endpoint with private DNS, else its
  /// public addresses.
  private mutating func answer(
    from sources: [Question.End],
    toService service: String,
    _ inquiry: Inquiry
  ) -> Reply {
    let services = inquiry.services
    let number = network.model.services.firstIndex(of: service) ?? network.model.services.count
    var answers: [Answer] = []
    var open: [Step] = []
    for source in sources {
      let endpoints = endpoints(for: service, seenFrom: source)
      func answer(_ targets: [Question.End]) -> Answer {
        let ask = Question(from: [source], to: targets, services, isOneWay: inquiry.isOneWay)
        return solver.answer(ask)
      }
      let inside = endpoints.flatMap(\.interfaces).map { Question.End(.interface($0)) }
      let doubted = endpoints.filter { $0.hasPrivateDNS != true || $0.existence != .always }
      guard doubted.isEmpty, !endpoints.isEmpty else {
        let outside = answer([Question.End(.service(number))])
        answers.append(outside)
        guard !endpoints.isEmpty else { continue }
        let named = answer(inside)
        answers.append(named)
        guard named.verdict != outside.verdict else { continue }
        open += doubted.map {
          let text = "whether '\(service)' stands for endpoint '\(estate[$0.resource].name)'"
          return Step(text: text, origin: $0.origin, resource: estate[$0.resource].address)
        }
        continue
      }
      answers.append(answer(inside))
    }
    let reply = reply(answers, sources)
    guard !open.isEmpty else { return reply }
    return Reply(verdict: .undetermined, witness: reply.witness, cut: [], needs: open + reply.needs)
  }

  /// The endpoints that the name of a service may stand for where one asks.
  private func endpoints(
    for service: String,
    seenFrom source: Question.End
  ) -> [EstateNetwork.ServiceEndpoint] {
    guard let vpc = vpc(of: source) else { return [] }
    return network.endpoints.filter {
      $0.vpc == vpc && ($0.service ?? service) == service && $0.hasPrivateDNS != false
    }
  }

  private func vpc(of end: Question.End) -> VPC.ID? {
    switch end.place {
    case .interface(let id): network.model[network.model[id].subnet].vpc
    case .host(let subnet): network.model[subnet].vpc
    case .internet, .service, .managed: nil
    }
  }

  // MARK: - Replies

  /// The reply to a question about any of several ends.
  private func reply(_ answers: [Answer], _ sources: [Question.End]) -> Reply {
    let words = ReachWords(network, estate)
    if let reached = answers.first(where: { $0.verdict == .reachable }) {
      return Reply(
        verdict: .reachable,
        witness: words.witness(reached.witness),
        cut: [],
        needs: []
      )
    }
    let open = answers.filter { $0.verdict == .undetermined }
    if !open.isEmpty {
      return Reply(
        verdict: .undetermined,
        witness: words.witness(open.first?.witness),
        cut: [],
        needs: words.needs(open.flatMap(\.needs))
      )
    }
    var cut: [Step] = []
    for step in answers.flatMap({ words.cut($0.cut) }) where !cut.contains(step) {
      cut.append(step)
    }
    for source in sources {
      if let step = words.isolation(of: source), !cut.contains(step) { cut.append(step) }
    }
    return Reply(verdict: .unreachable, witness: [], cut: cut, needs: [])
  }
}
