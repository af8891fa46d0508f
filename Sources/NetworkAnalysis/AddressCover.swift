import Infrastructure

/// Whether blocks of addresses together are the whole internet.
enum AddressCover {
  /// Addresses that nobody on the internet has. For IPv6 those outside of 2000::/3.
  ///
  /// Source: IANA IPv4 and IPv6 Special-Purpose Address Registries; IANA IPv6 Global Unicast Address
  /// Assignments.
  static let reserved = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.168.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "::/3", "4000::/2", "8000::/1",
  ].compactMap(IPPrefix.init)

  /// The blocks that cover every address of the internet in one family, without those that are not
  /// needed for it, narrow ones first; nil if they do not.
  static func cover(among blocks: [IPPrefix]) -> [IPPrefix]? {
    let families: [IPPrefix.Family] = [.ipv4, .ipv6]
    guard let family = families.first(where: { isCovered($0, by: blocks) }) else { return nil }
    var needed = Set(blocks.filter { $0.family == family })
    for block in needed.sorted(by: { ($1.length, $1.address) < ($0.length, $0.address) })
    where isCovered(family, by: Array(needed.subtracting([block]))) {
      needed.remove(block)
    }
    return needed.sorted { $0.address < $1.address }
  }

  private static func isCovered(_ family: IPPrefix.Family, by blocks: [IPPrefix]) -> Bool {
    let own = blocks.filter { $0.family == family }
    guard !own.isEmpty else { return false }
    let all = (own + reserved.filter { $0.family == family }).sorted { $0.address < $1.address }
    var next: UInt128 = 0
    let last = IPPrefix(family: family, address: 0, length: 0)?.lastAddress ?? .max
    for block in all {
      guard block.address <= next else { return false }
      guard block.lastAddress < last else { return true }
      next = max(next, block.lastAddress + 1)
    }
    return false
  }
}
