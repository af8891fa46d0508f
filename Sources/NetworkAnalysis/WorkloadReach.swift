package import Infrastructure
package import Values

/// What a workload, or a host in a subnet, reaches: the internet, services of AWS's and other resources.
///
/// Two questions differ. Whether *some* way exists is what has to be excluded where something is to be
/// unreachable; whether traffic gets there for *certain*, from every subnet that a workload may run in and
/// under the names that its libraries call, is what somebody means who relies on it.
package struct WorkloadReach {
  private static let vpcPath = PropertyPath("VpcId")
  private static let servicePath = PropertyPath("ServiceName")
  private static let kindPath = PropertyPath("VpcEndpointType")
  private static let tablesPath = PropertyPath("RouteTableIds")
  private static let endpointType = "AWS::EC2::VPCEndpoint"
  private static let subnetType = "AWS::EC2::Subnet"
  /// The services that resources without an address in a VPC are reached through.
  private static let services = [
    "AWS::DynamoDB::Table": "dynamodb", "AWS::ECR::Repository": "ecr.dkr",
    "AWS::KMS::Key": "kms", "AWS::Lambda::Function": "lambda", "AWS::Logs::LogGroup": "logs",
    "AWS::S3::Bucket": "s3", "AWS::SNS::Topic": "sns", "AWS::SQS::Queue": "sqs",
    "AWS::SageMaker::Endpoint": "sagemaker.runtime",
    "AWS::SecretsManager::Secret": "secretsmanager",
  ]

  let source: ResourceID
  /// Whether only ways count that are certain from every subnet; all ways count otherwise.
  let isCertain: Bool
  let estate: Estate

  package init(from source: ResourceID, isCertain: Bool, in estate: Estate) {
    self.source = source
    self.isCertain = isCertain
    self.estate = estate
  }

  private var name: String { estate[source].name }

  /// The ways to addresses of the internet.
  package func toInternet(_ context: inout EvaluationContext) -> Reach {
    guard isCertain else { return InternetEgress.reach(from: source, in: estate, &context) }
    return eachPlace(&context) { subnet, context in
      internet(from: subnet, service: nil, &context)
    }
  }

  /// The ways to a service such as `s3` or `sagemaker.api`.
  package func toService(_ service: String, _ context: inout EvaluationContext) -> Reach {
    guard isCertain else {
      if let isolated = WorkloadIsolation.obstacle(of: source, in: estate, &context) {
        return isolated
      }
      var reach = InternetEgress.reach(from: source, in: estate, &context)
      for subnet in places(&context) {
        guard let subnet = subnet.resourceID else {
          reach.open.append(subnet)
          continue
        }
        reach.add(endpoints(for: service, from: subnet, &context))
      }
      return reach
    }
    return eachPlace(&context) { subnet, context in
      var reach = endpoints(for: service, from: subnet, &context)
      if reach.paths.isEmpty { reach.add(internet(from: subnet, service: service, &context)) }
      return reach.paths.isEmpty ? reach : named(reach, from: subnet, &context)
    }
  }

  /// The ways to another resource.
  package func to(_ target: ResourceID, _ context: inout EvaluationContext) -> Reach {
    if let service = Self.services[estate[target].type] { return toService(service, &context) }
    if let isolated = WorkloadIsolation.obstacle(of: source, in: estate, &context) {
      return isolated
    }
    var reach = Reach()
    let one = WorkloadPlacement.vpc(of: source, in: estate, &context)
    let other = WorkloadPlacement.vpc(of: target, in: estate, &context)
    guard let one = one?.resourceID, let other = other?.resourceID, one == other else {
      let subject = "the ways from '\(name)' to '\(estate[target].name)'"
      reach.open.append(InternetEgress.unmodelled(subject, estate[source].origin, &context))
      return reach
    }
    switch SecurityGroups.meet(source, target, in: estate, &context) {
    case true?:
      let step = "the local route of VPC '\(estate[one].name)'"
      let hop = InternetPaths.hop(step, one, estate[one].origin, &context)
      reach.paths.append(context.heap.list([hop], origin: estate[one].origin))
      return screened(reach, between: source, and: target, &context)
    case false?:
      let step = "no security group of '\(estate[target].name)' lets '\(name)' in"
      reach.obstacles.append(InternetPaths.hop(step, target, estate[target].origin, &context))
    case nil:
      let subject = "whether security groups let '\(name)' to '\(estate[target].name)'"
      reach.open.append(InternetEgress.unmodelled(subject, estate[target].origin, &context))
    }
    return reach
  }
}

// MARK: - Places

extension WorkloadReach {
  /// The subnets that the source may run in: resources, and unknowns.
  private func places(_ context: inout EvaluationContext) -> [Value] {
    if estate[source].type == Self.subnetType {
      return [.resource(source.index, origin: estate[source].origin)]
    }
    let subnets = WorkloadPlacement.subnets(of: source, in: estate, &context)
    return context.heap.elements(of: subnets)
  }

  /// What is reached from every subnet, or past the customer's VPC: ways if each has one, the obstacles of
  /// one that has none for certain.
  private func eachPlace(
    _ context: inout EvaluationContext,
    _ reachFromSubnet: (ResourceID, inout EvaluationContext) -> Reach
  ) -> Reach {
    if let isolated = WorkloadIsolation.obstacle(of: source, in: estate, &context) {
      return isolated
    }
    let isSubnet = estate[source].type == Self.subnetType
    guard isSubnet || WorkloadPlacement.types.contains(estate[source].type) else {
      return InternetEgress.reach(from: source, in: estate, &context)
    }
    var whole = Reach()
    if !isSubnet {
      let direct = WorkloadIsolation.directAccess(of: source, in: estate, &context)
      if !direct.paths.isEmpty { return direct }
      whole.open += direct.open
    }
    var paths: [Value] = []
    for place in places(&context) {
      guard let subnet = place.resourceID else {
        whole.open.append(place)
        continue
      }
      let reach = reachFromSubnet(subnet, &context)
      if !reach.paths.isEmpty {
        paths += reach.paths
      } else if reach.open.isEmpty {
        return reach
      } else {
        whole.open += reach.open
        whole.obstacles += reach.obstacles
      }
    }
    if whole.open.isEmpty { whole.paths = paths }
    if whole.open.isEmpty, paths.isEmpty {
      let step = "'\(name)' stands in no subnet"
      whole.obstacles = [InternetPaths.hop(step, source, estate[source].origin, &context)]
    }
    return whole
  }

  /// A way that network ACLs may hold up is none that is certain.
  private func screened(
    _ reach: Reach,
    between one: ResourceID,
    and other: ResourceID,
    _ context: inout EvaluationContext
  ) -> Reach {
    var subnets: [ResourceID] = []
    for id in [one, other] {
      if estate[id].type == Self.subnetType { subnets.append(id) }
      let placed = WorkloadPlacement.subnets(of: id, in: estate, &context)
      subnets += context.heap.elements(of: placed).compactMap(\.resourceID)
      for value in SecurityGroups.subnetsPath.values(in: estate[id].properties, &context) {
        if let subnet = estate.target(of: value, &context) { subnets.append(subnet) }
      }
    }
    for subnet in subnets {
      if let acl = InternetEgress.networkACL(of: subnet, in: estate, &context) {
        return reach.doubted(because: acl)
      }
    }
    return reach
  }
}

// MARK: - Services

extension WorkloadReach {
  /// The ways from a subnet through endpoints of its VPC.
  private func endpoints(
    for service: String,
    from subnet: ResourceID,
    _ context: inout EvaluationContext
  ) -> Reach {
    var reach = Reach()
    guard let vpc = WorkloadPlacement.vpc(of: subnet, in: estate, &context) else { return reach }
    guard let vpc = vpc.resourceID else {
      reach.open.append(vpc)
      return reach
    }
    let step = "no VPC endpoint leads '\(name)' to \(service)"
    let path = Self.vpcPath.text
    let found = estate.referrers(of: vpc, type: Self.endpointType, path: path, &context)
    for endpoint in context.heap.elements(of: found) {
      guard let target = endpoint.resourceID else {
        reach.open.append(endpoint)
        continue
      }
      let names = Self.servicePath.values(in: estate[target].properties, &context)
      guard let name = names.first else { continue }
      switch serves(name, service, &context) {
      case false?: continue
      case nil:
        let subject = "the service of this endpoint"
        reach.open.append(InternetPaths.external(name, subject, &context))
      case true?:
        let way = self.way(through: target, to: service, from: subnet, in: vpc, &context)
        reach.add(screened(way, between: subnet, and: target, &context))
      }
    }
    if reach.obstacles.isEmpty {
      reach.obstacles.append(InternetPaths.hop(step, source, estate[source].origin, &context))
    }
    return reach
  }

  /// Whether the name of an endpoint's service ends in a service; nil where that is not known.
  private func serves(
    _ name: Value,
    _ service: String,
    _ context: inout EvaluationContext
  ) -> Bool? {
    var text = name.kind == .reference ? context.heap.text(of: name) : name
    if text.kind == .template { text = context.heap.element(text.count - 1, of: text) }
    guard text.kind == .string else { return nil }
    let end = context.heap.text(text)
    return end == service || end.hasSuffix("." + service)
  }

  private func way(
    through endpoint: ResourceID,
    to service: String,
    from subnet: ResourceID,
    in vpc: ResourceID,
    _ context: inout EvaluationContext
  ) -> Reach {
    var reach = Reach()
    let title = "VPC endpoint '\(estate[endpoint].name)'"
    let hop = InternetPaths.hop(title, endpoint, estate[endpoint].origin, &context)
    let path = context.heap.list([hop], origin: estate[endpoint].origin)
    let kind = Self.kindPath.values(in: estate[endpoint].properties, &context).first
    guard let kind, kind.kind == .string else {
      reach.open.append(InternetPaths.external(kind ?? .absent, "the type of \(title)", &context))
      return reach
    }
    guard context.heap.text(kind) == "Gateway" else {
      switch SecurityGroups.admits(source, to: endpoint, port: 443, in: estate, &context) {
      case true?: reach.paths = [path]
      case false?:
        let step = "\(title) does not serve '\(name)'"
        reach.obstacles = [
          InternetPaths.hop(step, endpoint, estate[endpoint].origin, &context)
        ]
      case nil:
        let subject = "whether '\(name)' may use \(title)"
        let origin = estate[endpoint].origin
        reach.open = [InternetEgress.unmodelled(subject, origin, &context)]
      }
      guard isCertain, !reach.paths.isEmpty else { return reach }
      let answer = PrivateNames.lead(to: endpoint, service: service, in: vpc, of: estate, &context)
      return self.reach(reach, if: answer)
    }
    switch routes(of: subnet, leadTo: endpoint, &context) {
    case .unknown(let value): reach.open = [value]
    case .closed:
      let step = "no route of subnet '\(estate[subnet].name)' leads to \(title)"
      reach.obstacles = [InternetPaths.hop(step, subnet, estate[subnet].origin, &context)]
    case .open:
      reach.paths = [path]
      return confined(reach, to: service, &context)
    }
    return reach
  }

  /// A way if a name leads to it.
  private func reach(_ reach: Reach, if answer: PrivateNames.Answer) -> Reach {
    switch answer {
    case .leads: return reach
    case .unknown(let value): return reach.doubted(because: value)
    case .fails(let step):
      var failed = Reach()
      failed.obstacles = [step]
      return failed
    }
  }

  /// Ways that the names of services lead to.
  private func named(
    _ reach: Reach,
    from subnet: ResourceID,
    _ context: inout EvaluationContext
  ) -> Reach {
    guard let vpc = WorkloadPlacement.vpc(of: subnet, in: estate, &context)?.resourceID else {
      return reach
    }
    return self.reach(reach, if: PrivateNames.resolve(in: vpc, of: estate, &context))
  }

  /// Whether the route tables of a subnet are among those of a gateway endpoint.
  private func routes(
    of subnet: ResourceID,
    leadTo endpoint: ResourceID,
    _ context: inout EvaluationContext
  ) -> SecurityGroups.Passage {
    let tables = Self.tablesPath.values(in: estate[endpoint].properties, &context)
    let served = tables.map { estate.target(of: $0, &context) }
    var unknown: Value?
    for table in InternetPaths.routeTables(of: subnet, in: estate, &context) {
      switch table {
      case .table(let id, _, _):
        if served.contains(id) { return .open }
      case .unknown(let value): unknown = unknown ?? value
      }
    }
    if let index = served.firstIndex(of: nil) {
      let subject = "the route table named here"
      unknown = unknown ?? InternetPaths.external(tables[index], subject, &context)
    }
    return unknown.map { .unknown($0) } ?? .closed
  }

  /// What security groups leave of a way to public addresses of a service, or of the internet.
  private func confined(
    _ reach: Reach,
    to service: String?,
    _ context: inout EvaluationContext
  ) -> Reach {
    let passage = SecurityGroups.passage(
      of: source,
      toPublicAddressesOf: service,
      port: 443,
      in: estate,
      &context
    )
    switch passage {
    case .open: return reach
    case .unknown(let value): return reach.doubted(because: value)
    case .closed:
      var closed = Reach()
      let what = service ?? "the internet"
      let groups = SecurityGroups.groups(of: source, in: estate, &context)
      let step = "the security groups of '\(name)' let nothing out to the addresses of \(what)"
      let origin = groups.first?.origin ?? estate[source].origin
      closed.obstacles = [InternetPaths.hop(step, source, origin, &context)]
      return closed
    }
  }
}

// MARK: - The internet

extension WorkloadReach {
  /// The ways from a subnet that lead to all of the internet, and with it to the public addresses of
  /// services.
  private func internet(
    from subnet: ResourceID,
    service: String?,
    _ context: inout EvaluationContext
  ) -> Reach {
    var reach = InternetEgress.reach(from: subnet, in: estate, &context)
    guard !reach.paths.isEmpty else { return reach }
    let confined = confined(reach, to: service, &context)
    guard !confined.paths.isEmpty else { return confined }
    reach = confined
    switch DefaultRoutes.lead(from: subnet, isHost: subnet == source, in: estate, &context) {
    case true: return reach
    case false:
      let subject = "whether '\(name)' gets to the whole internet from '\(estate[subnet].name)'"
      let origin = estate[subnet].origin
      return reach.doubted(because: InternetEgress.unmodelled(subject, origin, &context))
    }
  }
}
