import Infrastructure
package import Reachability
import Values

/// Puts what the engine found into words, each with its place.
package struct ReachWords {
  /// A sentence with the place that it is about.
  package struct Step: Hashable, Sendable {
    package let text: String
    package let place: Provenance

    init(_ text: String, at place: Provenance = .none) {
      self.text = text
      self.place = place
    }
  }

  let network: EstateNetwork
  let estate: Estate
  var model: NetworkModel { network.model }

  init(_ network: EstateNetwork, _ estate: Estate) {
    self.network = network
    self.estate = estate
  }

  func step(_ text: String, _ place: Provenance) -> Step {
    Step(text, at: place)
  }

  // MARK: - Witnesses

  func witness(_ witness: Answer.Witness?) -> [Step] {
    guard let witness else { return [] }
    var steps = [packet(witness)]
    let explainer = RuleFinder(model, witness)
    steps += witness.hops.map { step(of: $0, explainer) }
    if witness.replyService != nil, !witness.replyHops.isEmpty {
      steps.append(Step("the answer comes back"))
      let other = RuleFinder(model, witness, isAnswer: true)
      steps += witness.replyHops.map { step(of: $0, other) }
    }
    return steps
  }

  private func packet(_ witness: Answer.Witness) -> Step {
    let from = text(witness.sourceAddress, witness.family, witness.source)
    let to = text(witness.targetAddress, witness.family, witness.target)
    var text = "a packet of \(Self.text(witness.service)) from \(from) to \(to)"
    if let port = witness.replyService, let number = Self.clientPort(port) {
      text += ", answered to port \(number)"
    }
    return Step(text)
  }

  private func text(
    _ address: UInt128,
    _ family: IPPrefix.Family,
    _ end: Question.End
  ) -> String {
    switch end.place {
    case .managed: return "AWS's own network"
    case .service(let number):
      let name = number < model.services.count ? model.services[number] : "the service"
      return "the public addresses of \(name)"
    case .interface, .host, .internet:
      return Self.text(address, family)
    }
  }

  static func text(_ address: UInt128, _ family: IPPrefix.Family) -> String {
    let prefix = IPPrefix(family: family, address: address, length: family.width)
    return prefix.map { String($0.description.split(separator: "/")[0]) } ?? ""
  }

  /// `tcp/443`, `icmp/8.0`, `protocol 50`.
  static func text(_ service: UInt32) -> String {
    let port = service & 0xFFFF
    switch UInt8(truncatingIfNeeded: service >> 16) {
    case ServiceSet.IPProtocol.tcp: return "tcp/\(port)"
    case ServiceSet.IPProtocol.udp: return "udp/\(port)"
    case ServiceSet.IPProtocol.icmp: return "icmp/\(port >> 8).\(port & 0xFF)"
    case ServiceSet.IPProtocol.icmpv6: return "icmpv6/\(port >> 8).\(port & 0xFF)"
    case let number: return "protocol \(number)"
    }
  }

  private static func clientPort(_ service: UInt32) -> UInt32? {
    switch UInt8(truncatingIfNeeded: service >> 16) {
    case ServiceSet.IPProtocol.tcp, ServiceSet.IPProtocol.udp: service & 0xFFFF
    default: nil
    }
  }

  private func step(of hop: Hop, _ finder: RuleFinder) -> Step {
    switch hop {
    case .interface(let id, let direction):
      let name = "the security groups of '\(model[id].name)'"
      let place = finder.rule(ofGroupsOf: id, direction) ?? model[id].provenance
      return step("\(name) let it \(direction == .outbound ? "out" : "in")", place)
    case .subnetBorder(let id, let direction):
      let place = finder.rule(ofListOf: id, direction) ?? model[id].provenance
      let way = direction == .outbound ? "out of" : "into"
      return step("the network ACL lets it \(way) subnet '\(model[id].name)'", place)
    case .route(let table, let index):
      let name = model[table].name
      guard let index else {
        return step("the local route of \(quoted(name))", model[table].provenance)
      }
      let route = model[table].routes[index]
      return step("the route of \(quoted(name)) to \(text(route.destination))", route.provenance)
    case .managed(let id):
      let access = model[id]
      return step("'\(access.name)' has a network of AWS's own to the internet", access.provenance)
    case .natGateway(let id):
      return step("NAT gateway '\(model[id].name)'", model[id].provenance)
    case .internetGateway(let vpc, let direction):
      let place = model[vpc].internetGateways.first?.provenance ?? model[vpc].provenance
      let way = direction == .outbound ? "out of" : "into"
      return step("the internet gateway, \(way) VPC '\(model[vpc].name)'", place)
    case .egressOnlyGateway(let vpc):
      let place = model[vpc].egressOnlyGateways.first?.provenance ?? model[vpc].provenance
      return step("the egress-only internet gateway of VPC '\(model[vpc].name)'", place)
    case .peering(let id):
      return step("the peering connection", model[id].provenance)
    case .transitGateway(let id):
      let name = model[model[id].gateway].name
      return step("transit gateway '\(name)'", model[id].provenance)
    case .transitRoute(let table, let index):
      let route = model[table].routes[index]
      let to = text(route.destination)
      return step("the route of \(quoted(model[table].name)) to \(to)", route.provenance)
    case .transitArrival(let id):
      let name = model[model[id].vpc].name
      return step("the attachment of VPC '\(name)'", model[id].provenance)
    case .gatewayEndpoint(let vpc, let service):
      let name = model.services[service]
      return step("the gateway endpoint for \(name) of '\(model[vpc].name)'", model[vpc].provenance)
    case .internet:
      return Step("the internet")
    case .opaque(let fact):
      return step("perhaps: \(model[fact].subject)", model[fact].provenance)
    }
  }

  private func quoted(_ name: String) -> String {
    name.hasPrefix("the ") ? name : "'\(name)'"
  }

  private func text(_ destination: Route.Destination) -> String {
    switch destination {
    case .block(let block): block.description
    case .service(let service): model.services[service]
    case .open(let fact): model[fact].subject
    }
  }

  private func text(_ destination: TransitGateway.Table.Route.Destination) -> String {
    switch destination {
    case .block(let block): block.description
    case .open(let fact): model[fact].subject
    }
  }

  // MARK: - What is not known

  func needs(_ needs: [Answer.Need]) -> [Step] {
    var steps: [Step] = []
    for need in needs {
      let step = step(of: need)
      if !steps.contains(step) { steps.append(step) }
    }
    return steps
  }

  private func step(of need: Answer.Need) -> Step {
    switch need {
    case .variable(let index):
      let variable = model.worlds.variables[index]
      let kind = variable.kind == .parameter ? "parameter" : "condition"
      return Step("\(kind) '\(variable.name)'", at: Provenance(nil, variable.origin))
    case .tooManyWorlds:
      return Step("too many conditions and parameters")
    case .doubt(let doubt):
      return step(of: doubt)
    }
  }

  private func step(of doubt: Doubt) -> Step {
    switch doubt {
    case .fact(let id):
      return step(model[id].subject, model[id].provenance)
    case .address(let id):
      return step("the address of '\(model[id].name)'", model[id].provenance)
    case .publicAddress(let id?):
      return step("the public address of '\(model[id].name)'", model[id].provenance)
    case .publicAddress(nil):
      return Step("the public address of a host")
    case .natGatewayAddress(let id):
      return step("the address of NAT gateway '\(model[id].name)'", model[id].provenance)
    case .serviceAddresses(let number):
      let name = number < model.services.count ? model.services[number] : "the service"
      return Step("the public addresses of \(name)")
    case .zone(let id):
      return step("the availability zone of subnet '\(model[id].name)'", model[id].provenance)
    case .arrival(let id):
      let text = "which subnet of '\(model[model[id].vpc].name)' the transit gateway delivers to"
      return step(text, model[id].provenance)
    case .routeChoice(let id):
      let text = "which of the prefix lists in \(quoted(model[id].name)) AWS prefers"
      return step(text, model[id].provenance)
    case .transitRouteChoice(let id):
      return step("which route of \(quoted(model[id].name)) is taken", model[id].provenance)
    case .undocumented(let undocumented):
      return step(of: undocumented)
    }
  }

  private func step(of undocumented: Doubt.Undocumented) -> Step {
    switch undocumented {
    case .natGatewayOnward(let id):
      let text = "whether NAT gateway '\(model[id].name)' sends to peers and endpoints"
      return step(text, model[id].provenance)
    case .transitReturn(let id):
      return step(
        "whether the transit gateway sends packets back to '\(model[model[id].vpc].name)'",
        model[id].provenance
      )
    case .inboundWithoutRoute(let id):
      let text = "whether packets from the internet get into '\(model[id].name)' without a way back"
      return step(text, model[id].provenance)
    case .transitOnward(let id):
      return step(
        "whether packets of a transit gateway leave VPC '\(model[id].name)' again",
        model[id].provenance
      )
    case .egressOnlyReply(let id):
      return step(
        "whether the egress-only gateway of '\(model[id].name)' lets answers out",
        model[id].provenance
      )
    case .nat64(let id):
      return step("what NAT gateway '\(model[id].name)' translates", model[id].provenance)
    }
  }
}
