/// A block of IPv4 or IPv6 addresses in CIDR notation, `10.0.0.0/16` or `fd00::/8`.
///
/// Host bits that are set are kept out: `10.0.0.1/16` is the block `10.0.0.0/16`, as AWS stores it.
package struct IPPrefix: Hashable, Sendable {
  package enum Family: Sendable {
    case ipv4, ipv6

    /// How many bits an address has.
    package var width: Int { self == .ipv4 ? 32 : 128 }
  }

  package let family: Family
  /// The first address; IPv4 addresses stand in the low 32 bits.
  package let address: UInt128
  package let length: Int

  /// The block of `length` leading bits that holds `address`; nil if the length does not fit.
  package init?(family: Family, address: UInt128, length: Int) {
    guard (0...family.width).contains(length) else { return nil }
    self.family = family
    self.length = length
    self.address = address & ~Self.hostMask(family, length)
  }

  /// Parses `text`; nil for anything else than an address, a slash and a length.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let length = Self.decimal(parts[1], upTo: 128) else { return nil }
    if parts[0].contains(":") {
      guard let address = Self.ipv6(parts[0]) else { return nil }
      self.init(family: .ipv6, address: address, length: length)
    } else {
      guard let address = Self.ipv4(parts[0]) else { return nil }
      self.init(family: .ipv4, address: address, length: length)
    }
  }

  package func contains(_ other: IPPrefix) -> Bool {
    family == other.family && length <= other.length
      && other.address & ~Self.hostMask(family, length) == address
  }

  package func overlaps(_ other: IPPrefix) -> Bool {
    contains(other) || other.contains(self)
  }

  /// The last address of the block.
  package var lastAddress: UInt128 { address | Self.hostMask(family, length) }

  /// True for `0.0.0.0/0` and `::/0`.
  package var isEverything: Bool { length == 0 }

  private static func hostMask(_ family: Family, _ length: Int) -> UInt128 {
    let bits = family.width - length
    return bits == 128 ? .max : (1 << UInt128(bits)) - 1
  }

  private static func decimal(_ text: Substring, upTo limit: Int) -> Int? {
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let value = Int(text), value <= limit, text.utf8.count == 1 || text.utf8.first != 0x30
    else { return nil }
    return value
  }

  private static func ipv4(_ text: Substring) -> UInt128? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var address: UInt128 = 0
    for part in parts {
      guard let octet = decimal(part, upTo: 255) else { return nil }
      address = address << 8 | UInt128(octet)
    }
    return address
  }

  private static func ipv6(_ text: Substring) -> UInt128? {
    let halves = text.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
    guard halves.count <= 2 else { return nil }
    var groups: [[UInt16]] = []
    for (index, half) in halves.enumerated() {
      guard let parsed = ipv6Groups(half, isLast: index == halves.count - 1) else { return nil }
      groups.append(parsed)
    }
    let known = groups.reduce(0) { $0 + $1.count }
    guard halves.count == 2 ? known < 8 : known == 8 else { return nil }
    let zeros = [UInt16](repeating: 0, count: 8 - known)
    let all = groups.count == 2 ? groups[0] + zeros + groups[1] : groups[0]
    return all.reduce(0) { $0 << 16 | UInt128($1) }
  }

  /// The groups of a part of an address; the last one may end in the form of IPv4.
  private static func ipv6Groups(_ text: Substring, isLast: Bool) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    var groups: [UInt16] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if isLast, index == parts.count - 1, part.contains(".") {
        guard let tail = ipv4(part) else { return nil }
        groups += [UInt16(truncatingIfNeeded: tail >> 16), UInt16(truncatingIfNeeded: tail)]
      } else {
        // Swift would read a sign, too.
        guard (1...4).contains(part.utf8.count), part.utf8.first != UInt8(ascii: "+"),
          part.utf8.first != UInt8(ascii: "-"), let group = UInt16(part, radix: 16)
        else { return nil }
        groups.append(group)
      }
    }
    return groups
  }
}

extension IPPrefix: CustomStringConvertible {
  package var description: String {
    switch family {
    case .ipv4:
      let octets = stride(from: 24, through: 0, by: -8).map {
        String(UInt8(truncatingIfNeeded: address >> UInt128($0)))
      }
      return "\(octets.joined(separator: "."))/\(length)"
    case .ipv6:
      return "\(Self.compressed(address))/\(length)"
    }
  }

  /// The canonical text of RFC 5952: the longest run of two or more zero groups as `::`.
  private static func compressed(_ address: UInt128) -> String {
    let groups = stride(from: 112, through: 0, by: -16).map {
      UInt16(truncatingIfNeeded: address >> UInt128($0))
    }
    var best = 0..<0
    var start = 0
    for index in 0...8 where index == 8 || groups[index] != 0 {
      if index - start > max(best.count, 1) { best = start..<index }
      start = index + 1
    }
    let text = { (range: Range<Int>) in
      groups[range].map { String($0, radix: 16) }.joined(separator: ":")
    }
    return best.isEmpty ? text(0..<8) : "\(text(0..<best.lowerBound))::\(text(best.upperBound..<8))"
  }
}
