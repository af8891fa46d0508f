package import Infrastructure
package import Values

/// The VPCs that peering connections and transit gateways join to another one.
///
/// Whether packets really pass is a question of routes and filters, which ``NetworkFacts`` answers; this
/// only says for which pairs it is worth asking. Source: VPC Peering Guide, "VPC peering basics"; Amazon
/// VPC Transit Gateways, "How transit gateways work".
package enum ConnectedVPCs {
  private static let vpcPath = PropertyPath("VpcId")
  private static let peerPath = PropertyPath("PeerVpcId")
  private static let hubPath = PropertyPath("TransitGatewayId")
  private static let peerHubPath = PropertyPath("PeerTransitGatewayId")
  private static let attachmentTypes = [
    "AWS::EC2::TransitGatewayAttachment", "AWS::EC2::TransitGatewayVpcAttachment",
  ]

  /// The other VPCs, as a list of resources, each once, in the order of the estate; what is not known of
  /// an end or an attachment is an unknown element that is only possible.
  package static func of(
    _ vpc: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    var search = Search(estate: estate, vpc: vpc)
    search.addPeers(&context)
    search.addNeighbours(&context)
    return context.heap.list(search.elements(&context), origin: estate[vpc].origin)
  }

  private struct Search {
    let estate: Estate
    let vpc: ResourceID
    private var found: Set<ResourceID> = []
    private var unknown: [Value] = []

    init(estate: Estate, vpc: ResourceID) {
      self.estate = estate
      self.vpc = vpc
    }

    func elements(_ context: inout EvaluationContext) -> [Value] {
      let known = found.subtracting([vpc]).sorted().map { estate.element($0, &context) }
      return known.filter { !$0.isAbsent } + unknown
    }

    mutating func addPeers(_ context: inout EvaluationContext) {
      let type = "AWS::EC2::VPCPeeringConnection"
      for (path, other) in [(vpcPath, peerPath), (peerPath, vpcPath)] {
        for connection in referrers(of: vpc, type, path, &context) {
          addVPC(at: other, of: connection, &context)
        }
      }
    }

    mutating func addNeighbours(_ context: inout EvaluationContext) {
      for hub in hubs(&context) {
        for type in attachmentTypes {
          for attachment in referrers(of: hub, type, hubPath, &context) {
            addVPC(at: vpcPath, of: attachment, &context)
          }
        }
      }
    }

    /// The transit gateways that the VPC is attached to, and those that are peered with them.
    private mutating func hubs(_ context: inout EvaluationContext) -> [ResourceID] {
      var hubs: [ResourceID] = []
      for type in attachmentTypes {
        for attachment in referrers(of: vpc, type, vpcPath, &context) {
          add(hubAt: hubPath, of: attachment, to: &hubs, &context)
        }
      }
      let type = "AWS::EC2::TransitGatewayPeeringAttachment"
      var next = 0
      while next < hubs.count {
        for (path, other) in [(hubPath, peerHubPath), (peerHubPath, hubPath)] {
          for attachment in referrers(of: hubs[next], type, path, &context) {
            add(hubAt: other, of: attachment, to: &hubs, &context)
          }
        }
        next += 1
      }
      return hubs
    }

    private mutating func add(
      hubAt path: PropertyPath,
      of attachment: ResourceID,
      to hubs: inout [ResourceID],
      _ context: inout EvaluationContext
    ) {
      for value in path.values(in: estate[attachment].properties, &context) {
        if let hub = estate.target(of: value, ofType: "AWS::EC2::TransitGateway", &context) {
          if !hubs.contains(hub) { hubs.append(hub) }
        } else {
          let name = estate[attachment].name
          addUnknown(value, "the VPCs behind the transit gateway of '\(name)'", &context)
        }
      }
    }

    private mutating func addVPC(
      at path: PropertyPath,
      of connection: ResourceID,
      _ context: inout EvaluationContext
    ) {
      for value in path.values(in: estate[connection].properties, &context) {
        if let other = estate.target(of: value, ofType: "AWS::EC2::VPC", &context) {
          found.insert(other)
        } else {
          addUnknown(value, "the VPC that '\(estate[connection].name)' leads to", &context)
        }
      }
    }

    private mutating func addUnknown(
      _ value: Value,
      _ subject: String,
      _ context: inout EvaluationContext
    ) {
      unknown.append(context.foreign(value, subject).possible)
    }

    /// The resources that refer to one for certain or perhaps; those of which nothing is known but that
    /// they may are left to the unknown elements.
    private mutating func referrers(
      of id: ResourceID,
      _ type: String,
      _ path: PropertyPath,
      _ context: inout EvaluationContext
    ) -> [ResourceID] {
      let list = estate.referrers(of: id, type: type, path: path.text, &context)
      var ids: [ResourceID] = []
      for element in context.heap.elements(of: list) {
        if let id = element.resourceID { ids.append(id) } else { unknown.append(element) }
      }
      return ids
    }
  }
}
