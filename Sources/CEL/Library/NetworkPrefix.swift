/// A range of addresses as it was written: an address and how many of its bits are fixed.
///
/// The other bits are kept: `10.0.0.1/8` and `10.0.0.0/8` are two values with the same addresses.
struct NetworkPrefix: Equatable {
  let address: NetworkAddress
  let length: Int

  init(address: NetworkAddress, length: Int) {
    self.address = address
    self.length = length
  }

  /// Reads `10.0.0.0/8` or `2001:db8::/32`.
  init(_ text: String) throws(NetworkAddress.ParseError) {
    guard let slash = text.lastIndex(of: "/") else { throw Self.noRange(text) }
    let written = String(text[..<slash])
    let address = try NetworkAddress(written)
    guard address.isVersion6 == written.contains(":") else {
      throw NetworkAddress.ParseError(
        message: "'\(text)' is an IPv4 range inside of the IPv6 addresses"
      )
    }
    let digits = text[text.index(after: slash)...]
    let isPlain =
      digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
      && (digits.utf8.count == 1 || digits.first != "0")
    guard isPlain, let length = Int(digits), length <= address.width else {
      throw Self.noRange(text)
    }
    self.init(address: address, length: length)
  }

  private static func noRange(_ text: String) -> NetworkAddress.ParseError {
    NetworkAddress.ParseError(message: "'\(text)' is no range of IP addresses")
  }

  /// The range with all bits zero that are not fixed.
  var masked: NetworkPrefix {
    NetworkPrefix(address: address.masked(to: length), length: length)
  }

  func contains(_ other: NetworkAddress) -> Bool {
    other.isVersion6 == address.isVersion6 && other.masked(to: length) == masked.address
  }

  func contains(_ other: NetworkPrefix) -> Bool {
    other.length >= length && contains(other.address)
  }
}

extension NetworkPrefix: CustomStringConvertible {
  var description: String { "\(address)/\(length)" }
}
