import Infrastructure
import SourceText
import Testing
import Values

struct DeclarationsDefaultsTests: DeclarationsReading {
  @Test(arguments: [
    ("AWS::SageMaker::NotebookInstance", "DirectInternetAccess", "Enabled"),
    ("AWS::SageMaker::NotebookInstance", "RootAccess", "Enabled"),
    ("AWS::SageMaker::Domain", "AppNetworkAccessType", "PublicInternetOnly"),
    ("AWS::SageMaker::Model", "EnableNetworkIsolation", "false"),
    ("AWS::SageMaker::TrainingJob", "EnableInterContainerTrafficEncryption", "false"),
    (
      "AWS::SageMaker::HyperParameterTuningJob",
      "TrainingJobDefinitions.EnableInterContainerTrafficEncryption", "false"
    ),
    (
      "AWS::SageMaker::MonitoringSchedule",
      "MonitoringScheduleConfig.MonitoringJobDefinition.NetworkConfig.EnableNetworkIsolation",
      "false"
    ),
    ("AWS::SageMaker::EndpointConfig", "ProductionVariants.EnableSSMAccess", "false"),
    ("AWS::EC2::VPC", "EnableDnsSupport", "true"),
    ("AWS::EC2::VPC", "EnableDnsHostnames", "false"),
    ("AWS::EC2::Subnet", "MapPublicIpOnLaunch", "false"),
    ("AWS::EC2::VPCEndpoint", "VpcEndpointType", "Gateway"),
    (
      "AWS::EC2::VPCEndpoint", "PolicyDocument",
      "{Statement: [{Effect: Allow, Principal: *, Action: *, Resource: *}]}"
    ),
    (
      "AWS::EC2::SecurityGroup", "SecurityGroupEgress",
      "[{IpProtocol: -1, CidrIp: 0.0.0.0/0}, {IpProtocol: -1, CidrIpv6: ::/0}]"
    ),
    ("AWS::KMS::Key", "EnableKeyRotation", "false"),
    ("AWS::KMS::Key", "Enabled", "true"),
    ("AWS::KMS::Key", "KeySpec", "SYMMETRIC_DEFAULT"),
    ("AWS::KMS::Key", "RotationPeriodInDays", "365"),
    ("AWS::CloudTrail::Trail", "IsMultiRegionTrail", "false"),
    ("AWS::EFS::FileSystem", "Encrypted", "false"),
    ("AWS::CodeBuild::Project", "Environment.PrivilegedMode", "false"),
    ("AWS::SageMaker::AutoMLJob", "AutoMLJobConfig.DataSplitConfig.ValidationFraction", "0.2"),
  ])
  func anAbsentPropertyHasAWSsDefault(_ type: String, _ path: String, _ value: String) throws {
    #expect(try defaultText(path, of: type) == value)
  }

  @Test(arguments: [
    ("AWS::S3::Bucket", "PublicAccessBlockConfiguration.BlockPublicAcls"),
    ("AWS::Logs::LogGroup", "RetentionInDays"), ("AWS::SageMaker::Domain", "KmsKeyId"),
    ("AWS::KMS::Key", "KeyPolicy"),
  ])
  func whatAWSDoesNotDocumentHasNoDefault(_ type: String, _ path: String) throws {
    #expect(try defaultText(path, of: type) == nil)
  }

  @Test func aDefaultConcernsItsPathAlone() throws {
    let domain = "AWS::SageMaker::Domain"
    let path = "SharingSettings.NotebookOutputOption"
    #expect(try defaultText("DefaultUserSettings." + path, of: domain) == "Disabled")
    let runtime = "StoppingCondition.MaxRuntimeInSeconds"
    #expect(try defaultText(runtime, of: "AWS::SageMaker::TrainingJob") == "86400")
    #expect(try defaultText(runtime, of: "AWS::SageMaker::ProcessingJob") == nil)
  }

  @Test func everyDefaultFitsItsPropertyAndHasASource() throws {
    var heap = ValueHeap()
    var count = 0
    for shape in allShapes() {
      for entry in declarations.defaults(of: shape) {
        let property = try #require(declarations.property(entry.name, in: shape))
        let value = declarations.value(of: entry, in: &heap)
        let place = declarations.vocabulary.text(of: entry.name)
        #expect(value.flags == .defaulted, "\(place)")
        #expect(!property.isRequired && !property.isReadOnly, "\(place)")
        let isFitting = fits(value, property, heap)
        #expect(isFitting, "\(place) = \(describe(value, heap))")
        let source = declarations.text(entry.source)
        #expect(source.hasPrefix("https://"), "\(place)")
        count += 1
      }
    }
    #expect(count > 100)
  }

  private func fits(_ value: Value, _ property: PropertyDeclaration, _ heap: ValueHeap) -> Bool {
    let words = declarations.enumeration(of: property)
    switch property.kind.form {
    case .string:
      return value.kind == .string && (words.isEmpty || words.contains(heap.text(value)))
    case .integer: return value.kind == .int
    case .number: return value.kind == .int || value.kind == .double
    case .boolean: return value.kind == .bool
    case .list: return value.kind == .list
    case .object, .map, .json: return value.kind == .map || value.kind == .list
    }
  }
}
