import Infrastructure

/// One packet, with all its bits.
struct Packet {
  var family: IPPrefix.Family
  var source: UInt128
  var destination: UInt128
  var protocolNumber: UInt8
  var sourcePort: UInt16
  /// For ICMP the type and the code.
  var destinationPort: UInt16
  /// The service that the destination, or the source of an answer, is an address of.
  var service: Int?

  /// The answer of whoever gets it; nil for packets that nobody answers.
  var answer: Packet? {
    var answer = self
    answer.source = destination
    answer.destination = source
    switch protocolNumber {
    case 1:
      guard destinationPort == 8 << 8 else { return nil }
      answer.destinationPort = 0
    case 58:
      guard destinationPort == 128 << 8 else { return nil }
      answer.destinationPort = 129 << 8
    default:
      answer.sourcePort = destinationPort
      answer.destinationPort = sourcePort
    }
    return answer
  }
}
