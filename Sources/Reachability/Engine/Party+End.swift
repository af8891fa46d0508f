import Infrastructure

extension Party {
  /// The end of a question in one family; nil where it has no address of it.
  ///
  /// - Parameter isTarget: Hosts of the internet that have IPv4 only are sent to under addresses that
  ///   stand for theirs.
  init?(
    _ end: Question.End,
    _ family: IPPrefix.Family,
    isTarget: Bool = false,
    in network: CompiledNetwork
  ) throws(Undecided) {
    let model = network.model
    var spans: [AddressSpan]
    var publicSpans: [AddressSpan] = []
    var doubts: [Doubt] = []
    var publicDoubt: OpenFact.ID?
    switch end.place {
    case .interface(let id):
      let interface = model[id]
      guard try network.holds(interface.existence) else { return nil }
      let usable = model[interface.subnet].usable(family).map { [$0] } ?? []
      switch interface.address(family) {
      case .none: return nil
      case .known(let address): spans = [AddressSpan(address)]
      case .some: spans = usable
      case .open(let fact):
        spans = usable
        doubts = [.fact(fact)]
      }
      if family == .ipv4 {
        switch interface.publicIPv4 {
        case .none: break
        case .known(let address): publicSpans = [AddressSpan(address)]
        case .some: publicSpans = InternetAddresses.spans(.ipv4)
        case .open(let fact):
          publicSpans = InternetAddresses.spans(.ipv4)
          publicDoubt = fact
        }
      }
      if let within = end.within, !spans.allSatisfy(within.span.contains) {
        doubts.append(.address(id))
      }
      isUniversal = true
    case .host(let subnet):
      spans = network.index.freeAddresses(of: subnet, model[subnet], family)
      if family == .ipv4 { publicSpans = InternetAddresses.spans(.ipv4) }
      isUniversal = false
    case .managed(let id):
      guard try network.holds(model[id].existence) else { return nil }
      spans = network.index.internetAddresses(family)
      isUniversal = false
      if let doubt = model[id].doubt { doubts = [.fact(doubt)] }
    case .internet:
      spans = network.index.internetAddresses(family)
      if isTarget, family == .ipv6 { spans.append(InternetAddresses.nat64) }
      if isTarget, let within = end.within, within.family == family {
        // Private addresses lie behind what is not modelled, if anywhere.
        let other = InternetAddresses.spans(family).reduce([within.span]) { rest, span in
          rest.flatMap { $0.subtracting(span) }
        }
        spans += other.filter { !spans.contains($0) }
      }
      isUniversal = false
    case .service:
      // Gateway endpoints are of IPv4, and the addresses of services over IPv6 are not modelled.
      guard family == .ipv4 else { return nil }
      spans = network.index.internetAddresses(.ipv4)
      isUniversal = true
    }
    if let within = end.within {
      guard within.family == family else { return nil }
      spans = spans.compactMap { $0.intersection(within.span) }
    }
    guard !spans.isEmpty else { return nil }
    place = end.place
    self.spans = spans
    self.publicSpans = publicSpans
    self.publicDoubt = publicDoubt
    self.doubts = doubts
  }
}

extension Subnet {
  /// The addresses that interfaces can have: AWS keeps the first four and the last.
  ///
  /// Source: VPC User Guide, "Subnet sizing".
  func usable(_ family: IPPrefix.Family) -> AddressSpan? {
    guard let span = block(family)?.span else { return nil }
    guard span.upper - span.lower >= 8 else { return span }
    return AddressSpan(span.lower + 4, span.upper - 1)
  }
}
