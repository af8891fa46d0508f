import SourceText

/// The tape while it is written, with the texts that its scalars point into.
struct TapeText: ~Copyable {
  /// The source.
  let bytes: [UInt8]
  var nodes: GrowableBuffer<SyntaxNode>
  /// The texts that are not in the source as they stand.
  var side: [UInt8] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // A typical template has a node for every 15 bytes, compact JSON one for every 11.
    nodes = GrowableBuffer(capacity: bytes.count / 12 + 16)
  }

  /// The text of a scalar, or of the scalar that an alias stands for; empty for collections.
  subscript(index: Int) -> ArraySlice<UInt8> {
    var node = nodes[index]
    if node.kind == .alias { node = nodes[Int(node.text)] }
    guard node.kind == .scalar else { return [] }
    let range = Int(node.text)..<Int(node.text) + Int(node.length)
    return node.flags.contains(.sideText) ? side[range] : bytes[range]
  }

  /// Whether a node is a scalar, or an alias of one.
  func isScalar(_ index: Int) -> Bool {
    let node = nodes[index]
    return node.kind == .alias ? nodes[Int(node.text)].kind == .scalar : node.kind == .scalar
  }

  /// A number that is the same for keys with the same text; 0 for whatever is no plain case.
  @inline(__always)
  func digest(ofKey index: Int) -> UInt32 {
    var node = nodes[index]
    if node.kind == .alias { node = nodes[Int(node.text)] }
    guard node.kind == .scalar, node.length > 0 else { return 0 }
    let last = Int(node.text) + Int(node.length) - 1
    let byte = node.flags.contains(.sideText) ? side[last] : bytes[last]
    return node.length &* 7 &+ UInt32(byte)
  }

  /// FNV-1a of a key's text.
  func hash(ofKey index: Int) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in self[index] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }

  /// Whether two keys have the same text; the vocabulary usually knows without reading it.
  @inline(__always)
  func isSame(_ first: Int, _ second: Int) -> Bool {
    let (left, right) = (nodes[first], nodes[second])
    if left.length != right.length, left.kind == .scalar, right.kind == .scalar { return false }
    return isSameOfOneLength(first, second)
  }

  private func isSameOfOneLength(_ first: Int, _ second: Int) -> Bool {
    let (left, right) = (nodes[first], nodes[second])
    if left.kind == .scalar, right.kind == .scalar {
      guard left.name.rawValue == right.name.rawValue else { return false }
      if left.name.rawValue != 0 { return true }
    }
    return self[first] == self[second]
  }

  /// The keys in the order of their texts, equal texts in the order of the source.
  func sorted(_ keys: [Int]) -> [Int] {
    keys.sorted { first, second in
      let (left, right) = (self[first], self[second])
      guard left.count == right.count else { return left.count < right.count }
      guard left != right else { return first < second }
      return left.lexicographicallyPrecedes(right)
    }
  }
}
