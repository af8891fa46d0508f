import Infrastructure
import Reachability
import Values

extension NetworkBuilder {
  private static let gatewayPath = PropertyPath("TransitGatewayId")
  private static let tablePath = PropertyPath("TransitGatewayRouteTableId")
  private static let attachmentPath = PropertyPath("TransitGatewayAttachmentId")
  private static let attachmentTypes = [
    "AWS::EC2::TransitGatewayAttachment", "AWS::EC2::TransitGatewayVpcAttachment",
  ]

  mutating func addTransitGateways() {
    for id in estate.resources(ofType: "AWS::EC2::TransitGateway") {
      transitGateways[id] = TransitGateway.ID(network.model.transitGateways.count)
      network.model.transitGateways.append(TransitGateway(name: estate[id].name, at: place(id)))
    }
    for id in estate.resources(ofType: "AWS::EC2::TransitGatewayRouteTable") {
      transitTables[id] = TransitGateway.Table.ID(network.model.transitTables.count)
      network.model.transitTables.append(
        TransitGateway.Table(name: estate[id].name, at: place(id))
      )
    }
    for type in Self.attachmentTypes {
      for id in estate.resources(ofType: type) { addAttachment(id) }
    }
  }

  private mutating func addAttachment(_ id: ResourceID) {
    guard let named = value(Self.gatewayPath, of: id),
      let vpcValue = value(Self.vpcPath, of: id), let vpc = vpc(vpcValue, of: id)
    else { return }
    let gateway: TransitGateway.ID
    guard let target = estate.target(of: named, &context), let known = transitGateways[target]
    else {
      return
    }
    gateway = known
    let subnets = values(PropertyPath("SubnetIds"), of: id).map { subnet($0.value, of: id) }
    let ipv6 = value(PropertyPath("Options.Ipv6Support"), of: id).flatMap { text($0) }
    attachments[id] = TransitGateway.Attachment.ID(network.model.attachments.count)
    network.model.attachments.append(
      TransitGateway.Attachment(
        of: vpc,
        to: gateway,
        subnets: subnets,
        table: Alternatives(),
        carriesIPv6: ipv6 != "disable",
        when: estate[id].existence,
        at: place(id)
      )
    )
  }

  /// Fills the tables of transit gateways, once the blocks of all VPCs are known.
  mutating func addTransitRoutes() {
    for id in estate.resources(ofType: "AWS::EC2::TransitGatewayRoute") { addTransitRoute(id) }
    for id in estate.resources(ofType: "AWS::EC2::TransitGatewayRouteTableAssociation") {
      for named in values(Self.attachmentPath, of: id) {
        guard let target = estate.target(of: named.value, &context),
          let attachment = attachments[target]
        else { continue }
        for table in values(Self.tablePath, of: id) {
          let existence = all([estate[id].existence, named.existence, table.existence])
          let known = estate.target(of: table.value, &context).flatMap { transitTables[$0] }
          let choice: TransitGateway.Table.Choice =
            known.map { .table($0, at: place(id, table.value)) }
            ?? .open(fact(table.value, "the transit gateway's route table", of: id))
          network.model.attachments[attachment.index].table.cases.append(
            .init(choice, when: existence)
          )
        }
      }
    }
    for id in estate.resources(ofType: "AWS::EC2::TransitGatewayRouteTablePropagation") {
      for named in values(Self.attachmentPath, of: id) {
        guard let target = estate.target(of: named.value, &context),
          let attachment = attachments[target]
        else { continue }
        for table in values(Self.tablePath, of: id) {
          guard let known = estate.target(of: table.value, &context),
            let number = transitTables[known]
          else { continue }
          let existence = all([estate[id].existence, named.existence, table.existence])
          propagate(attachment, to: number, when: existence, at: place(id, named.value))
        }
      }
    }
    for id in estate.resources(ofType: "AWS::EC2::TransitGateway") { addDefaultTable(of: id) }
  }

  private mutating func propagate(
    _ attachment: TransitGateway.Attachment.ID,
    to table: TransitGateway.Table.ID,
    when existence: GuardID,
    at place: Provenance
  ) {
    for block in network.model[network.model[attachment].vpc].blocks {
      network.model.transitTables[table.index].routes.append(
        .init(
          to: .block(block),
          .attachment(attachment),
          rank: .propagated,
          when: existence,
          at: place
        )
      )
    }
  }

  private mutating func addTransitRoute(_ id: ResourceID) {
    guard let named = value(Self.tablePath, of: id),
      let target = estate.target(of: named, &context), let table = transitTables[target]
    else { return }
    let isBlackhole = flag(PropertyPath("Blackhole"), of: id)
    for found in values(PropertyPath("DestinationCidrBlock"), of: id) {
      let destination: TransitGateway.Table.Route.Destination
      switch block(found.value, of: id) {
      case .known(let block): destination = .block(block)
      case .open(let fact): destination = .open(fact)
      }
      var targets: [(TransitGateway.Table.Route.Target, GuardID)] = []
      if isBlackhole != false { targets = [(.blackhole, .always)] }
      if isBlackhole != true {
        for attachment in values(Self.attachmentPath, of: id) {
          let known = estate.target(of: attachment.value, &context).flatMap { attachments[$0] }
          let target: TransitGateway.Table.Route.Target =
            known.map { .attachment($0) }
            ?? .opaque(fact(attachment.value, "where the attachment leads", of: id))
          targets.append((target, attachment.existence))
        }
      }
      for (target, existence) in targets {
        network.model.transitTables[table.index].routes.append(
          .init(
            to: destination,
            target,
            when: all([estate[id].existence, found.existence, existence]),
            at: place(id, found.value)
          )
        )
      }
    }
  }

  /// Without being told otherwise, a gateway associates attachments with a table of its own, and has
  /// their routes in it.
  ///
  /// Source: Amazon EC2 API Reference, "TransitGatewayRequestOptions".
  private mutating func addDefaultTable(of id: ResourceID) {
    guard let gateway = transitGateways[id] else { return }
    func word(_ path: String) -> String? {
      value(PropertyPath(path), of: id).flatMap { text($0) }
    }
    let associates = word("DefaultRouteTableAssociation")
    let propagates = word("DefaultRouteTablePropagation")
    let table = TransitGateway.Table.ID(network.model.transitTables.count)
    network.model.transitTables.append(
      TransitGateway.Table(
        name: "the default route table of '\(estate[id].name)'",
        at: place(id)
      )
    )
    for (index, attachment) in network.model.attachments.enumerated()
    where attachment.gateway == gateway {
      let number = TransitGateway.Attachment.ID(index)
      if propagates == "enable" {
        propagate(number, to: table, when: attachment.existence, at: attachment.provenance)
      }
      switch associates {
      case "enable"?:
        network.model.attachments[index].table.cases.append(.init(.table(table, at: place(id))))
      case "disable"?: break
      case _?, nil:
        let fact = unmodelled("whether attachments get the default route table", at: place(id))
        network.model.attachments[index].table.cases.append(.init(.open(fact)))
      }
    }
  }
}
