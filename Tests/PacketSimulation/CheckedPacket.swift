import Infrastructure
import Reachability

/// A packet as the checker follows it.
struct CheckedPacket {
  /// Somebody with an address, and the one that stands for it on the internet.
  struct Party {
    var address: UInt128
    var outside: UInt128?
    var subnet: Subnet.ID?
    var interface: Interface.ID?
    var gateway: NATGateway.ID?
  }

  var from: (party: Party, address: UInt128)
  var to: (party: Party, address: UInt128)
  /// Protocol and port, as in ``ServiceSet``.
  var service: UInt32
  /// The steps of the packet that it answers; nil for packets of the client's.
  var request: [Hop]?
  /// The NAT gateways on the way with those behind them.
  var translations: [(gateway: Party, client: Party)] = []
  var hops: [Hop] = []

  /// The address that a filter in a direction looks at.
  func peer(_ direction: Direction) -> UInt128 {
    direction == .outbound ? to.address : from.address
  }

  func stepping(_ steps: Hop...) -> CheckedPacket {
    var next = self
    next.hops += steps
    return next
  }
}
