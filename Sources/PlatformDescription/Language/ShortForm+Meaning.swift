/// What short forms take and say, for the JSON Schema and the reference page.
extension ShortForm {
  /// Nil for another name of a property, which takes what the property takes.
  var keyForm: KeyForm? {
    switch self {
    case .property: nil
    case .block, .protocolText, .protocolNumber, .peer, .destination, .routeTarget, .placement,
      .bucketKey, .availabilityZone, .policyType, .identifier:
      .text
    case .port: .number
    case .companion(let type, _, _): type.hasSuffix("Policy") ? .document : .text
    case .routes: .list(.item("AWS::EC2::Route"))
    case .networkAclEntries: .list(.item("AWS::EC2::NetworkAclEntry"))
    case .inlineStatements, .documentStatements: .list(.object(LanguageKeys.statement))
    case .inlinePolicies: .anything
    case .trust: .list(.either([.text, .object(LanguageKeys.trust)]))
    case .publicAccessBlock:
      .either([.flag, .resource("AWS::S3::Bucket.PublicAccessBlockConfiguration")])
    }
  }

  /// What it says, in a sentence without a stop.
  var meaning: String {
    switch self {
    case .property(let path): "short for \(path.joined(separator: "."))"
    case .block: "a block of addresses of either family, or a prefix list"
    case .port: "one port: the first and the last of a range"
    case .protocolText, .protocolNumber: "tcp, udp, icmp, all, or the number of a protocol"
    case .peer:
      "the security group or prefix list on the other side; s3 for the addresses of the service"
    case .companion(let type, _, let property): "a resource \(type) with this as \(property)"
    case .routes: "routes: {to: 0.0.0.0/0, via: gateway}"
    case .destination: "a block of addresses or a prefix list"
    case .routeTarget: "a gateway, endpoint or connection by name or id; local"
    case .networkAclEntries(let egress):
      "entries for traffic \(egress ? "out" : "in"): {number: 100, action: allow, protocol: tcp, cidr: …}"
    case .inlineStatements(let effect): "statements with the effect \(effect), as an inline policy"
    case .inlinePolicies: "inline policies: AWS's list, or a mapping from names to documents"
    case .documentStatements(let effect):
      "statements with the effect \(effect) of the policy's document"
    case .trust: "who may assume the role: services, roles, accounts, ARNs"
    case .bucketKey: "the key that the bucket encrypts with by default"
    case .publicAccessBlock: "true or false for all four settings, or a mapping of them"
    case .availabilityZone: "a letter behind the account's region, or the zone's name"
    case .placement: "the VPC that the names beside it belong to"
    case .identifier: "the id that it has in AWS, by which templates may name it"
    case .policyType:
      "service-control-policy, resource-control-policy, tag-policy or backup-policy"
    }
  }
}
