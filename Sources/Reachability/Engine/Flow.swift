/// Packets that have come the same way: all combinations of addresses and services in it.
struct Flow {
  /// The addresses of the client and of the server that the packets are about.
  var client: AddressSpan
  var server: AddressSpan
  /// Whose address they show as source and as destination.
  var source: Role
  var destination: Role
  /// Destination ports, or types and codes.
  var services: ServiceSet
  /// The NAT gateways on the way, each with whom it stands in for.
  var translations: [Translation] = []
  /// What the way rests on; empty for ways that are certain.
  var doubts: [Doubt] = []
  /// The last step, an index of the exploration's trail; nil at the start.
  var trail: Int?
  /// The VPCs whose egress-only internet gateways they left through.
  var passedEgressOnly: [VPC.ID] = []

  struct Translation {
    let gateway: NATGateway.ID
    let source: Role
  }

  /// The same packets, resting on more.
  func resting(on doubts: [Doubt]) -> Flow {
    var flow = self
    if doubts.count < 8 {
      for doubt in doubts where !flow.doubts.contains(doubt) { flow.doubts.append(doubt) }
    } else {
      var known = Set(flow.doubts)
      for doubt in doubts where known.insert(doubt).inserted { flow.doubts.append(doubt) }
    }
    return flow
  }

  func limited(to services: ServiceSet) -> Flow? {
    let rest = self.services.intersection(services)
    guard !rest.isEmpty else { return nil }
    var flow = self
    flow.services = rest
    return flow
  }

  /// Whether some of its services are in none of the flows that a filter has left of it.
  func isLost(in rest: [Flow]) -> Bool {
    guard let first = rest.first else { return true }
    if first.services == services { return false }
    return rest.reduce(services) { $0.subtracting($1.services) }.isEmpty == false
  }

  /// What is left behind a filter: what passes for certain, and what may pass besides.
  func passing(_ admission: Admission) -> [Flow] {
    guard !admission.doubts.isEmpty else {
      return limited(to: admission.certain).map { [$0] } ?? []
    }
    let doubtful = admission.possible.subtracting(admission.certain)
    let flows = [
      limited(to: admission.certain), limited(to: doubtful)?.resting(on: admission.doubts),
    ]
    return flows.compactMap(\.self)
  }
}
