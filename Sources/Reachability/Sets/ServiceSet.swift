/// A set of services: protocols with ports, or with types and codes of ICMP.
///
/// Protocol and port are one number, the protocol in the upper bits, so that a set is a list of disjoint
/// ranges on one line. Protocols without ports use all of their 65,536 numbers alike. ICMP has its type
/// in the upper and its code in the lower byte of the port.
package struct ServiceSet: Hashable, Sendable {
  package struct Range: Hashable, Sendable {
    package let lower: UInt32
    package let upper: UInt32

    package init(_ lower: UInt32, _ upper: UInt32) {
      self.lower = lower
      self.upper = upper
    }
  }

  /// Disjoint, not even adjacent, ascending.
  package private(set) var ranges: [Range]

  /// The set of the ranges, which may come in any order and overlap.
  package init(_ ranges: [Range]) {
    var merged: [Range] = []
    for range in ranges.sorted(by: { $0.lower < $1.lower }) {
      if let last = merged.last, range.lower <= last.upper + 1 {
        merged[merged.count - 1] = Range(last.lower, max(last.upper, range.upper))
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  /// The ports of a protocol.
  package init(protocol number: UInt8, ports: ClosedRange<UInt16> = 0...UInt16.max) {
    let base = UInt32(number) << 16
    ranges = [Range(base | UInt32(ports.lowerBound), base | UInt32(ports.upperBound))]
  }

  package static let none = ServiceSet([])
  package static let all = ServiceSet([Range(0, 0xFF_FFFF)])

  package var isEmpty: Bool { ranges.isEmpty }

  package func contains(_ service: UInt32) -> Bool {
    ranges.contains { $0.lower <= service && service <= $0.upper }
  }

  package func union(_ other: ServiceSet) -> ServiceSet {
    if ranges.isEmpty || other == .all { return other }
    if other.ranges.isEmpty || self == .all { return self }
    var merged: [Range] = []
    merged.reserveCapacity(ranges.count + other.ranges.count)
    var (left, right) = (0, 0)
    while left < ranges.count || right < other.ranges.count {
      let next: Range
      if right == other.ranges.count
        || left < ranges.count && ranges[left].lower <= other.ranges[right].lower
      {
        next = ranges[left]
        left += 1
      } else {
        next = other.ranges[right]
        right += 1
      }
      if let last = merged.last, next.lower <= last.upper + 1 {
        if next.upper > last.upper { merged[merged.count - 1] = Range(last.lower, next.upper) }
      } else {
        merged.append(next)
      }
    }
    var set = ServiceSet.none
    set.ranges = merged
    return set
  }

  package func intersection(_ other: ServiceSet) -> ServiceSet {
    if other == .all { return self }
    if self == .all { return other }
    var result: [Range] = []
    var (left, right) = (0, 0)
    while left < ranges.count, right < other.ranges.count {
      let (one, two) = (ranges[left], other.ranges[right])
      let lower = max(one.lower, two.lower)
      let upper = min(one.upper, two.upper)
      if lower <= upper { result.append(Range(lower, upper)) }
      if one.upper < two.upper { left += 1 } else { right += 1 }
    }
    var set = ServiceSet.none
    set.ranges = result
    return set
  }

  package func subtracting(_ other: ServiceSet) -> ServiceSet {
    var result: [Range] = []
    var index = 0
    for range in ranges {
      while index < other.ranges.count, other.ranges[index].upper < range.lower { index += 1 }
      var next = range.lower
      var isUsedUp = false
      for hole in other.ranges[index...] {
        guard hole.lower <= range.upper else { break }
        if hole.lower > next { result.append(Range(next, hole.lower - 1)) }
        guard hole.upper < range.upper else {
          isUsedUp = true
          break
        }
        next = max(next, hole.upper + 1)
      }
      if !isUsedUp { result.append(Range(next, range.upper)) }
    }
    var set = ServiceSet.none
    set.ranges = result
    return set
  }
}

// MARK: - Protocols

extension ServiceSet {
  /// The numbers of protocols that have a meaning of their own here.
  ///
  /// Source: IANA, "Assigned Internet Protocol Numbers".
  package enum IPProtocol {
    package static let icmp: UInt8 = 1
    package static let tcp: UInt8 = 6
    package static let udp: UInt8 = 17
    package static let icmpv6: UInt8 = 58
  }

  /// The services of a protocol among these.
  package func of(protocol number: UInt8) -> ServiceSet {
    intersection(ServiceSet(protocol: number))
  }
}

// MARK: - Texts

extension ServiceSet {
  /// The services that a text names: `tcp/443`, `udp`, `icmp`, a protocol's number, or `all`; nil for
  /// others.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let name = parts.first else { return nil }
    if name == "all" || name == "-1" {
      guard parts.count == 1 else { return nil }
      self = .all
      return
    }
    let numbers = [
      "tcp": IPProtocol.tcp, "udp": IPProtocol.udp, "icmp": IPProtocol.icmp,
      "icmpv6": IPProtocol.icmpv6,
    ]
    guard let number = numbers[String(name)] ?? UInt8(name) else { return nil }
    guard parts.count == 2 else {
      self.init(protocol: number)
      return
    }
    guard [IPProtocol.tcp, IPProtocol.udp].contains(number), let port = UInt16(parts[1]) else {
      return nil
    }
    self.init(protocol: number, ports: port...port)
  }
}
