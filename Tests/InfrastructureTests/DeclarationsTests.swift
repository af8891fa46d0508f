import Infrastructure
import SourceText
import Testing
import Values

struct DeclarationsTests: DeclarationsReading {
  static let wanted = [
    "EC2::VPC", "EC2::VPCCidrBlock", "EC2::Subnet", "EC2::RouteTable", "EC2::Route",
    "EC2::SubnetRouteTableAssociation", "EC2::InternetGateway", "EC2::VPCGatewayAttachment",
    "EC2::NatGateway", "EC2::EgressOnlyInternetGateway", "EC2::EIP", "EC2::SecurityGroup",
    "EC2::SecurityGroupIngress", "EC2::SecurityGroupEgress", "EC2::NetworkAcl",
    "EC2::NetworkAclEntry", "EC2::SubnetNetworkAclAssociation", "EC2::VPCEndpoint",
    "EC2::VPCPeeringConnection", "EC2::TransitGateway", "EC2::TransitGatewayAttachment",
    "EC2::TransitGatewayRouteTable", "EC2::TransitGatewayRoute",
    "EC2::TransitGatewayRouteTableAssociation", "EC2::TransitGatewayRouteTablePropagation",
    "EC2::PrefixList", "EC2::FlowLog", "IAM::Role", "IAM::Policy", "IAM::ManagedPolicy",
    "IAM::RolePolicy", "IAM::User", "IAM::Group", "IAM::InstanceProfile", "IAM::OIDCProvider",
    "KMS::Key", "KMS::Alias", "S3::Bucket", "S3::BucketPolicy", "S3::AccessPoint",
    "SageMaker::NotebookInstance", "SageMaker::NotebookInstanceLifecycleConfig",
    "SageMaker::Domain", "SageMaker::UserProfile", "SageMaker::Space", "SageMaker::App",
    "SageMaker::Model", "SageMaker::EndpointConfig", "SageMaker::Endpoint",
    "SageMaker::ModelPackageGroup", "SageMaker::ModelPackage", "SageMaker::Pipeline",
    "SageMaker::FeatureGroup", "SageMaker::MonitoringSchedule",
    "SageMaker::DataQualityJobDefinition", "SageMaker::ModelQualityJobDefinition",
    "SageMaker::ModelBiasJobDefinition", "SageMaker::ModelExplainabilityJobDefinition",
    "SageMaker::ProcessingJob", "SageMaker::TrainingJob", "SageMaker::HyperParameterTuningJob",
    "SageMaker::TransformJob", "SageMaker::AutoMLJob", "Logs::LogGroup", "CloudTrail::Trail",
    "Events::Rule", "CloudWatch::Alarm", "SNS::Topic", "SNS::Subscription", "Lambda::Function",
    "ECR::Repository", "CodeBuild::Project", "CodePipeline::Pipeline",
    "StepFunctions::StateMachine", "SecretsManager::Secret", "EFS::FileSystem",
    "EFS::MountTarget", "Organizations::Account", "Organizations::OrganizationalUnit",
    "Organizations::Policy", "ControlTower::LandingZone", "ControlTower::EnabledControl",
  ]

  @Test(arguments: wanted)
  func aTypeThatLintelPromisesIsDeclared(_ type: String) throws {
    let id = try #require(declarations.type(named: "AWS::" + type))
    #expect(declarations.typeName(of: id) == "AWS::" + type)
    #expect(!declarations.properties(of: declarations.shape(of: id)).isEmpty)
  }

  @Test func typesAreSortedByName() {
    let names = declarations.types.map(declarations.typeName(of:))
    #expect(names == names.sorted())
    #expect(names.count > Self.wanted.count)
  }

  @Test(arguments: ["AWS::EC2::Vpc", "DirectInternetAccess", "Resources", ""])
  func aWordThatIsNoTypeIsNotDeclared(_ word: String) {
    #expect(declarations.type(named: word) == nil)
  }

  @Test func aPropertyHasTheKindOfTheSchema() throws {
    let notebook = "AWS::SageMaker::NotebookInstance"
    #expect(try property("DirectInternetAccess", of: notebook).kind.form == .string)
    #expect(try property("VolumeSizeInGB", of: notebook).kind.form == .integer)
    #expect(try property("EnableDnsSupport", of: "AWS::EC2::VPC").kind.form == .boolean)
    #expect(try property("Threshold", of: "AWS::CloudWatch::Alarm").kind.form == .number)
  }

  @Test(arguments: [
    ("AWS::EC2::VPCEndpoint", "PolicyDocument"), ("AWS::IAM::Role", "AssumeRolePolicyDocument"),
    ("AWS::S3::BucketPolicy", "PolicyDocument"), ("AWS::Organizations::Policy", "Content"),
  ])
  func aPolicyDocumentMayBeAnything(_ type: String, _ path: String) throws {
    #expect(try property(path, of: type).kind.form == .json)
  }

  @Test func listsAndMapsAreTakenApartFromTheOutside() throws {
    let job = "AWS::SageMaker::TrainingJob"
    guard case .map(let value) = try property("HyperParameters", of: job).kind.form else {
      Issue.record("HyperParameters is no map")
      return
    }
    #expect(value.form == .string)
    guard case .list(let channel) = try property("InputDataConfig", of: job).kind.form else {
      Issue.record("InputDataConfig is no list")
      return
    }
    #expect(channel == channel.innermost)
    guard case .object = channel.form else {
      Issue.record("a channel is no object")
      return
    }
  }

  @Test func jobsWithoutASchemaHaveTheShapeOfTheirRequest() throws {
    let path = "TrainingJobDefinition.EnableInterContainerTrafficEncryption"
    let tuning = "AWS::SageMaker::HyperParameterTuningJob"
    #expect(try property(path, of: tuning).kind.form == .boolean)
    #expect(try property("VpcConfig.Subnets", of: "AWS::SageMaker::TrainingJob").isRequired)
    #expect(try property("TrainingJobArn", of: "AWS::SageMaker::TrainingJob").isReadOnly)
  }

  @Test func requiredAndReadOnlyPropertiesAreMarked() throws {
    #expect(try property("RoleArn", of: "AWS::SageMaker::NotebookInstance").isRequired)
    #expect(try !property("SubnetId", of: "AWS::SageMaker::NotebookInstance").isRequired)
    #expect(try property("Arn", of: "AWS::IAM::Role").isReadOnly)
    #expect(try !property("Path", of: "AWS::IAM::Role").isReadOnly)
  }

  @Test func anEnumerationKeepsTheOrderOfTheSchema() throws {
    let access = try property("AppNetworkAccessType", of: "AWS::SageMaker::Domain")
    #expect(declarations.enumeration(of: access) == ["PublicInternetOnly", "VpcOnly"])
    let free = try property("KmsKeyId", of: "AWS::SageMaker::Domain")
    #expect(declarations.enumeration(of: free) == [])
  }

  @Test func equalObjectsShareTheirShape() throws {
    let model = try shape("AWS::SageMaker::Model", ["Tags"])
    #expect(try shape("AWS::SageMaker::Endpoint", ["Tags"]) == model)
  }

  @Test func anUnknownPropertyIsNotFound() throws {
    let shape = try shape("AWS::EC2::VPC")
    #expect(declarations.property(name("SubnetId"), in: shape) == nil)
    #expect(declarations.property(.none, in: shape) == nil)
  }

  @Test func everyPropertyIsFoundByItsName() {
    for shape in allShapes() {
      for property in declarations.properties(of: shape) {
        let found = declarations.property(property.name, in: shape)
        #expect(found?.name == property.name)
        #expect(found?.kind == property.kind)
      }
    }
  }

  @Test(arguments: [
    ("AWS::SageMaker::NotebookInstance", "directInternetAccess", "DirectInternetAccess"),
    ("AWS::SageMaker::NotebookInstance", "subnet", "SubnetId"),
    ("AWS::SageMaker::NotebookInstance", "securityGroups", "SecurityGroupIds"),
    ("AWS::SageMaker::NotebookInstance", "kmsKey", "KmsKeyId"),
    ("AWS::SageMaker::NotebookInstance", "role", "RoleArn"),
    ("AWS::SageMaker::Domain", "vpc", "VpcId"),
    ("AWS::SageMaker::Domain", "subnets", "SubnetIds"),
    ("AWS::SageMaker::TrainingJob", "enableNetworkIsolation", "EnableNetworkIsolation"),
    ("AWS::CloudTrail::Trail", "kmsKey", "KMSKeyId"),
    ("AWS::EC2::Subnet", "availabilityZone", "AvailabilityZone"),
    ("AWS::EC2::VPCEndpoint", "vpcEndpointType", "VpcEndpointType"),
  ])
  func aKeyOfADescriptionMeansAProperty(_ type: String, _ key: String, _ property: String) throws {
    let found = declarations.property(camelCase: name(key), in: try shape(type))
    #expect(declarations.vocabulary.text(of: found?.name ?? .none) == property)
  }

  @Test func aKeyOfAnotherTypeMeansNothing() throws {
    let shape = try shape("AWS::EC2::VPC")
    #expect(declarations.property(camelCase: name("subnet"), in: shape) == nil)
    #expect(declarations.property(camelCase: name("noSuchKey"), in: shape) == nil)
  }
}
