import Infrastructure

/// The arithmetic of `Fn::Cidr`.
enum CIDRBlocks {
  /// The first `count` blocks with `hostBits` host bits inside `block`.
  ///
  /// Nil where AWS refuses: counts outside 1 to 256, blocks that do not fit.
  static func divide(_ block: String, count: Int, hostBits: Int) -> [String]? {
    guard let whole = IPPrefix(block), (1...256).contains(count) else { return nil }
    let freeBits = whole.family.width - whole.length
    guard hostBits > 0, hostBits <= freeBits else { return nil }
    let subnetBits = freeBits - hostBits
    guard subnetBits >= 8 || count <= 1 << subnetBits else { return nil }
    return (0..<count).compactMap { index in
      let address = whole.address + UInt128(index) << UInt128(hostBits)
      let length = whole.family.width - hostBits
      return IPPrefix(family: whole.family, address: address, length: length)?.description
    }
  }
}
