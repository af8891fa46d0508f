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
      network.model.transitGateways.append(
        TransitGateway(name: estate[id].name, groupDoubt: groupDoubt(of: id), at: place(id))
      )
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

  /// Groups are not referenced across a gateway unless that is asked for.
  ///
  /// Source: Amazon EC2 API Reference, "TransitGatewayRequestOptions".
  private mutating func groupDoubt(of id: ResourceID) -> OpenFact.ID? {
    let path = PropertyPath("SecurityGroupReferencingSupport")
    guard let support = value(path, of: id), text(support) != "disable" else { return nil }
    let subject = "whether security groups count across '\(estate[id].name)'"
    return unmodelled(subject, at: place(id, support))
  }

  /// A table that is not known may be any: what would be in it is open in all.
  private mutating func doubtTables(
    about destination: TransitGateway.Table.Route.Destination,
    _ fact: OpenFact.ID,
    when existence: GuardID,
    at place: Provenance
  ) {
    for index in network.model.transitTables.indices {
      doubt(.init(index), about: destination, fact, when: existence, at: place)
    }
  }

  /// Leaves it open where a table sends packets to some addresses.
  private mutating func doubt(
    _ table: TransitGateway.Table.ID,
    about destination: TransitGateway.Table.Route.Destination,
    _ fact: OpenFact.ID,
    when existence: GuardID,
    at place: Provenance
  ) {
    network.model.transitTables[table.index].routes.append(
      .init(to: destination, .opaque(fact), when: existence, at: place)
    )
  }

  /// The table that each gateway has of its own.
  private mutating func addDefaultTables() -> [(ResourceID, TransitGateway.Table.ID)] {
    estate.resources(ofType: "AWS::EC2::TransitGateway").map { id in
      let name = "the default route table of '\(estate[id].name)'"
      let table = TransitGateway.Table(name: name, at: place(id))
      network.model.transitTables.append(table)
      return (id, TransitGateway.Table.ID(network.model.transitTables.count - 1))
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
    let defaults = addDefaultTables()
    for id in estate.resources(ofType: "AWS::EC2::TransitGatewayRoute") { addTransitRoute(id) }
    for id in estate.resources(ofType: "AWS::EC2::TransitGatewayRouteTableAssociation") {
      for named in values(Self.attachmentPath, of: id) {
        guard let target = estate.target(of: named.value, &context),
          let attachment = attachments[target]
        else {
          doubtAssociations(named.value, of: id)
          continue
        }
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
        let target = estate.target(of: named.value, &context)
        let attachment = target.flatMap { attachments[$0] }
        for table in values(Self.tablePath, of: id) {
          let existence = all([estate[id].existence, named.existence, table.existence])
          let known = estate.target(of: table.value, &context).flatMap { transitTables[$0] }
          switch (attachment, known) {
          case (let attachment?, let known?):
            propagate(attachment, to: known, when: existence, at: place(id, named.value))
          case (nil, let known?):
            let fact = fact(named.value, "which blocks are propagated", of: id)
            let place = place(id, named.value)
            doubt(known, about: .open(fact), fact, when: existence, at: place)
          case (let attachment?, nil):
            guard isUnknown(table.value) else { continue }
            let fact = fact(table.value, "the transit gateway's route table", of: id)
            for block in network.model[network.model[attachment].vpc].blocks {
              doubtTables(about: .block(block), fact, when: existence, at: place(id, table.value))
            }
          case (nil, nil):
            guard isUnknown(table.value) else { continue }
            let fact = fact(table.value, "the transit gateway's route table", of: id)
            doubtTables(about: .open(fact), fact, when: existence, at: place(id, table.value))
          }
        }
      }
    }
    for (id, table) in defaults { fillDefaultTable(table, of: id) }
  }

  /// An attachment that is not known may be any, and gets a table that is not known.
  private mutating func doubtAssociations(_ named: Value, of id: ResourceID) {
    guard isUnknown(named) else { return }
    let fact = fact(named, "which attachment is associated", of: id)
    for index in network.model.attachments.indices {
      network.model.attachments[index].table.cases.append(
        .init(.open(fact), when: estate[id].existence)
      )
    }
  }

  /// Whether a value may come to name something of the estate.
  private mutating func isUnknown(_ value: Value) -> Bool {
    switch context.resolve(value).kind {
    case .unknown, .template, .choice: true
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type, .optional,
      .duration, .timestamp, .ip, .cidr, .resource, .error, .reference:
      false
    }
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
    guard let named = value(Self.tablePath, of: id) else { return }
    guard let target = estate.target(of: named, &context), let table = transitTables[target] else {
      guard isUnknown(named) else { return }
      let fact = fact(named, "the transit gateway's route table", of: id)
      doubtTables(about: .open(fact), fact, when: estate[id].existence, at: place(id, named))
      return
    }
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
  private mutating func fillDefaultTable(_ table: TransitGateway.Table.ID, of id: ResourceID) {
    guard let gateway = transitGateways[id] else { return }
    func word(_ path: String) -> String? {
      value(PropertyPath(path), of: id).flatMap { text($0) }
    }
    let associates = word("DefaultRouteTableAssociation")
    let propagates = word("DefaultRouteTablePropagation")
    for (index, attachment) in network.model.attachments.enumerated()
    where attachment.gateway == gateway {
      let number = TransitGateway.Attachment.ID(index)
      switch propagates {
      case "enable"?:
        propagate(number, to: table, when: attachment.existence, at: attachment.provenance)
      case "disable"?: break
      case _?, nil:
        let fact = unmodelled("whether attachments propagate by default", at: place(id))
        for block in network.model[attachment.vpc].blocks {
          doubt(table, about: .block(block), fact, when: attachment.existence, at: place(id))
        }
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
