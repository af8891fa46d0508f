/// The keys of resources that are no property names, by resource type, or by type and property for
/// the objects inside.
enum ShortForms {
  static func form(_ key: String, of owner: String) -> ShortForm? {
    table[owner]?[key]
  }

  static func keys(of owner: String) -> [String] {
    table[owner].map { $0.keys.sorted() } ?? []
  }

  /// All of them, for the tests.
  static let table: [String: [String: ShortForm]] =
    network.merging(identity) { first, _ in first }
    .merging(stores) { first, _ in first }
    .merging(machineLearning) { first, _ in first }
    .merging(organization) { first, _ in first }
    .merging(identified) { $0.merging($1) { first, _ in first } }

  /// What AWS gives ids to that templates write out.
  private static let identified: [String: [String: ShortForm]] = Dictionary(
    uniqueKeysWithValues: LiteralIdentifier.types.map { ($0, ["id": .identifier]) }
  )

  private static let network: [String: [String: ShortForm]] = [
    "AWS::EC2::Subnet": [
      "availabilityZone": .availabilityZone,
      "routeTable": .companion(
        type: "AWS::EC2::SubnetRouteTableAssociation",
        link: "SubnetId",
        property: "RouteTableId"
      ),
      "networkAcl": .companion(
        type: "AWS::EC2::SubnetNetworkAclAssociation",
        link: "SubnetId",
        property: "NetworkAclId"
      ),
    ],
    "AWS::EC2::RouteTable": ["main": .property("Main"), "routes": .routes],
    "AWS::EC2::Route": ["to": .destination, "via": .routeTarget],
    "AWS::EC2::SecurityGroup": [
      "name": .property("GroupName"),
      "description": .property("GroupDescription"),
      "ingress": .property("SecurityGroupIngress"),
      "egress": .property("SecurityGroupEgress"),
    ],
    "AWS::EC2::SecurityGroup.SecurityGroupIngress": rule(side: "from", prefix: "Source"),
    "AWS::EC2::SecurityGroup.SecurityGroupEgress": rule(side: "to", prefix: "Destination"),
    "AWS::EC2::SecurityGroupIngress": rule(side: "from", prefix: "Source"),
    "AWS::EC2::SecurityGroupEgress": rule(side: "to", prefix: "Destination"),
    "AWS::EC2::NetworkAcl": [
      "ingress": .networkAclEntries(egress: false),
      "egress": .networkAclEntries(egress: true),
    ],
    "AWS::EC2::NetworkAclEntry": [
      "number": .property("RuleNumber"),
      "action": .property("RuleAction"),
      "protocol": .protocolNumber("Protocol"),
      "cidr": .block(ipv4: "CidrBlock", ipv6: "Ipv6CidrBlock", prefixList: nil),
      "fromPort": .property("PortRange.From"),
      "toPort": .property("PortRange.To"),
      "port": .port(from: ["PortRange", "From"], to: ["PortRange", "To"]),
    ],
    "AWS::EC2::VPCEndpoint": [
      "type": .property("VpcEndpointType"),
      "policy": .property("PolicyDocument"),
    ],
    "AWS::EC2::VPCPeeringConnection": ["peer": .property("PeerVpcId")],
    "AWS::EC2::TransitGatewayRoute": [
      "to": .property("DestinationCidrBlock"), "via": .property("TransitGatewayAttachmentId"),
    ],
  ]

  /// A rule of a security group.
  private static func rule(side: String, prefix: String) -> [String: ShortForm] {
    let list = "\(prefix)PrefixListId"
    return [
      "protocol": .protocolText("IpProtocol"),
      "cidr": .block(ipv4: "CidrIp", ipv6: "CidrIpv6", prefixList: list),
      "port": .port(from: ["FromPort"], to: ["ToPort"]),
      side: .peer(group: "\(prefix)SecurityGroupId", prefixList: list),
    ]
  }

  private static let permissions: [String: ShortForm] = [
    "allows": .inlineStatements(effect: "Allow"),
    "denies": .inlineStatements(effect: "Deny"),
    "policies": .inlinePolicies,
    "managedPolicies": .property("ManagedPolicyArns"),
    "boundary": .property("PermissionsBoundary"),
  ]

  private static let document: [String: ShortForm] = [
    "allows": .documentStatements(effect: "Allow"),
    "denies": .documentStatements(effect: "Deny"),
    "document": .property("PolicyDocument"),
  ]

  private static let identity: [String: [String: ShortForm]] = [
    "AWS::IAM::Role": permissions.merging(["trusts": .trust]) { first, _ in first },
    "AWS::IAM::User": permissions,
    "AWS::IAM::Group": permissions.filter { $0.key != "boundary" },
    "AWS::IAM::ManagedPolicy": document,
    "AWS::IAM::Policy": document,
    "AWS::IAM::RolePolicy": document,
    "AWS::IAM::UserPolicy": document,
    "AWS::IAM::GroupPolicy": document,
  ]

  private static let stores: [String: [String: ShortForm]] = [
    "AWS::KMS::Key": ["policy": .property("KeyPolicy")],
    "AWS::KMS::ReplicaKey": ["policy": .property("KeyPolicy")],
    "AWS::S3::Bucket": [
      "key": .bucketKey,
      "publicAccessBlock": .publicAccessBlock,
      "policy": .companion(
        type: "AWS::S3::BucketPolicy",
        link: "Bucket",
        property: "PolicyDocument"
      ),
    ],
    "AWS::S3::BucketPolicy": ["document": .property("PolicyDocument")],
    "AWS::ECR::Repository": [
      "key": .property("EncryptionConfiguration.KmsKey"),
      "policy": .property("RepositoryPolicyText"),
    ],
    "AWS::EFS::FileSystem": ["policy": .property("FileSystemPolicy")],
    "AWS::SNS::Topic": [
      "key": .property("KmsMasterKeyId"),
      "policy": .companion(
        type: "AWS::SNS::TopicPolicy",
        link: "Topics",
        property: "PolicyDocument"
      ),
    ],
    "AWS::CloudTrail::Trail": ["bucket": .property("S3BucketName")],
    "AWS::CodeBuild::Project": ["key": .property("EncryptionKey")],
  ]

  private static let organization: [String: [String: ShortForm]] = [
    "AWS::Organizations::Policy": ["type": .policyType, "document": .property("Content")],
    "AWS::ControlTower::EnabledBaseline": ["target": .property("TargetIdentifier")],
    "AWS::ControlTower::EnabledControl": ["target": .property("TargetIdentifier")],
  ]
}
