import Infrastructure
import TemplateEstates
import Testing

/// Blocks of addresses against sets of addresses, and texts against a second parser.
@Suite struct IPPrefixTests {
  @Test(
    arguments: [
      ("0.0.0.0/0", "0.0.0.0/0"), ("10.0.0.1/16", "10.0.0.0/16"), ("10.1.2.3/32", "10.1.2.3/32"),
      ("255.255.255.255/1", "128.0.0.0/1"), ("::/0", "::/0"), ("::1/128", "::1/128"),
      ("2001:DB8::1/32", "2001:db8::/32"), ("1:2:3:4:5:6:7:8/128", "1:2:3:4:5:6:7:8/128"),
      ("1:2:3:4:5:6:7::/128", "1:2:3:4:5:6:7:0/128"),
      ("::2:3:4:5:6:7:8/128", "0:2:3:4:5:6:7:8/128"),
      ("1:0:0:4::8/128", "1:0:0:4::8/128"), ("0:0:1::/128", "0:0:1::/128"),
      ("1:0:0:2:0:0:0:3/128", "1:0:0:2::3/128"), ("1:0:0:2:3:0:0:4/128", "1::2:3:0:0:4/128"),
      ("::ffff:1.2.3.4/128", "::ffff:102:304/128"),
      ("1:2:3:4:5:6:1.2.3.4/128", "1:2:3:4:5:6:102:304/128"),
      ("00a::/16", "a::/16"),
    ]
  )
  func aBlockIsWrittenInOneWay(text: String, canonical: String) throws {
    let prefix = try #require(IPPrefix(text))
    #expect(prefix.description == canonical)
    #expect(IPPrefix(canonical) == prefix)
  }

  @Test(
    arguments: [
      "", "/", "/0", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8",
      "10.0.0.0/08", "10.0.0.0/8/8", "10.0.0/8", "10.0.0.0.0/8", "10.0.0.256/8", "10.0.0.01/8",
      "10.0.0.+1/8", "10..0.0/8", ".0.0.0/8", "10.0.0.0 /8", " 10.0.0.0/8", "a.b.c.d/8",
      "0x0a.0.0.0/8", "::/129", ":/0", ":::/0", "1:::2/0", "::1::/0", "1:2:3:4:5:6:7/0",
      "1:2:3:4:5:6:7:8:9/0", "1:2:3:4:5:6:7:8::/0", "::12345/0", "::g/0", "::+f/0", "::-0/0",
      "1.2.3.4::/0", "::1.2.3.4:5/0", "::1.2.3/0", "::1.2.3.4.5/0", "1:2:3:4:5:6:7:1.2.3.4/0",
      "fe80::1%eth0/64", "٠.0.0.0/0", "10.0.0.0/٠",
    ]
  )
  func whatIsNoBlockIsNone(text: String) {
    #expect(IPPrefix(text) == nil)
  }

  /// All blocks in the last four bits of a family, against the sets of their addresses.
  @Test(arguments: [IPPrefix.Family.ipv4, .ipv6])
  func containmentAndOverlapAreThoseOfSets(family: IPPrefix.Family) throws {
    var blocks: [(prefix: IPPrefix, addresses: Set<Int>)] = []
    for length in 0...4 {
      for address in 0..<16 {
        let width = family.width - 4 + length
        let prefix = try #require(
          IPPrefix(family: family, address: UInt128(address), length: width)
        )
        let size = 1 << (4 - length)
        let first = address / size * size
        blocks.append((prefix, Set(first..<first + size)))
      }
    }
    for one in blocks {
      #expect(one.prefix.address == UInt128(try #require(one.addresses.min())))
      #expect(one.prefix.lastAddress == UInt128(try #require(one.addresses.max())))
      for other in blocks {
        #expect(one.prefix.contains(other.prefix) == one.addresses.isSuperset(of: other.addresses))
        #expect(
          one.prefix.overlaps(other.prefix) == !one.addresses.isDisjoint(with: other.addresses)
        )
        #expect((one.prefix == other.prefix) == (one.addresses == other.addresses))
      }
    }
  }

  @Test func theFamiliesHaveNothingInCommon() throws {
    let four = try #require(IPPrefix("0.0.0.0/0"))
    let six = try #require(IPPrefix("::/0"))
    #expect(four.isEverything && six.isEverything)
    #expect(!four.overlaps(six) && !six.contains(four))
    #expect(six.lastAddress == .max)
    #expect(four.lastAddress == UInt128(UInt32.max))
  }

  @Test func lengthsOutsideAFamilyAreNone() {
    for family in [IPPrefix.Family.ipv4, .ipv6] {
      #expect(IPPrefix(family: family, address: 0, length: -1) == nil)
      #expect(IPPrefix(family: family, address: 0, length: family.width + 1) == nil)
    }
  }

  /// Random blocks come back from their texts, and hold the addresses that agree in `length` bits.
  @Test func randomBlocksAreWhatTheirBitsSay() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
      let family: IPPrefix.Family = random.chance(50) ? .ipv4 : .ipv6
      let address = self.address(family, &random)
      let length = random.number(0...family.width)
      let prefix = try #require(IPPrefix(family: family, address: address, length: length))
      #expect(IPPrefix(prefix.description) == prefix)
      // Another address that differs in one bit at most.
      let flipped = random.number(0...family.width - 1)
      let other = random.chance(10) ? address : address ^ (1 << UInt128(flipped))
      let single = try #require(IPPrefix(family: family, address: other, length: family.width))
      let agrees = (0..<length).allSatisfy {
        bit(of: other, $0, family) == bit(of: address, $0, family)
      }
      #expect(prefix.contains(single) == agrees)
    }
  }

  private func address(_ family: IPPrefix.Family, _ random: inout SeededGenerator) -> UInt128 {
    if family == .ipv4 { return UInt128(UInt32(truncatingIfNeeded: random.next())) }
    // Many groups are zero, as in addresses that people write.
    return (0..<8).reduce(UInt128(0)) { address, _ in
      address << 16 | (random.chance(60) ? 0 : UInt128(random.next() & 0xFFFF))
    }
  }

  /// Bit `index`, counted from the first.
  private func bit(of address: UInt128, _ index: Int, _ family: IPPrefix.Family) -> Bool {
    address >> UInt128(family.width - 1 - index) & 1 == 1
  }
}
