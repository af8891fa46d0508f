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
  private var reach: EstateReach
  private let byAddress: [String: ResourceID]

  package init(_ estate: Estate) {
    self.estate = estate
    reach = EstateReach(EstateNetwork(of: estate))
    byAddress = Dictionary(
      estate.resources.enumerated().map { ($1.address, ResourceID($0)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  package mutating func answer(_ inquiry: Inquiry) throws(Refusal) -> Reply {
    let sources = try ends(named: inquiry.source, isTarget: false)
    guard !sources.isEmpty else { throw Self.outside(inquiry.source) }
    if !inquiry.target.contains("/"), !inquiry.target.contains("#"),
      ServiceCatalogue.names.contains(inquiry.target)
    {
      let inside = sources.filter { !$0.isOutside }
      guard !inside.isEmpty else { throw Self.bothOutside(inquiry) }
      return answer(from: inside, toService: inquiry.target, inquiry)
    }
    let targets = try ends(named: inquiry.target, isTarget: true)
    guard !targets.isEmpty else { throw Self.outside(inquiry.target) }
    guard Question.concernsNetwork(sources, targets) else {
      throw Self.bothOutside(inquiry)
    }
    let isAsked = sources.contains { source in
      targets.contains { Question.isAsked(source, $0) }
    }
    guard isAsked else {
      throw Refusal("what '\(inquiry.source)' sends to itself does not enter the network")
    }
    let question = Question(
      from: sources,
      to: targets,
      inquiry.services,
      isOneWay: inquiry.isOneWay
    )
    return reply([reach.answer(question)], sources)
  }

  private static func outside(_ name: String) -> Refusal {
    Refusal("'\(name)' has no interface in the network")
  }

  /// Nobody can say what becomes of packets that do not touch the network.
  private static func bothOutside(_ inquiry: Inquiry) -> Refusal {
    Refusal("both ends, '\(inquiry.source)' and '\(inquiry.target)', are outside of the estate")
  }

  // MARK: - Ends

  /// What an address, a block or `internet` stands for.
  private func ends(named name: String, isTarget: Bool) throws(Refusal) -> [Question.End] {
    if name == "internet" { return [Question.End(.internet)] }
    if let block = IPPrefix(name) ?? IPPrefix("\(name)/\(name.contains(":") ? 128 : 32)") {
      return reach.ends(in: block, isTarget: isTarget)
    }
    guard let id = byAddress[name] else {
      if ServiceCatalogue.names.contains(name) {
        throw Refusal("'\(name)' is a service, which begins nothing")
      }
      let all = byAddress.keys.sorted() + ServiceCatalogue.names.sorted() + ["internet"]
      let help = Suggestion.closest(to: name, among: all).map { "; did you mean '\($0)'?" } ?? ""
      throw Refusal("'\(name)' is not in the estate\(help)")
    }
    return reach.ends(of: id) ?? []
  }

  // MARK: - Services

  /// A service is what its name stands for where one asks: an endpoint with private DNS, else its
  /// public addresses.
  private mutating func answer(
    from sources: [Question.End],
    toService service: String,
    _ inquiry: Inquiry
  ) -> Reply {
    var answers: [Answer] = []
    var open: [Answer.Need] = []
    for source in sources {
      let found = reach.reach(
        from: source,
        toService: service,
        inquiry.services,
        isOneWay: inquiry.isOneWay
      )
      let both = [found.named, found.outside].compactMap(\.self)
      switch found.answer.verdict {
      case .reachable: return reply(both, sources)
      case .unreachable: break
      case .undetermined: open += found.answer.needs
      }
      answers += both
    }
    let reply = reply(answers, sources)
    guard !open.isEmpty else { return reply }
    let needs = ReachWords(reach.network, estate).needs(open)
    return Reply(verdict: .undetermined, witness: reply.witness, cut: [], needs: steps(needs))
  }

  // MARK: - Replies

  /// The reply to a question about any of several ends.
  private func reply(_ answers: [Answer], _ sources: [Question.End]) -> Reply {
    let words = ReachWords(reach.network, estate)
    if let reached = answers.first(where: { $0.verdict == .reachable }) {
      return Reply(
        verdict: .reachable,
        witness: steps(words.witness(reached.witness)),
        cut: [],
        needs: []
      )
    }
    let open = answers.filter { $0.verdict == .undetermined }
    if !open.isEmpty {
      return Reply(
        verdict: .undetermined,
        witness: steps(words.witness(open.first?.witness)),
        cut: [],
        needs: steps(words.needs(open.flatMap(\.needs)))
      )
    }
    var cut: [ReachWords.Step] = []
    for step in answers.flatMap({ words.cut($0.cut) }) where !cut.contains(step) {
      cut.append(step)
    }
    for source in sources {
      if let step = words.isolation(of: source), !cut.contains(step) { cut.append(step) }
    }
    return Reply(verdict: .unreachable, witness: [], cut: steps(cut), needs: [])
  }

  private func steps(_ steps: [ReachWords.Step]) -> [Step] {
    steps.map { step in
      let address = step.place.resource.map { estate[$0].address }
      return Step(text: step.text, origin: step.place.origin, resource: address)
    }
  }
}
