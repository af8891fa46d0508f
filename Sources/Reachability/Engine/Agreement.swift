/// A way for each outcome, and what packets that take any of them have in common.
struct Agreement {
  private(set) var ways: [Exchange.Box]
  private(set) var client: AddressSpan
  private(set) var server: AddressSpan
  private(set) var services: ServiceSet
  private(set) var replies: ServiceSet?

  init(_ way: Exchange.Box) {
    ways = [way]
    client = way.client
    server = way.server
    services = way.services
    replies = way.replies
  }

  /// Nil where no packet can take the ways of both.
  func joined(with other: Agreement) -> Agreement? {
    guard let client = client.intersection(other.client),
      let server = server.intersection(other.server)
    else { return nil }
    var joined = self
    joined.client = client
    joined.server = server
    joined.services = services.intersection(other.services)
    if let own = replies, let others = other.replies {
      let replies = own.intersection(others)
      joined.replies = replies
      joined.services = joined.services.intersection(Exchange.answered(by: replies))
    }
    for way in other.ways where !joined.ways.contains(where: { $0.isSameWay(as: way) }) {
      joined.ways.append(way)
    }
    let isEmpty = joined.services.isEmpty || joined.replies?.isEmpty ?? false
    return isEmpty ? nil : joined
  }
}

extension Exchange.Box {
  fileprivate func isSameWay(as other: Exchange.Box) -> Bool {
    trail == other.trail && replyTrail == other.replyTrail
  }
}
