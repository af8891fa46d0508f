import Infrastructure

/// The arithmetic of `Fn::Cidr`.
enum CIDRBlocks {
  /// The first `count` blocks with `hostBits` host bits inside `block`.
  ///
  /// Nil where AWS refuses: counts outside 1 to 256, blocks that do not fit.
  static func divide(_ block: String, count: Int, hostBits: Int) -> [String]? {
    guard let whole = IPPrefix(block), (1...256).contains(count) else { return nil }
    let length = whole.family.width - hostBits
    guard hostBits > 0, length >= whole.length else { return nil }
    var blocks: [String] = []
    for index in 0..<count {
      let address = whole.address + UInt128(index) << UInt128(hostBits)
      guard let part = IPPrefix(family: whole.family, address: address, length: length),
        whole.contains(part)
      else { return nil }
      blocks.append(part.description)
    }
    return blocks
  }
}
