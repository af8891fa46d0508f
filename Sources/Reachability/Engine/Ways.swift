import Infrastructure
import Values

/// What the boxes of an exchange say: whether it holds for all addresses that it has to hold for.
struct Ways {
  private(set) var certain: Answer.Witness?
  private(set) var perhaps: [(witness: Answer.Witness, doubts: [Doubt])] = []
  private(set) var endings: [Answer.Ending] = []

  init(
    _ exchange: Exchange,
    _ source: Question.End,
    _ target: Question.End,
    _ family: IPPrefix.Family,
    avoiding avoided: Set<Hop>,
    _ world: World
  ) {
    let exploration = exchange.exploration
    let boxes = exchange.boxes.filter { box in
      avoided.isEmpty || avoided.isDisjoint(with: exploration.hops(until: box.trail))
    }
    func witness(_ box: Exchange.Box) -> Answer.Witness {
      Answer.Witness(
        source: source,
        target: target,
        family: family,
        sourceAddress: box.client.lower,
        // Two hosts never have the same address.
        targetAddress: box.server.lower == box.client.lower ? box.server.upper : box.server.lower,
        service: box.services.preferred,
        replyService: box.replies.map { $0.port(answering: box.services.preferred) },
        hops: exploration.hops(until: box.trail),
        replyHops: exploration.hops(until: box.replyTrail),
        world: world
      )
    }
    let definite = boxes.filter(\.doubts.isEmpty)
    let shortest = definite.min {
      exploration.hops(until: $0.trail).count < exploration.hops(until: $1.trail).count
    }
    if let shortest, Self.covers(definite, exploration.client, exploration.server) {
      certain = witness(shortest)
      return
    }
    for box in boxes {
      var doubts = box.doubts
      if doubts.isEmpty {
        // It does for some addresses only.
        doubts = [exploration.client, exploration.server].compactMap(\.addressDoubt)
      }
      if !perhaps.contains(where: { $0.doubts == doubts }) {
        perhaps.append((witness(box), doubts))
      }
    }
    guard perhaps.isEmpty else { return }
    for box in exchange.boxes where boxes.isEmpty {
      let hops = exploration.hops(until: box.trail)
      if let hop = hops.first(where: avoided.contains),
        !endings.contains(where: { $0.reason == .avoided(hop) })
      {
        endings.append(Answer.Ending(reason: .avoided(hop), hops: hops))
      }
    }
    for denial in exploration.denials where !endings.contains(where: { $0.reason == denial.reason })
    {
      let hops = exploration.hops(until: denial.trail)
      endings.append(Answer.Ending(reason: denial.reason, hops: hops))
    }
  }

  /// Whether boxes hold all addresses of the parties that are universal.
  private static func covers(_ boxes: [Exchange.Box], _ client: Party, _ server: Party) -> Bool {
    if boxes.isEmpty { return false }
    let clients = boxes.map(\.client)
    let servers = boxes.map(\.server)
    switch (client.isUniversal, server.isUniversal) {
    case (false, false): return true
    case (true, false): return covers(clients, client.spans)
    case (false, true): return covers(servers, server.spans)
    case (true, true):
      // Between the borders of boxes all addresses of the client are alike.
      var starts = Set(client.spans.map(\.lower))
      for span in clients {
        starts.insert(span.lower)
        if span.upper < .max { starts.insert(span.upper + 1) }
      }
      return starts.allSatisfy { start in
        guard client.spans.contains(where: { $0.contains(start) }) else { return true }
        let here = boxes.filter { $0.client.contains(start) }.map(\.server)
        return covers(here, server.spans)
      }
    }
  }

  private static func covers(_ parts: [AddressSpan], _ spans: [AddressSpan]) -> Bool {
    let parts = parts.sorted { $0.lower < $1.lower }
    return spans.allSatisfy { span in
      var next = span.lower
      for part in parts where part.upper >= next {
        guard part.lower <= next else { return false }
        guard part.upper < span.upper else { return true }
        next = part.upper + 1
      }
      return false
    }
  }
}

extension Party {
  /// What is not known of its own address, where it matters.
  fileprivate var addressDoubt: Doubt? {
    guard isUniversal, spans.count > 1 || !(spans.first?.isSingle ?? true) else { return nil }
    switch place {
    case .interface(let id): return .address(id)
    case .service(let service): return .serviceAddresses(service)
    case .host, .internet, .managed: return nil
    }
  }
}

extension Exploration {
  /// The steps until one, in order.
  func hops(until last: Int?) -> [Hop] {
    var hops: [Hop] = []
    var next = last
    while let index = next {
      hops.append(trail[index].hop)
      next = trail[index].previous
    }
    return hops.reversed()
  }
}

extension ServiceSet {
  /// A service that says something to readers: HTTPS if it is there, else the first of TCP, else any.
  var preferred: UInt32 {
    let https = UInt32(IPProtocol.tcp) << 16 | 443
    if contains(https) { return https }
    return of(protocol: IPProtocol.tcp).ranges.first?.lower ?? ranges.first?.lower ?? 0
  }

  /// A port for answers to a service: one that clients use, if it is there.
  func port(answering service: UInt32) -> UInt32 {
    let number = UInt8(truncatingIfNeeded: service >> 16)
    let own = of(protocol: number)
    // Source: VPC User Guide, "Ephemeral ports": what Linux takes.
    let usual = own.intersection(ServiceSet(protocol: number, ports: 32768...60999))
    return usual.ranges.first?.lower ?? own.ranges.last?.upper ?? 0
  }
}
