import Infrastructure

/// The collections of an account: those of the table, and one for every other declared type, so that
/// each type has exactly one home.
struct Catalogue: Sendable {
  /// By key.
  let collections: [String: Collection]
  /// By type.
  private let keys: [String: String]
  private let declarations: Declarations

  init(_ declarations: Declarations) {
    self.declarations = declarations
    var collections: [String: Collection] = [:]
    for collection in Self.account { collections[collection.key] = collection }
    let tabled = Set(Self.account.map(\.type))
    for id in declarations.types {
      let type = declarations.typeName(of: id)
      guard !tabled.contains(type), !Self.isOfOrganization(type) else { continue }
      let key = TypeWords.plural(of: type)
      let free = collections[key] == nil ? key : TypeWords.pluralWithService(of: type)
      collections[free] = Collection(free, type)
    }
    self.collections = collections
    keys = Dictionary(collections.values.map { ($0.type, $0.key) }, uniquingKeysWith: min)
  }

  /// The collections with names of their own, with those inside of them.
  static let everyCollection: [Collection] = {
    var all: [Collection] = []
    var next = account
    while let collection = next.popLast() {
      all.append(collection)
      next += collection.members
    }
    return all
  }()

  /// The collections that a resource of a type may hold beside its properties.
  static func members(of type: String) -> [Collection] {
    everyCollection.first { $0.type == type && !$0.members.isEmpty }?.members ?? []
  }

  /// The key of the collection of an account that holds resources of a type; `resources` for types
  /// that have none.
  func key(of type: String) -> String {
    keys[type] ?? "resources"
  }

  /// Whether a key means a property of a type.
  func takes(_ key: String, type: String) -> Bool {
    guard let id = declarations.type(named: type) else { return true }
    let shape = declarations.shape(of: id)
    return PropertyKeys.name(of: key, in: shape, type: type, declarations) != nil
  }

  /// The keys that a resource of a collection takes.
  func keys(of collection: Collection) -> [String] {
    let shape = declarations.type(named: collection.type).map(declarations.shape(of:))
    return (shape.map(declarations.camelCaseNames(of:)) ?? [])
      + ShortForms.keys(of: collection.type) + collection.members.map(\.key)
  }

  /// Types that belong to the organization, where their section is.
  private static func isOfOrganization(_ type: String) -> Bool {
    type.hasPrefix("AWS::Organizations::") || type.hasPrefix("AWS::ControlTower::")
  }

  /// The collections with names of their own, or with collections inside; the others are called as
  /// their type is.
  private static let account: [Collection] = [
    Collection("vpcs", "AWS::EC2::VPC", members: network),
    Collection("elasticIps", "AWS::EC2::EIP"),
    Collection("transitGateways", "AWS::EC2::TransitGateway", members: transitGateway),
    Collection(
      "keys",
      "AWS::KMS::Key",
      members: [Collection("aliases", "AWS::KMS::Alias", link: "TargetKeyId")]
    ),
    Collection("aliases", "AWS::KMS::Alias"),
    Collection(
      "buckets",
      "AWS::S3::Bucket",
      members: [Collection("accessPoints", "AWS::S3::AccessPoint", link: "Bucket")]
    ),
    Collection("bucketAccessPoints", "AWS::S3::AccessPoint"),
    Collection("fileSystems", "AWS::EFS::FileSystem", members: fileSystem),
    Collection("fileSystemAccessPoints", "AWS::EFS::AccessPoint"),
    Collection("repositories", "AWS::ECR::Repository"),
    Collection("policies", "AWS::IAM::Policy"),
    Collection("notebooks", "AWS::SageMaker::NotebookInstance"),
    Collection("notebookLifecycleConfigs", "AWS::SageMaker::NotebookInstanceLifecycleConfig"),
    Collection("domains", "AWS::SageMaker::Domain", members: studio),
    Collection(
      "images",
      "AWS::SageMaker::Image",
      members: [Collection("versions", "AWS::SageMaker::ImageVersion", link: "ImageName")]
    ),
    Collection(
      "modelPackageGroups",
      "AWS::SageMaker::ModelPackageGroup",
      members: [
        Collection("packages", "AWS::SageMaker::ModelPackage", link: "ModelPackageGroupName")
      ]
    ),
    Collection("autoMLJobsV2", "AWS::SageMaker::AutoMLJobV2"),
    Collection("pipelines", "AWS::SageMaker::Pipeline"),
    Collection("codePipelines", "AWS::CodePipeline::Pipeline"),
    Collection("projects", "AWS::SageMaker::Project"),
    Collection("buildProjects", "AWS::CodeBuild::Project"),
    Collection("eventRules", "AWS::Events::Rule"),
    Collection(
      "functions",
      "AWS::Lambda::Function",
      members: [Collection("permissions", "AWS::Lambda::Permission", link: "FunctionName")]
    ),
    Collection("functionPermissions", "AWS::Lambda::Permission"),
    Collection("functionUrls", "AWS::Lambda::Url"),
    Collection("apiMethods", "AWS::ApiGateway::Method"),
    Collection("glueJobs", "AWS::Glue::Job"),
    Collection("airflowEnvironments", "AWS::MWAA::Environment"),
    Collection("agentRuntimes", "AWS::BedrockAgentCore::Runtime"),
    Collection("agentGateways", "AWS::BedrockAgentCore::Gateway"),
    Collection("agentBrowsers", "AWS::BedrockAgentCore::BrowserCustom"),
    Collection("agentCodeInterpreters", "AWS::BedrockAgentCore::CodeInterpreterCustom"),
    Collection("dataLakeSettings", "AWS::LakeFormation::DataLakeSettings"),
    Collection("dataLakePermissions", "AWS::LakeFormation::PrincipalPermissions"),
    Collection("secretPolicies", "AWS::SecretsManager::ResourcePolicy"),
    Collection("endpointServicePermissions", "AWS::EC2::VPCEndpointServicePermissions"),
    Collection(
      "topics",
      "AWS::SNS::Topic",
      members: [Collection("subscriptions", "AWS::SNS::Subscription", link: "TopicArn")]
    ),
  ]

  private static let network: [Collection] = [
    Collection("subnets", "AWS::EC2::Subnet", link: "VpcId"),
    Collection("routeTables", "AWS::EC2::RouteTable", link: "VpcId"),
    Collection("internetGateways", "AWS::EC2::InternetGateway"),
    Collection(
      "egressOnlyInternetGateways",
      "AWS::EC2::EgressOnlyInternetGateway",
      link: "VpcId"
    ),
    Collection("natGateways", "AWS::EC2::NatGateway"),
    Collection("vpnGateways", "AWS::EC2::VPNGateway"),
    Collection("carrierGateways", "AWS::EC2::CarrierGateway", link: "VpcId"),
    Collection("peeringConnections", "AWS::EC2::VPCPeeringConnection", link: "VpcId"),
    Collection("transitGatewayAttachments", "AWS::EC2::TransitGatewayAttachment", link: "VpcId"),
    Collection("endpoints", "AWS::EC2::VPCEndpoint", link: "VpcId"),
    Collection("securityGroups", "AWS::EC2::SecurityGroup", link: "VpcId"),
    Collection("networkAcls", "AWS::EC2::NetworkAcl", link: "VpcId"),
    Collection("cidrBlocks", "AWS::EC2::VPCCidrBlock", link: "VpcId"),
    Collection("flowLogs", "AWS::EC2::FlowLog", link: "ResourceId"),
  ]

  private static let transitGateway: [Collection] = [
    Collection("attachments", "AWS::EC2::TransitGatewayAttachment", link: "TransitGatewayId"),
    Collection(
      "routeTables",
      "AWS::EC2::TransitGatewayRouteTable",
      link: "TransitGatewayId",
      members: [
        Collection("routes", "AWS::EC2::TransitGatewayRoute", link: "TransitGatewayRouteTableId"),
        Collection(
          "associations",
          "AWS::EC2::TransitGatewayRouteTableAssociation",
          link: "TransitGatewayRouteTableId"
        ),
        Collection(
          "propagations",
          "AWS::EC2::TransitGatewayRouteTablePropagation",
          link: "TransitGatewayRouteTableId"
        ),
      ]
    ),
  ]

  private static let fileSystem: [Collection] = [
    Collection("mountTargets", "AWS::EFS::MountTarget", link: "FileSystemId"),
    Collection("accessPoints", "AWS::EFS::AccessPoint", link: "FileSystemId"),
  ]

  private static let studio: [Collection] = [
    Collection("userProfiles", "AWS::SageMaker::UserProfile", link: "DomainId"),
    Collection("spaces", "AWS::SageMaker::Space", link: "DomainId"),
    Collection("apps", "AWS::SageMaker::App", link: "DomainId"),
  ]
}
