/// An address of IPv4 or IPv6, as the `network` extension of the language has it.
///
/// RFC 4291 and 5952 say how IPv6 is written; zones are refused, and so is an IPv4 address inside of
/// an IPv6 one that is written with dots. One that is written in hexadecimal is the IPv4 address.
struct NetworkAddress: Equatable {
  /// Why a text is no address.
  struct ParseError: Error {
    let message: String
  }

  let isVersion6: Bool
  let bits: UInt128

  var width: Int { isVersion6 ? 128 : 32 }

  init(isVersion6: Bool, bits: UInt128) {
    self.isVersion6 = isVersion6
    self.bits = bits
  }

  /// Four bytes or sixteen, the highest first.
  init(_ bytes: ArraySlice<UInt8>) {
    isVersion6 = bytes.count > 4
    bits = bytes.reduce(0) { $0 << 8 | UInt128($1) }
  }

  var bytes: [UInt8] {
    stride(from: width - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: bits >> $0) }
  }

  /// The same address with all but the first bits zero.
  func masked(to length: Int) -> NetworkAddress {
    let host = width - length
    guard host < 128 else { return NetworkAddress(isVersion6: isVersion6, bits: 0) }
    return NetworkAddress(isVersion6: isVersion6, bits: (bits >> host) << host)
  }
}

// MARK: - What kind of address it is

extension NetworkAddress {
  var isUnspecified: Bool { bits == 0 }

  var isLoopback: Bool { isVersion6 ? bits == 1 : bits >> 24 == 127 }

  var isMulticast: Bool { isVersion6 ? bits >> 120 == 0xFF : bits >> 28 == 0xE }

  var isLinkLocalMulticast: Bool {
    isVersion6 ? isMulticast && bits >> 112 & 0xF == 2 : bits >> 8 == 0xE00000
  }

  var isLinkLocalUnicast: Bool {
    isVersion6 ? bits >> 118 == 0xFE80 >> 6 : bits >> 16 == 0xA9FE
  }

  /// Private addresses are among them, as in Go's `net/netip`, which the extension follows.
  var isGlobalUnicast: Bool {
    let isBroadcast = !isVersion6 && bits == 0xFFFF_FFFF
    return !isUnspecified && !isBroadcast && !isLoopback && !isMulticast && !isLinkLocalUnicast
  }
}

// MARK: - Reading

extension NetworkAddress {
  /// Reads an address in any of its spellings.
  init(_ text: String) throws(ParseError) {
    guard !text.contains("%") else {
      throw ParseError(message: "the address '\(text)' has a zone")
    }
    guard text.contains(":") else {
      guard let bits = Self.version4(text[...]) else { throw Self.noAddress(text) }
      self.init(isVersion6: false, bits: UInt128(bits))
      return
    }
    guard let bits = Self.version6(text) else { throw Self.noAddress(text) }
    let isMapped = bits >> 32 == 0xFFFF
    guard !isMapped || !text.contains(".") else {
      throw ParseError(message: "'\(text)' is an IPv4 address inside of an IPv6 address")
    }
    self.init(isVersion6: !isMapped, bits: isMapped ? bits & 0xFFFF_FFFF : bits)
  }

  private static func noAddress(_ text: String) -> ParseError {
    ParseError(message: "'\(text)' is no IP address")
  }

  private static func version4(_ text: Substring) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      let hasDigitsOnly = part.utf8.allSatisfy { (0x30...0x39).contains($0) }
      guard hasDigitsOnly, part.utf8.count == 1 || part.first != "0", let byte = UInt8(part) else {
        return nil
      }
      bits = bits << 8 | UInt32(byte)
    }
    return bits
  }

  private static func version6(_ text: String) -> UInt128? {
    guard let gap = text.firstRange(of: "::") else {
      return groups(text[...], isLast: true).flatMap { $0.count == 8 ? joined($0) : nil }
    }
    guard let before = groups(text[..<gap.lowerBound], isLast: false),
      let after = groups(text[gap.upperBound...], isLast: true), before.count + after.count < 8
    else { return nil }
    let zeros = Array(repeating: UInt16(0), count: 8 - before.count - after.count)
    return joined(before + zeros + after)
  }

  private static func joined(_ groups: [UInt16]) -> UInt128 {
    groups.reduce(0) { $0 << 16 | UInt128($1) }
  }

  /// Groups between colons; the last one may be an IPv4 address, which counts for two.
  private static func groups(_ text: Substring, isLast: Bool) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    var groups: [UInt16] = []
    for (index, part) in parts.enumerated() {
      if isLast, index == parts.count - 1, part.contains(".") {
        guard let bits = version4(part) else { return nil }
        groups += [UInt16(bits >> 16), UInt16(truncatingIfNeeded: bits)]
      } else {
        guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy({ $0.digitValue != nil }),
          let group = UInt16(part, radix: 16)
        else { return nil }
        groups.append(group)
      }
    }
    return groups
  }
}

// MARK: - Writing

extension NetworkAddress: CustomStringConvertible {
  /// The one spelling that RFC 5952 recommends.
  var description: String {
    guard isVersion6 else { return bytes.map(String.init).joined(separator: ".") }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> (112 - 16 * $0)) }
    let gap = longestGap(in: groups)
    let text = { (part: ArraySlice<UInt16>) in
      part.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard gap.count > 1 else { return text(groups[...]) }
    return "\(text(groups[..<gap.lowerBound]))::\(text(groups[gap.upperBound...]))"
  }

  /// The first of the longest runs of zeros.
  private func longestGap(in groups: [UInt16]) -> Range<Int> {
    var longest = 0..<0
    var start = 0
    for index in groups.indices {
      guard groups[index] == 0 else {
        start = index + 1
        continue
      }
      if index + 1 - start > longest.count { longest = start..<index + 1 }
    }
    return longest
  }
}
