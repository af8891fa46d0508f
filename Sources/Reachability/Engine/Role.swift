/// Whose address stands in a packet.
enum Role: Hashable {
  /// The address that the client has on its own interface.
  case client
  /// The address that the server has on its own interface.
  case server
  case alias(Alias)

  /// An address that stands for somebody: a public one, or that of a NAT gateway.
  struct Alias: Hashable {
    let owner: Owner
    let isPublic: Bool
  }

  /// Who has addresses that others translate to.
  enum Owner: Hashable {
    case client, server
    case natGateway(NATGateway.ID)
  }

  /// Who is meant, under whichever address.
  var owner: Owner {
    switch self {
    case .client: .client
    case .server: .server
    case .alias(let alias): alias.owner
    }
  }

  var isPublicAlias: Bool {
    if case .alias(let alias) = self { alias.isPublic } else { false }
  }
}
