package import Infrastructure
package import Values

/// The ways from workloads and subnets to services of AWS's and to other resources.
///
/// Services are reached through VPC endpoints or over the internet; resources in the same VPC through
/// its local route, as far as security groups let them. Ways between VPCs are left open.
package enum PrivateReach {
  private static let vpcPath = PropertyPath("VpcId")
  private static let servicePath = PropertyPath("ServiceName")
  private static let kindPath = PropertyPath("VpcEndpointType")
  private static let tablesPath = PropertyPath("RouteTableIds")
  /// The services that resources without an address in a VPC are reached through.
  private static let services = [
    "AWS::DynamoDB::Table": "dynamodb", "AWS::ECR::Repository": "ecr.dkr",
    "AWS::KMS::Key": "kms", "AWS::Lambda::Function": "lambda", "AWS::Logs::LogGroup": "logs",
    "AWS::S3::Bucket": "s3", "AWS::SNS::Topic": "sns", "AWS::SQS::Queue": "sqs",
    "AWS::SageMaker::Endpoint": "sagemaker.runtime",
    "AWS::SecretsManager::Secret": "secretsmanager",
  ]
  private static let endpointType = "AWS::EC2::VPCEndpoint"

  /// The ways to a service such as `s3` or `sagemaker.api`.
  package static func reach(
    from id: ResourceID,
    toService service: String,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Reach {
    if let isolated = WorkloadIsolation.obstacle(of: id, in: estate, &context) { return isolated }
    var reach = Reach()
    if let vpc = WorkloadPlacement.vpc(of: id, in: estate, &context) {
      if let target = vpc.resourceID {
        reach = endpoints(of: target, for: service, seenFrom: id, in: estate, &context)
      } else {
        reach.open.append(vpc)
      }
    }
    let internet = InternetEgress.reach(from: id, in: estate, &context)
    reach.paths += internet.paths
    // What is open about the internet decides nothing where an endpoint is there.
    reach.open += internet.open
    let step = "no VPC endpoint leads '\(estate[id].name)' to \(service)"
    reach.obstacles.append(InternetPaths.hop(step, id, estate[id].origin, &context))
    reach.obstacles += internet.obstacles
    return reach
  }

  private static func endpoints(
    of vpc: ResourceID,
    for service: String,
    seenFrom id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Reach {
    var reach = Reach()
    let found = estate.referrers(of: vpc, type: endpointType, path: vpcPath.text, &context)
    for endpoint in context.heap.elements(of: found) {
      guard let target = endpoint.resourceID else {
        reach.open.append(endpoint)
        continue
      }
      let names = servicePath.values(in: estate[target].properties, &context)
      guard let name = names.first, let serves = serves(name, service, &context) else {
        if let name = names.first {
          let subject = "the service of this endpoint"
          reach.open.append(InternetPaths.external(name, subject, &context))
        }
        continue
      }
      guard serves else { continue }
      let step = "VPC endpoint '\(estate[target].name)'"
      let hop = InternetPaths.hop(step, target, estate[target].origin, &context)
      let path = context.heap.list([hop], origin: estate[target].origin)
      switch admits(id, endpoint: target, in: estate, &context) {
      case true?:
        var way = Reach()
        way.paths = [path]
        // Services behind gateways have addresses of the internet, so that rules have to let these out.
        reach.add(
          isGateway(target, in: estate, &context)
            ? SecurityGroups.confine(way, of: id, in: estate, &context) : way
        )
      case false?:
        let step = "VPC endpoint '\(estate[target].name)' does not serve '\(estate[id].name)'"
        reach.obstacles.append(InternetPaths.hop(step, target, estate[target].origin, &context))
      case nil:
        let subject = "whether '\(estate[id].name)' may use VPC endpoint '\(estate[target].name)'"
        reach.open.append(InternetEgress.unmodelled(subject, estate[target].origin, &context))
      }
    }
    return reach
  }

  /// Whether the name of an endpoint's service ends in a service; nil where that is not known.
  private static func serves(
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

  /// Whether an endpoint serves a workload: one for gateways stands in route tables, interfaces behind
  /// security groups.
  private static func admits(
    _ id: ResourceID,
    endpoint: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool? {
    let kind = kindPath.values(in: estate[endpoint].properties, &context).first
    guard let kind, kind.kind == .string else { return nil }
    guard isGateway(endpoint, in: estate, &context) else {
      return SecurityGroups.admits(id, to: endpoint, port: 443, in: estate, &context)
    }
    let tables = tablesPath.values(in: estate[endpoint].properties, &context)
    let served = tables.map { estate.target(of: $0, &context) }
    var result: Bool? = served.contains(nil) ? nil : false
    let isSubnet = estate[id].type == "AWS::EC2::Subnet"
    let placed = WorkloadPlacement.subnets(of: id, in: estate, &context)
    let subnets = isSubnet ? [Value.resource(id.index)] : context.heap.elements(of: placed)
    for subnet in subnets {
      guard let subnet = subnet.resourceID else {
        result = nil
        continue
      }
      for table in InternetPaths.routeTables(of: subnet, in: estate, &context) {
        switch table {
        case .table(let id, _, _): if served.contains(id) { return true }
        case .unknown: result = nil
        }
      }
    }
    return result
  }

  private static func isGateway(
    _ endpoint: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool {
    let kind = kindPath.values(in: estate[endpoint].properties, &context).first
    return kind.map { $0.kind == .string && context.heap.text($0) == "Gateway" } ?? false
  }

  /// The ways to another resource.
  package static func reach(
    from id: ResourceID,
    to target: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Reach {
    if let service = services[estate[target].type] {
      return reach(from: id, toService: service, in: estate, &context)
    }
    if let isolated = WorkloadIsolation.obstacle(of: id, in: estate, &context) { return isolated }
    var reach = Reach()
    let one = WorkloadPlacement.vpc(of: id, in: estate, &context)
    let other = WorkloadPlacement.vpc(of: target, in: estate, &context)
    guard let one = one?.resourceID, let other = other?.resourceID, one == other else {
      let subject = "the ways from '\(estate[id].name)' to '\(estate[target].name)'"
      reach.open.append(InternetEgress.unmodelled(subject, estate[id].origin, &context))
      return reach
    }
    switch SecurityGroups.admits(id, to: target, port: nil, in: estate, &context) {
    case true?:
      let step = "the local route of VPC '\(estate[one].name)'"
      let hop = InternetPaths.hop(step, one, estate[one].origin, &context)
      reach.paths.append(context.heap.list([hop], origin: estate[one].origin))
    case false?:
      let step = "no security group of '\(estate[target].name)' lets '\(estate[id].name)' in"
      reach.obstacles.append(InternetPaths.hop(step, target, estate[target].origin, &context))
    case nil:
      let subject = "whether security groups let '\(estate[id].name)' to '\(estate[target].name)'"
      reach.open.append(InternetEgress.unmodelled(subject, estate[target].origin, &context))
    }
    return reach
  }
}
