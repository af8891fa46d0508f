/// The addresses from one to another of one family, both included; IPv4 addresses stand in the low 32
/// bits.
package struct AddressSpan: Hashable, Sendable {
  package let lower: UInt128
  package let upper: UInt128

  /// - Precondition: `lower <= upper`.
  package init(_ lower: UInt128, _ upper: UInt128) {
    precondition(lower <= upper, "a span has its lower address first")
    self.lower = lower
    self.upper = upper
  }

  package init(_ address: UInt128) {
    lower = address
    upper = address
  }

  package var isSingle: Bool { lower == upper }

  package func contains(_ address: UInt128) -> Bool {
    lower <= address && address <= upper
  }

  package func contains(_ other: AddressSpan) -> Bool {
    lower <= other.lower && other.upper <= upper
  }

  package func overlaps(_ other: AddressSpan) -> Bool {
    lower <= other.upper && other.lower <= upper
  }

  /// The addresses of both; nil where there are none.
  package func intersection(_ other: AddressSpan) -> AddressSpan? {
    let low = max(lower, other.lower)
    let high = min(upper, other.upper)
    return low <= high ? AddressSpan(low, high) : nil
  }

  /// The addresses that are not in another span: none, one or two spans, in order.
  package func subtracting(_ other: AddressSpan) -> [AddressSpan] {
    guard overlaps(other) else { return [self] }
    var rest: [AddressSpan] = []
    if lower < other.lower { rest.append(AddressSpan(lower, other.lower - 1)) }
    if other.upper < upper { rest.append(AddressSpan(other.upper + 1, upper)) }
    return rest
  }
}
