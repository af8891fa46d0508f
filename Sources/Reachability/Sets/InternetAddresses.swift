package import Infrastructure

/// The addresses that hosts of the internet can have.
///
/// Source: IANA IPv4 and IPv6 Special-Purpose Address Registries; IANA IPv6 Global Unicast Address
/// Assignments. The blocks for documentation count as internet, because templates use them as examples
/// of it.
package enum InternetAddresses {
  private static let ipv4: [AddressSpan] = {
    let reserved = [
      "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
      "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3",
    ].compactMap(IPPrefix.init)
    return reserved.reduce([IPPrefix.Family.ipv4.span]) { spans, block in
      spans.flatMap { $0.subtracting(block.span) }
    }
  }()
  private static let ipv6 = [IPPrefix("2000::/3")].compactMap { $0?.span }

  /// The IPv6 addresses that stand for those of IPv4, 64:ff9b::/96. Source: RFC 6052.
  package static let nat64 = AddressSpan(0x64_FF9B << 96, 0x64_FF9B << 96 | 0xFFFF_FFFF)

  /// The addresses of a family, as spans in order.
  package static func spans(_ family: IPPrefix.Family) -> [AddressSpan] {
    family == .ipv4 ? ipv4 : ipv6
  }

  package static func contains(_ address: UInt128, _ family: IPPrefix.Family) -> Bool {
    spans(family).contains { $0.contains(address) }
  }
}
