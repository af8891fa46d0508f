import Infrastructure
import Reachability
import Values

extension NetworkBuilder {
  private static let blockPath = PropertyPath("CidrBlock")
  private static let ipv6BlockPath = PropertyPath("Ipv6CidrBlock")
  private static let amazonBlockPath = PropertyPath("AmazonProvidedIpv6CidrBlock")
  static let vpcPath = PropertyPath("VpcId")
  private static let zonePaths = ["AvailabilityZone", "AvailabilityZoneId"].map(PropertyPath.init)
  private static let internetGatewayPath = PropertyPath("InternetGatewayId")

  // MARK: - VPCs

  mutating func addVPCs() {
    for id in estate.resources(ofType: "AWS::EC2::VPC") {
      var vpc = VPC(
        name: estate[id].name,
        blocks: [],
        mainTable: Alternatives(),
        at: place(id)
      )
      for found in values(Self.blockPath, of: id) {
        if let block = blockOfItsOwn(found.value, of: id, .ipv4, in: nil) {
          vpc.blocks.append(block)
        }
      }
      network.vpcs[id] = VPC.ID(network.model.vpcs.count)
      network.model.vpcs.append(vpc)
    }
    for id in estate.resources(ofType: "AWS::EC2::VPCCidrBlock") {
      guard let named = value(Self.vpcPath, of: id), let vpc = vpc(named, of: id) else { continue }
      for found in values(Self.blockPath, of: id) {
        if let block = blockOfItsOwn(found.value, of: id, .ipv4, in: nil) {
          network.model.vpcs[vpc.index].blocks.append(block)
        }
      }
      var ipv6 = values(Self.ipv6BlockPath, of: id).map(\.value)
      if ipv6.isEmpty, flag(Self.amazonBlockPath, of: id) != false {
        ipv6 = values(Self.amazonBlockPath, of: id).map(\.value)
      }
      for value in ipv6 {
        if let block = blockOfItsOwn(value, of: id, .ipv6, in: nil) {
          network.model.vpcs[vpc.index].blocks.append(block)
        }
      }
    }
  }

  /// The block of a VPC or subnet; one that stands for it where it is not known.
  private mutating func blockOfItsOwn(
    _ value: Value,
    of id: ResourceID,
    _ family: IPPrefix.Family,
    in vpc: VPC.ID?
  ) -> IPPrefix? {
    if let text = text(value), let block = IPPrefix(text) { return block }
    if let known = placeholders[name(ofBlock: value, of: id)], known.family == family {
      return known
    }
    return placeholder(for: value, of: id, family, in: vpc)
  }

  /// The VPC that a value names; one of its own for each that is not in the estate.
  mutating func vpc(_ value: Value, of id: ResourceID) -> VPC.ID? {
    if let target = estate.target(of: value, ofType: "AWS::EC2::VPC", &context) {
      return network.vpcs[target]
    }
    let name = name(value, of: id)
    if let known = foreignVPCs[name] { return known }
    let fact = fact(value, "the VPC named here", of: id)
    var vpc = VPC(
      name: "the VPC named here",
      blocks: [],
      mainTable: Alternatives(.open(fact)),
      at: place(id, value)
    )
    vpc.internetGateways = [VPC.Gateway(doubt: fact)]
    vpc.egressOnlyGateways = [VPC.Gateway(doubt: fact)]
    let new = VPC.ID(network.model.vpcs.count)
    network.model.vpcs.append(vpc)
    foreignVPCs[name] = new
    if let block = placeholder(for: value, of: id, .ipv4, in: nil) {
      network.model.vpcs[new.index].blocks.append(block)
    }
    return new
  }

  // MARK: - Subnets

  mutating func addSubnets() {
    for id in estate.resources(ofType: "AWS::EC2::Subnet") {
      guard let named = value(Self.vpcPath, of: id), let vpc = vpc(named, of: id) else { continue }
      var blocks: [IPPrefix] = []
      if let value = value(Self.blockPath, of: id),
        let block = blockOfItsOwn(value, of: id, .ipv4, in: vpc)
      {
        blocks.append(block)
      }
      if let value = value(Self.ipv6BlockPath, of: id),
        let block = blockOfItsOwn(value, of: id, .ipv6, in: vpc)
      {
        blocks.append(block)
      }
      let subnet = Subnet(
        name: estate[id].name,
        in: vpc,
        zone: zone(of: id),
        blocks: blocks,
        networkACL: Alternatives(),
        at: place(id)
      )
      network.subnets[id] = Subnet.ID(network.model.subnets.count)
      network.model.subnets.append(subnet)
    }
    for id in estate.resources(ofType: "AWS::EC2::SubnetCidrBlock") {
      guard let named = value(PropertyPath("SubnetId"), of: id),
        let target = estate.target(of: named, ofType: "AWS::EC2::Subnet", &context),
        let subnet = network.subnets[target], let value = value(Self.ipv6BlockPath, of: id),
        let block = blockOfItsOwn(
          value,
          of: id,
          .ipv6,
          in: network.model[subnet].vpc
        )
      else { continue }
      network.model.subnets[subnet.index].blocks.append(block)
    }
  }

  /// The same text for subnets of one zone; which zones a region has need not be known for that.
  private mutating func zone(of id: ResourceID) -> String? {
    for path in Self.zonePaths {
      guard let value = value(path, of: id) else { continue }
      if let text = text(value) { return text }
    }
    return nil
  }

  /// The subnet that a value names; one of its own for each that is not in the estate.
  mutating func subnet(_ value: Value, of id: ResourceID) -> Subnet.ID {
    if let target = estate.target(of: value, ofType: "AWS::EC2::Subnet", &context),
      let known = network.subnets[target]
    {
      return known
    }
    let name = name(value, of: id)
    if let known = foreignSubnets[name] { return known }
    let fact = fact(value, "the subnet", of: id)
    var vpc = VPC(
      name: "the VPC of a subnet named here",
      blocks: [],
      mainTable: Alternatives(.open(fact)),
      at: place(id, value)
    )
    vpc.internetGateways = [VPC.Gateway(doubt: fact)]
    let vpcID = VPC.ID(network.model.vpcs.count)
    network.model.vpcs.append(vpc)
    let new = Subnet.ID(network.model.subnets.count)
    var subnet = Subnet(
      name: "the subnet named here",
      in: vpcID,
      zone: nil,
      blocks: [],
      networkACL: Alternatives(.open(fact)),
      at: place(id, value)
    )
    if let block = placeholder(for: value, of: id, .ipv4, in: nil) {
      network.model.vpcs[vpcID.index].blocks = [block]
      subnet.blocks = [block]
    }
    network.model.subnets.append(subnet)
    foreignSubnets[name] = new
    return new
  }

  // MARK: - Gateways

  mutating func addGateways() {
    for id in estate.resources(ofType: "AWS::EC2::VPCGatewayAttachment") {
      guard let named = value(Self.vpcPath, of: id), let vpc = vpc(named, of: id) else { continue }
      for found in values(Self.internetGatewayPath, of: id) {
        let existence = all([estate[id].existence, found.existence])
        network.model.vpcs[vpc.index].internetGateways.append(
          VPC.Gateway(when: existence, at: place(id, found.value))
        )
      }
    }
    for id in estate.resources(ofType: "AWS::EC2::EgressOnlyInternetGateway") {
      guard let named = value(Self.vpcPath, of: id), let vpc = vpc(named, of: id) else { continue }
      network.model.vpcs[vpc.index].egressOnlyGateways.append(
        VPC.Gateway(when: estate[id].existence, at: place(id))
      )
    }
  }

  /// Each NAT gateway once for every case of its kind, in the worlds that choose it.
  mutating func addNATGateways() {
    for id in estate.resources(ofType: "AWS::EC2::NatGateway") {
      guard let named = value(PropertyPath("SubnetId"), of: id) else { continue }
      let subnet = subnet(named, of: id)
      var kinds = values(PropertyPath("ConnectivityType"), of: id)
      let isWritten = network.model.worlds.add(.any(kinds.map(\.existence)))
      let isDefault = network.model.worlds.add(.not(isWritten))
      if isDefault != .never { kinds.append(Guarded(value: .absent, existence: isDefault)) }
      for kind in kinds {
        let address: Interface.Address
        switch kind.value.isAbsent ? "public" : text(kind.value) {
        case "private"?: address = .none
        case "public"?: address = .some
        case _?, nil:
          address = .open(fact(kind.value, "whether the NAT gateway is public", of: id))
        }
        let new = NATGateway.ID(network.model.natGateways.count)
        natGateways[id, default: []].append((new, kind.existence))
        network.model.natGateways.append(
          NATGateway(
            name: estate[id].name,
            in: subnet,
            publicAddress: address,
            when: all([estate[id].existence, kind.existence]),
            at: place(id)
          )
        )
      }
    }
  }

  // MARK: - Peerings

  mutating func addPeerings() {
    for id in estate.resources(ofType: "AWS::EC2::VPCPeeringConnection") {
      guard let one = value(Self.vpcPath, of: id), let requester = vpc(one, of: id),
        let other = value(PropertyPath("PeerVpcId"), of: id), let accepter = vpc(other, of: id)
      else { continue }
      peerings[id] = Peering.ID(network.model.peerings.count)
      network.model.peerings.append(
        Peering(requester, accepter, when: estate[id].existence, at: place(id))
      )
    }
  }
}
