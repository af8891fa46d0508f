/// Which properties short forms say something about.
extension ShortForm {
  /// The paths of the properties of the resource itself; none for what other resources say.
  var properties: [[String]] {
    switch self {
    case .property(let path): [path]
    case .block(let ipv4, _, _): [[ipv4]]
    case .port(let from, let to): [from, to]
    case .protocolText(let property), .protocolNumber(let property): [[property]]
    case .peer(let group, _): [[group]]
    case .companion, .routes, .networkAclEntries, .placement, .identifier: []
    case .destination: [["DestinationCidrBlock"]]
    case .routeTarget: [["GatewayId"]]
    case .inlineStatements, .inlinePolicies: [["Policies"]]
    case .documentStatements: [["PolicyDocument", "Statement"]]
    case .trust: [["AssumeRolePolicyDocument"]]
    case .bucketKey: [["BucketEncryption"]]
    case .publicAccessBlock: [["PublicAccessBlockConfiguration"]]
    case .availabilityZone: [["AvailabilityZone"]]
    case .policyType: [["Type"]]
    }
  }

  /// Whether what several keys say of the property adds up.
  var addsUp: Bool {
    switch self {
    case .inlineStatements, .inlinePolicies, .documentStatements: true
    case .property, .block, .port, .protocolText, .protocolNumber, .peer, .companion, .routes,
      .destination, .routeTarget, .networkAclEntries, .trust, .bucketKey, .publicAccessBlock,
      .availabilityZone, .placement, .policyType, .identifier:
      false
    }
  }
}
