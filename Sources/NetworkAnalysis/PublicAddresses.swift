import Infrastructure

/// The addresses that hosts of the internet have.
enum PublicAddresses {
  /// Blocks that no host of the internet has an address in.
  ///
  /// Source: RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291.
  private static let others = [
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8",
    "169.254.0.0/16", "fc00::/7", "fe80::/10", "::1/128",
  ].compactMap(IPPrefix.init)

  /// Whether no address of a block is one of the internet.
  static func excludes(_ block: IPPrefix) -> Bool {
    others.contains { $0.contains(block) }
  }
}
