import Infrastructure
import Reachability
import Values

extension ReachWords {
  /// Why packets do not arrive, one sentence for each place where they end.
  func cut(_ endings: [Answer.Ending]) -> [Step] {
    endings.compactMap { step(of: $0.reason) }
  }

  /// The step of a workload whose containers have no network.
  func isolation(of source: Question.End) -> Step? {
    let resource: ResourceID?
    switch source.place {
    case .interface(let id): resource = model[id].provenance.resource
    case .managed(let id): resource = model[id].provenance.resource
    case .host, .internet, .service: resource = nil
    }
    guard let resource, let isolation = network.isolated[resource] else { return nil }
    return step(
      "'\(estate[resource].name)' is isolated from every network",
      Provenance(resource, isolation.origin)
    )
  }

  private func step(of reason: Denial.Reason) -> Step? {
    switch reason {
    case .securityGroups(let id, let direction):
      let way = direction == .outbound ? "out" : "in"
      let text = "the security groups of '\(model[id].name)' do not let it \(way)"
      return step(text, model[id].provenance)
    case .networkACL(let id, let direction):
      let way = direction == .outbound ? "out" : "in"
      let text = "the network ACL of subnet '\(model[id].name)' does not let it \(way)"
      return step(text, place(ofListOf: id))
    case .noRoute(let table):
      return step("\(table: model[table].name) has no route for it", model[table].provenance)
    case .noTable(let id):
      return step("subnet '\(model[id].name)' follows no route table", model[id].provenance)
    case .blackhole(let table, let index):
      return step(
        "\(table: model[table].name) drops it",
        model[table].routes.indices.contains(index)
          ? model[table].routes[index].provenance : model[table].provenance
      )
    case .notTransitive(let table, let index):
      return step(
        "\(table: model[table].name) sends it where nothing from outside may go",
        model[table].routes.indices.contains(index)
          ? model[table].routes[index].provenance : model[table].provenance
      )
    case .noInternetGateway(let id):
      return step("VPC '\(model[id].name)' has no internet gateway", model[id].provenance)
    case .noEgressOnlyGateway(let id):
      let text = "VPC '\(model[id].name)' has no egress-only internet gateway for it"
      return step(text, model[id].provenance)
    case .noPublicAddress(let id):
      let text = "what stands in subnet '\(model[id].name)' has no public address"
      return step(text, model[id].provenance)
    case .interfaceWithoutPublicAddress(let id):
      return step("'\(model[id].name)' has no public address", model[id].provenance)
    case .privateDestination(let id):
      let text = "the internet gateway of '\(model[id].name)' translates addresses of its VPC only"
      return step(text, model[id].provenance)
    case .privateNATGateway(let id):
      return step("NAT gateway '\(model[id].name)' is private", model[id].provenance)
    case .ipv6NATGateway(let id):
      return step("NAT gateway '\(model[id].name)' takes no IPv6", model[id].provenance)
    case .natProtocol(let id):
      let text = "NAT gateway '\(model[id].name)' takes TCP, UDP and ICMP only"
      return step(text, model[id].provenance)
    case .outsideOfPeer(let id):
      return step("it is not bound for the VPC behind the peering", model[id].provenance)
    case .noAttachment(let id, let gateway):
      let text =
        "the VPC of '\(model[id].name)' is not attached to transit gateway '\(model[gateway].name)'"
      return step(text, model[id].provenance)
    case .zoneWithoutAttachment(let id, let attachment):
      let text = "the attachment has no subnet in the zone of '\(model[id].name)'"
      return step(text, model[attachment].provenance)
    case .noTransitTable(let id):
      return step("the attachment is associated with no route table", model[id].provenance)
    case .noTransitRoute(let table):
      return step("\(table: model[table].name) has no route for it", model[table].provenance)
    case .transitBlackhole(let table, let index):
      let route = model[table].routes[index]
      return step("\(table: model[table].name) drops it", route.provenance)
    case .noIPv6(let id):
      return step("the attachment carries no IPv6", model[id].provenance)
    case .loop(let id):
      return step("it comes back to subnet '\(model[id].name)'", model[id].provenance)
    case .outsideOfEverySubnet(let id):
      return step("no subnet of VPC '\(model[id].name)' has the address", model[id].provenance)
    case .unsolicited(let id):
      return step("NAT gateway '\(model[id].name)' was not asked", model[id].provenance)
    case .confined(let id):
      let text = "'\(model[id].name)' sends through this interface what is bound for its VPC only"
      return step(text, model[id].provenance)
    case .noReply:
      return Step("no answer comes back")
    case .elsewhere, .noAddress, .avoided:
      return nil
    }
  }

  private func place(ofListOf subnet: Subnet.ID) -> Provenance {
    for element in model[subnet].networkACL.cases {
      if case .list(_, let place) = element.value { return place }
    }
    return model[subnet].provenance
  }
}

extension String.StringInterpolation {
  /// A table under its name, or the words that stand for one without a name.
  fileprivate mutating func appendInterpolation(table name: String) {
    appendLiteral(name.hasPrefix("the ") ? name : "route table '\(name)'")
  }
}
