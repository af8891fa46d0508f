package import Infrastructure
package import Values

/// Whether the usual name of a service leads to a VPC endpoint.
///
/// Source: AWS PrivateLink Guide, "Access an AWS service using an interface VPC endpoint", "Private DNS"
/// and "Prerequisites"; "Gateway endpoints for Amazon S3", "Considerations".
package enum PrivateNames {
  private static let kindPath = PropertyPath("VpcEndpointType")
  private static let servicePath = PropertyPath("ServiceName")
  private static let privatePath = PropertyPath("PrivateDnsEnabled")
  private static let optionsPath = PropertyPath("DhcpOptionsId")
  private static let serversPath = PropertyPath("DomainNameServers")
  private static let supportPath = PropertyPath("EnableDnsSupport")
  private static let hostnamesPath = PropertyPath("EnableDnsHostnames")
  private static let inboundPath = PropertyPath(
    "DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint"
  )

  /// What is known of a name: that it leads there, why it does not, or what would have to be known.
  enum Answer {
    case leads
    case fails(step: Value)
    case unknown(Value)
  }

  /// Whether callers in its VPC come to an endpoint without knowing of it: a gateway endpoint by routes,
  /// an interface endpoint by the usual name of its service. A boolean or unknown.
  package static func lead(
    to endpoint: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    let properties = estate[endpoint].properties
    let kind = kindPath.values(in: properties, &context).first
    guard let kind, kind.kind == .string else {
      return kind.map { open("the kind of", endpoint, $0, in: estate, &context) } ?? .true
    }
    guard context.heap.text(kind) == "Interface" else { return .true }
    guard let vpc = WorkloadPlacement.vpc(of: endpoint, in: estate, &context) else { return .true }
    guard let id = vpc.resourceID else {
      return open("what is known of the VPC of", endpoint, vpc, in: estate, &context)
    }
    var name = servicePath.values(in: properties, &context).first
    if let text = name, text.kind == .template {
      name = context.heap.element(text.count - 1, of: text)
    }
    let service = name.map { $0.kind == .string ? context.heap.text($0) : "" } ?? ""
    let word = service.split(separator: ".").last.map(String.init) ?? ""
    for answer in [
      resolve(in: id, of: estate, &context),
      lead(to: endpoint, service: word, in: id, of: estate, &context),
    ] {
      switch answer {
      case .leads: break
      case .fails(let step): return .bool(false, origin: step.origin)
      case .unknown(let value): return value
      }
    }
    return .true
  }

  /// An unknown for what is no answer by itself.
  private static func open(
    _ subject: String,
    _ endpoint: ResourceID,
    _ value: Value,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    guard value.kind != .unknown else { return value }
    let text = "\(subject) endpoint '\(estate[endpoint].name)'"
    return context.heap.unknown(Unknown(.openWorld, text), origin: value.origin)
  }

  /// Whether a VPC gets options that name Amazon's own servers and no others.
  ///
  /// Source: Amazon VPC User Guide, "DHCP option sets": `AmazonProvidedDNS` is the Route 53 Resolver.
  private static func namesAmazonsServers(
    _ association: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool {
    guard
      let named = optionsPath.values(in: estate[association].properties, &context).first,
      let options = estate.target(of: named, &context)
    else { return false }
    let servers = serversPath.values(in: estate[options].properties, &context)
    return !servers.isEmpty
      && servers.allSatisfy { $0.kind == .string && context.heap.text($0) == "AmazonProvidedDNS" }
  }

  /// Whether names of AWS resolve in a VPC at all.
  static func resolve(
    in vpc: ResourceID,
    of estate: Estate,
    _ context: inout EvaluationContext
  ) -> Answer {
    let support = supportPath.values(in: estate[vpc].properties, &context).first
    let resolvers = estate.referrers(of: vpc).filter { id in
      if estate[id].type == "AWS::EC2::VPCDHCPOptionsAssociation" {
        return !namesAmazonsServers(id, in: estate, &context)
      }
      return estate[id].type.hasPrefix("AWS::Route53Resolver::")
    }
    if let support, support.isFalse, resolvers.isEmpty {
      let step = "VPC '\(estate[vpc].name)' resolves no names: its DNS support is off"
      return .fails(step: InternetPaths.hop(step, vpc, support.origin, &context))
    }
    if let first = resolvers.first {
      let subject = "how the servers of VPC '\(estate[vpc].name)' resolve the names of services"
      let settle = "name AmazonProvidedDNS in its DHCP options"
      let unknown = Unknown(.unmodelled, subject, settle: settle)
      return .unknown(context.heap.unknown(unknown, origin: estate[first].origin))
    }
    if let support, support.kind == .unknown { return .unknown(support) }
    return .leads
  }

  /// Whether the usual name of a service leads to an interface endpoint.
  static func lead(
    to endpoint: ResourceID,
    service: String,
    in vpc: ResourceID,
    of estate: Estate,
    _ context: inout EvaluationContext
  ) -> Answer {
    let own = privatePath.values(in: estate[endpoint].properties, &context).first
    if let own, own.kind == .unknown { return .unknown(own) }
    guard let own, own.isTrue else {
      let zones = estate.referrers(of: vpc).filter { estate[$0].type.hasPrefix("AWS::Route53") }
      if let zone = zones.first {
        let subject = "whether zone '\(estate[zone].name)' leads \(service) to the endpoint"
        return .unknown(unmodelled(subject, estate[zone].origin, &context))
      }
      let origin = own.map(\.origin) ?? estate[endpoint].origin
      let step =
        "the name of \(service) does not lead to VPC endpoint '\(estate[endpoint].name)':"
        + " its private DNS is off"
      return .fails(step: InternetPaths.hop(step, endpoint, origin, &context))
    }
    if service == "s3" || service == "dynamodb" {
      let inbound = inboundPath.values(in: estate[endpoint].properties, &context).first
      guard let inbound, inbound.kind == .string, context.heap.text(inbound) == "AllResolvers"
      else {
        let subject = "for whom the private names of VPC endpoint '\(estate[endpoint].name)' are"
        let unknown = unmodelled(subject, estate[endpoint].origin, &context)
        return .unknown(unknown)
      }
    }
    let hostnames = hostnamesPath.values(in: estate[vpc].properties, &context).first
    if let hostnames, hostnames.kind == .unknown { return .unknown(hostnames) }
    guard let hostnames, hostnames.isTrue else {
      let origin = hostnames?.origin ?? estate[vpc].origin
      let step =
        "VPC '\(estate[vpc].name)' has no DNS hostnames, without which private DNS does not work"
      return .fails(step: InternetPaths.hop(step, vpc, origin, &context))
    }
    return .leads
  }

  private static func unmodelled(
    _ subject: String,
    _ origin: Origin,
    _ context: inout EvaluationContext
  ) -> Value {
    context.heap.unknown(Unknown(.unmodelled, subject), origin: origin)
  }
}
