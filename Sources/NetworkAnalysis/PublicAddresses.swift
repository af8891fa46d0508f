import Infrastructure

/// The addresses that hosts of the internet have.
enum PublicAddresses {
  /// Whether no address of a block is one of the internet.
  static func excludes(_ block: IPPrefix) -> Bool {
    AddressCover.reserved.contains { $0.contains(block) }
  }
}
