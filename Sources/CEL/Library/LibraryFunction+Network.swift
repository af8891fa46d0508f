import Values

extension LibraryFunction {
  /// The `network` extension: addresses and ranges.
  static let network: [LibraryFunction] =
    [
      LibraryFunction(
        "ip",
        arity: 1...1,
        types: ["(string) -> net.IP", "(net.IP) -> net.IP"]
      ) { $1.address($0[0]) },
      LibraryFunction("isIP", arity: 1...1, types: ["(string) -> bool"]) { arguments, context in
        guard arguments[0].kind == .string else { return nil }
        return .bool((try? NetworkAddress(context.heap.text(arguments[0]))) != nil)
      },
      LibraryFunction("ip.isCanonical", arity: 1...1, types: ["(string) -> bool"]) {
        arguments,
        context in
        guard arguments[0].kind == .string else { return nil }
        let address = context.address(arguments[0])
        guard let address, address.kind == .ip else { return address }
        let text = context.heap.text(arguments[0])
        return .bool(context.heap.address(address).description == text)
      },
      LibraryFunction(
        "cidr",
        arity: 1...1,
        types: ["(string) -> net.CIDR", "(net.CIDR) -> net.CIDR"]
      ) { $1.prefix($0[0]) },
    ] + addressMembers + rangeMembers

  private static let addressMembers: [LibraryFunction] = [
    ofAddress("family", result: "int") { .int($0.isVersion6 ? 6 : 4) },
    ofAddress("isUnspecified", result: "bool") { .bool($0.isUnspecified) },
    ofAddress("isLoopback", result: "bool") { .bool($0.isLoopback) },
    ofAddress("isGlobalUnicast", result: "bool") { .bool($0.isGlobalUnicast) },
    ofAddress("isLinkLocalMulticast", result: "bool") { .bool($0.isLinkLocalMulticast) },
    ofAddress("isLinkLocalUnicast", result: "bool") { .bool($0.isLinkLocalUnicast) },
  ]

  private static func ofAddress(
    _ name: String,
    result: String,
    _ answer: @escaping @Sendable (NetworkAddress) -> Value
  ) -> LibraryFunction {
    LibraryFunction(name, isMember: true, arity: 1...1, types: ["(net.IP) -> \(result)"]) {
      arguments,
      context in
      arguments[0].kind == .ip ? answer(context.heap.address(arguments[0])) : nil
    }
  }

  private static let rangeMembers: [LibraryFunction] = [
    LibraryFunction(
      "containsIP",
      isMember: true,
      arity: 2...2,
      types: ["(net.CIDR, net.IP) -> bool", "(net.CIDR, string) -> bool"]
    ) { arguments, context in
      guard arguments[0].kind == .cidr else { return nil }
      let address = context.address(arguments[1])
      guard let address, address.kind == .ip else { return address }
      let range = context.heap.prefix(arguments[0])
      return .bool(range.contains(context.heap.address(address)))
    },
    LibraryFunction(
      "containsCIDR",
      isMember: true,
      arity: 2...2,
      types: ["(net.CIDR, net.CIDR) -> bool", "(net.CIDR, string) -> bool"]
    ) { arguments, context in
      guard arguments[0].kind == .cidr else { return nil }
      let other = context.prefix(arguments[1])
      guard let other, other.kind == .cidr else { return other }
      return .bool(context.heap.prefix(arguments[0]).contains(context.heap.prefix(other)))
    },
    ofRange("ip", result: "net.IP") { $1.value($0.address) },
    ofRange("masked", result: "net.CIDR") { $1.value($0.masked) },
    ofRange("prefixLength", result: "int") { range, _ in .int(Int64(range.length)) },
  ]

  private static func ofRange(
    _ name: String,
    result: String,
    _ answer: @escaping @Sendable (NetworkPrefix, inout ValueHeap) -> Value
  ) -> LibraryFunction {
    LibraryFunction(name, isMember: true, arity: 1...1, types: ["(net.CIDR) -> \(result)"]) {
      arguments,
      context in
      guard arguments[0].kind == .cidr else { return nil }
      return answer(context.heap.prefix(arguments[0]), &context.heap)
    }
  }
}

// MARK: - Addresses as values

extension EvaluationContext {
  /// `ip(x)`: an address, or the error of a text that is none; nil for other types.
  fileprivate mutating func address(_ value: Value) -> Value? {
    guard value.kind == .string else { return value.kind == .ip ? value : nil }
    do {
      return heap.value(try NetworkAddress(heap.text(value)))
    } catch {
      return self.error(.invalidArgument, error.message)
    }
  }

  /// `cidr(x)`: a range, or the error of a text that is none; nil for other types.
  fileprivate mutating func prefix(_ value: Value) -> Value? {
    guard value.kind == .string else { return value.kind == .cidr ? value : nil }
    do {
      return heap.value(try NetworkPrefix(heap.text(value)))
    } catch {
      return self.error(.invalidArgument, error.message)
    }
  }
}

extension ValueHeap {
  mutating func value(_ address: NetworkAddress) -> Value {
    Value(kind: .ip, bits: bytes(address.bytes).bits)
  }

  /// The bytes of the address, then the length.
  mutating func value(_ prefix: NetworkPrefix) -> Value {
    Value(kind: .cidr, bits: bytes(prefix.address.bytes + [UInt8(prefix.length)]).bits)
  }

  func address(_ value: Value) -> NetworkAddress {
    NetworkAddress(utf8(value))
  }

  func prefix(_ value: Value) -> NetworkPrefix {
    let bytes = utf8(value)
    return NetworkPrefix(address: NetworkAddress(bytes.dropLast()), length: Int(bytes.last ?? 0))
  }
}
