/// Which properties name other resources, and resources of which types.
enum ReferenceTargets {
  /// The types that the value of a property, or each element of it, may name; empty for values that
  /// are no names.
  ///
  /// - Parameters:
  ///   - property: The canonical name.
  ///   - type: The resource that has it; its own name is no reference.
  static func types(of property: String, in type: String) -> [String] {
    if property == TypeWords.lastWord(of: type) + "Name" { return [] }
    if let types = exceptions[type]?[property] { return types }
    if let types = table[property] { return types }
    if isKey(property) { return keys }
    if property.hasSuffix("RoleArn") || property.hasSuffix("RoleARN") { return roles }
    return []
  }

  /// Whether a text that no resource has as its name may be the name of one that is not described.
  static func takesNames(_ property: String) -> Bool {
    property.hasSuffix("Name") || namesOfIdentity.contains(property)
  }

  private static func isKey(_ property: String) -> Bool {
    ["KmsKeyId", "KmsKeyID", "KmsKeyArn", "KMSKeyArn", "KMSKeyId", "KmsKey"].contains {
      property.hasSuffix($0)
    }
  }

  private static let keys = ["AWS::KMS::Key", "AWS::KMS::Alias", "AWS::KMS::ReplicaKey"]
  private static let roles = ["AWS::IAM::Role"]
  private static let groups = ["AWS::EC2::SecurityGroup"]
  private static let subnets = ["AWS::EC2::Subnet"]
  private static let vpcs = ["AWS::EC2::VPC"]
  private static let tables = ["AWS::EC2::RouteTable"]
  private static let lists = ["AWS::EC2::PrefixList"]
  private static let addresses = ["AWS::EC2::EIP"]
  private static let buckets = ["AWS::S3::Bucket"]
  private static let topics = ["AWS::SNS::Topic"]
  private static let namesOfIdentity: Set<String> = ["Groups", "Roles", "Users"]
  private static let attachments = [
    "AWS::EC2::TransitGatewayAttachment", "AWS::EC2::TransitGatewayVpcAttachment",
  ]
  private static let parents = [
    "AWS::Organizations::OrganizationalUnit", "AWS::Organizations::Organization",
  ]
  private static let definitions = [
    "AWS::SageMaker::DataQualityJobDefinition", "AWS::SageMaker::ModelQualityJobDefinition",
    "AWS::SageMaker::ModelBiasJobDefinition",
    "AWS::SageMaker::ModelExplainabilityJobDefinition",
  ]

  /// Where the same name means something else.
  private static let exceptions: [String: [String: [String]]] = [
    "AWS::EC2::SecurityGroup": ["GroupName": []],
    "AWS::EC2::SecurityGroupIngress": ["GroupId": groups, "GroupName": groups],
    "AWS::EC2::SecurityGroupEgress": ["GroupId": groups],
    "AWS::EC2::FlowLog": [
      "ResourceId": vpcs + subnets, "LogGroupName": ["AWS::Logs::LogGroup"],
      "LogDestination": buckets + ["AWS::Logs::LogGroup"],
    ],
    "AWS::IAM::GroupPolicy": ["GroupName": ["AWS::IAM::Group"]],
    "AWS::IAM::RolePolicy": ["RoleName": roles],
    "AWS::IAM::UserPolicy": ["UserName": ["AWS::IAM::User"]],
    "AWS::IAM::UserToGroupAddition": ["GroupName": ["AWS::IAM::Group"]],
    "AWS::SageMaker::NotebookInstance": [
      "LifecycleConfigName": ["AWS::SageMaker::NotebookInstanceLifecycleConfig"]
    ],
    "AWS::Organizations::Policy": ["TargetIds": parents + ["AWS::Organizations::Account"]],
    "AWS::ControlTower::EnabledBaseline": ["TargetIdentifier": parents],
    "AWS::ControlTower::EnabledControl": ["TargetIdentifier": parents],
  ]

  private static let table: [String: [String]] = [
    "AddSubnetIds": subnets,
    "AlarmActions": topics,
    "AllocationId": addresses,
    "AllocationIds": addresses,
    "Bucket": buckets,
    "CarrierGatewayId": ["AWS::EC2::CarrierGateway"],
    "CloudWatchLogsLogGroupArn": ["AWS::Logs::LogGroup"],
    "DeliverLogsPermissionArn": roles,
    "DestinationBucketName": buckets,
    "DestinationPrefixListId": lists,
    "DestinationSecurityGroupId": groups,
    "DhcpOptionsId": ["AWS::EC2::DHCPOptions"],
    "DomainId": ["AWS::SageMaker::Domain"],
    "EgressOnlyInternetGatewayId": ["AWS::EC2::EgressOnlyInternetGateway"],
    "EncryptionKey": keys,
    "EndpointConfigName": ["AWS::SageMaker::EndpointConfig"],
    "EndpointName": ["AWS::SageMaker::Endpoint"],
    "ExecutionRole": roles,
    "FileSystemId": ["AWS::EFS::FileSystem"],
    "FunctionName": ["AWS::Lambda::Function"],
    "GatewayId": ["AWS::EC2::InternetGateway", "AWS::EC2::VPNGateway"],
    "Groups": ["AWS::IAM::Group"],
    "ImageName": ["AWS::SageMaker::Image"],
    "InstanceProfileName": ["AWS::IAM::InstanceProfile"],
    "InternetGatewayId": ["AWS::EC2::InternetGateway"],
    "KMSMasterKeyID": keys,
    "KmsMasterKeyId": keys,
    "LifecycleConfigArn": ["AWS::SageMaker::StudioLifecycleConfig"],
    "LifecycleConfigArns": ["AWS::SageMaker::StudioLifecycleConfig"],
    "LogGroupArn": ["AWS::Logs::LogGroup"],
    "ManagedPolicyArns": ["AWS::IAM::ManagedPolicy"],
    "ModelName": ["AWS::SageMaker::Model"],
    "ModelPackageGroupName": ["AWS::SageMaker::ModelPackageGroup"],
    "MonitoringJobDefinitionName": definitions,
    "NatGatewayId": ["AWS::EC2::NatGateway"],
    "NetworkAclId": ["AWS::EC2::NetworkAcl"],
    "OwnerUserProfileName": ["AWS::SageMaker::UserProfile"],
    "ParentId": parents,
    "ParentIds": parents,
    "PeerVpcId": vpcs,
    "PermissionsBoundary": ["AWS::IAM::ManagedPolicy"],
    "PrimaryKeyArn": keys,
    "PropagationDefaultRouteTableId": ["AWS::EC2::TransitGatewayRouteTable"],
    "ResourceAccessRole": roles,
    "Role": roles,
    "Roles": roles,
    "RouteTableId": tables,
    "RouteTableIds": tables,
    "S3BucketName": buckets,
    "SageMakerImageName": ["AWS::SageMaker::Image"],
    "SecurityGroupIds": groups,
    "SecurityGroups": groups,
    "ServiceRole": roles,
    "SnsTopicName": topics,
    "SourcePrefixListId": lists,
    "SourceSecurityGroupId": groups,
    "SpaceName": ["AWS::SageMaker::Space"],
    "SubnetId": subnets,
    "SubnetIds": subnets,
    "Subnets": subnets,
    "TargetKeyId": ["AWS::KMS::Key", "AWS::KMS::ReplicaKey"],
    "TopicArn": topics,
    "Topics": topics,
    "TransitGatewayAttachmentId": attachments,
    "TransitGatewayId": ["AWS::EC2::TransitGateway"],
    "TransitGatewayRouteTableId": ["AWS::EC2::TransitGatewayRouteTable"],
    "UserProfileName": ["AWS::SageMaker::UserProfile"],
    "Users": ["AWS::IAM::User"],
    "VpcEndpointId": ["AWS::EC2::VPCEndpoint"],
    "VpcId": vpcs,
    "VpcPeeringConnectionId": ["AWS::EC2::VPCPeeringConnection"],
    "VpnGatewayId": ["AWS::EC2::VPNGateway"],
  ]
}
