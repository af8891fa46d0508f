package import Infrastructure

extension IPPrefix {
  /// The addresses of the block.
  package var span: AddressSpan { AddressSpan(address, lastAddress) }
}

extension IPPrefix.Family {
  /// All addresses of the family.
  package var span: AddressSpan {
    AddressSpan(0, self == .ipv4 ? UInt128(UInt32.max) : .max)
  }
}
