/// What is named in the descriptions, by name and by address.
struct NameIndex: Sendable {
  private var things: [NamedThing] = []
  private var byName: [String: [Int]] = [:]
  private var byAddress: [String: Int] = [:]

  mutating func add(_ thing: NamedThing) {
    // What templates hold is named by its address only.
    if case .resource = thing.target {
    } else {
      byName[thing.name, default: []].append(things.count)
    }
    byAddress[thing.address] = things.count
    things.append(thing)
  }

  func thing(at address: String) -> NamedThing? {
    byAddress[address].map { things[$0] }
  }

  /// The things with a name in the nearest scope that has one: the VPC, then the account, then the
  /// organization. Several if that scope is ambiguous.
  func nearest(
    _ name: String,
    from home: Draft.Home,
    where isMeant: (NamedThing) -> Bool
  ) -> [NamedThing] {
    let candidates = (byName[name] ?? []).map { things[$0] }.filter(isMeant)
    for scope in Scope.allCases {
      let found = candidates.filter { scope.holds($0, seenFrom: home) }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The things that a plain name can mean, in order.
  func visible(from home: Draft.Home, where isMeant: (NamedThing) -> Bool) -> [NamedThing] {
    things.filter { thing in
      isMeant(thing) && Scope.allCases.contains { $0.holds(thing, seenFrom: home) }
    }
  }

  /// The things whose addresses a pattern with asterisks matches, in order.
  func matching(_ pattern: AddressPattern) -> [NamedThing] {
    things.filter { pattern.matches($0.address) }
  }

  /// What exists elsewhere, in order.
  var externals: [NamedThing] {
    things.filter { thing in
      guard case .external = thing.target else { return false }
      return true
    }
  }

  /// The addresses of all things, in order.
  var addresses: [String] { things.map(\.address) }

  /// The things with a name anywhere.
  func everywhere(_ name: String, where isMeant: (NamedThing) -> Bool) -> [NamedThing] {
    (byName[name] ?? []).map { things[$0] }.filter(isMeant)
  }

  private enum Scope: CaseIterable {
    case vpc, account, organization

    func holds(_ thing: NamedThing, seenFrom home: Draft.Home) -> Bool {
      switch self {
      case .vpc: home.vpc != nil && thing.home.vpc == home.vpc
      case .account:
        home.account != nil && thing.home.account == home.account && !thing.isOfOrganization
      case .organization: thing.isOfOrganization
      }
    }
  }
}
