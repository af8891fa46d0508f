import Infrastructure

/// Whether packets get through whatever the outcome of each choice that their ways rest on.
///
/// Each encounter with a choice is one of its own, as AWS may choose anew for every packet; so that what
/// holds of all outcomes here holds all the more where some of them go together. One packet has to get
/// through in all of them, with the same addresses, service and port for answers.
struct CaseDistinction {
  private let choices: [Choice]
  private let client: Party
  private let server: Party
  /// What takes more stays open: boxes, outcomes for a pair of addresses, and combinations of ways that do
  /// for one outcome.
  private static let most = (boxes: 64, outcomes: 64, agreements: 16)

  init(_ exploration: Exploration) {
    choices = exploration.choices
    client = exploration.client
    server = exploration.server
  }

  /// The ways that packets have for all addresses that they have to have them for, whatever the outcomes;
  /// none where there are none, or too much to look at.
  func agreements(of boxes: [Exchange.Box]) -> [Agreement] {
    let ways = boxes.filter(\.doubts.isEmpty)
    guard ways.contains(where: { !$0.isCertain }), ways.count <= Self.most.boxes else { return [] }
    let clients = Self.starts(ways.map(\.client), in: client.spans)
    let servers = Self.starts(ways.map(\.server), in: server.spans)
    func agreement(_ client: UInt128, _ server: UInt128) -> [Agreement] {
      let both = ways.filter { $0.client.contains(client) && $0.server.contains(server) }
      var left = Self.most.outcomes
      return Array(agreements(of: both, below: -1, &left).prefix(1))
    }
    if server.isUniversal, !client.isUniversal {
      return Self.agreements(servers, areAllNeeded: true) { server in
        Self.agreements(clients, areAllNeeded: false) { agreement($0, server) }
      }
    }
    return Self.agreements(clients, areAllNeeded: client.isUniversal) { client in
      Self.agreements(servers, areAllNeeded: server.isUniversal) { agreement(client, $0) }
    }
  }

  /// Those for all addresses, none if one has none; or for the first address that has any.
  private static func agreements(
    _ addresses: [UInt128],
    areAllNeeded: Bool,
    _ body: (UInt128) -> [Agreement]
  ) -> [Agreement] {
    var all: [Agreement] = []
    for address in addresses {
      let here = body(address)
      if areAllNeeded == here.isEmpty { return here }
      all += here
    }
    return all
  }

  /// Where addresses begin that parts of spans treat alike.
  private static func starts(_ parts: [AddressSpan], in spans: [AddressSpan]) -> [UInt128] {
    let borders = parts.flatMap { [$0.lower, $0.upper == .max ? $0.lower : $0.upper + 1] }
    let starts = Set(spans.map(\.lower) + borders)
    return starts.filter { start in spans.contains { $0.contains(start) } }.sorted()
  }

  /// - Parameter decided: The last of the choices that have an outcome already.
  private func agreements(
    of boxes: [Exchange.Box],
    below decided: Int,
    _ left: inout Int
  ) -> [Agreement] {
    guard left > 0 else { return [] }
    let open = boxes.flatMap(\.outcomes).map(\.choice).filter { $0 > decided }
    guard let choice = open.min() else {
      left -= 1
      return boxes.prefix(Self.most.agreements).map(Agreement.init)
    }
    var common: [Agreement]?
    for number in 0..<choices[choice].count {
      let here = boxes.filter { box in
        box.outcomes.allSatisfy { $0.choice != choice || $0.number == number }
      }
      let own = agreements(of: here, below: choice, &left)
      let joined = common.map { common in
        common.flatMap { one in own.compactMap(one.joined) }.prefix(Self.most.agreements)
      }
      common = joined.map(Array.init) ?? own
      if common?.isEmpty ?? true { return [] }
    }
    return common ?? []
  }
}
