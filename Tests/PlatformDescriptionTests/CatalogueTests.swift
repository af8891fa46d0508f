import Findings
import Infrastructure
import PlatformDescription
import SourceText
import Testing

/// Every declared type can be described.
struct CatalogueTests {
  /// The types that have a section of their own instead of a collection.
  private func isOfOrganization(_ type: String) -> Bool {
    type.hasPrefix("AWS::Organizations::") || type.hasPrefix("AWS::ControlTower::")
  }

  @Test func everyDeclaredTypeIsAResourceOfAnyType() throws {
    let declarations = Declarations.builtIn
    var lines = ["lintel: platform/v1", "accounts:", "  a:", "    resources:"]
    let types = declarations.types.map(declarations.typeName(of:))
    for (index, type) in types.enumerated() { lines.append("      r\(index): {type: \(type)}") }
    let reading = Reading(lines.joined(separator: "\n"))
    #expect(reading.errors.map(\.message).allSatisfy { $0.contains("has no 'type'") })
    #expect(reading.types.isSuperset(of: types))
  }

  @Test(arguments: [
    ("notebooks", "AWS::SageMaker::NotebookInstance"),
    ("endpoints", "AWS::SageMaker::Endpoint"),
    ("pipelines", "AWS::SageMaker::Pipeline"),
    ("codePipelines", "AWS::CodePipeline::Pipeline"),
    ("repositories", "AWS::ECR::Repository"),
    ("codeCommitRepositories", "AWS::CodeCommit::Repository"),
    ("buildProjects", "AWS::CodeBuild::Project"),
    ("stateMachines", "AWS::StepFunctions::StateMachine"),
    ("secrets", "AWS::SecretsManager::Secret"),
    ("modelQualityJobDefinitions", "AWS::SageMaker::ModelQualityJobDefinition"),
    ("monitoringSchedules", "AWS::SageMaker::MonitoringSchedule"),
    ("userProfiles", "AWS::SageMaker::UserProfile"),
    ("logGroups", "AWS::Logs::LogGroup"),
    ("alarms", "AWS::CloudWatch::Alarm"),
    ("subnets", "AWS::EC2::Subnet"),
    ("vpcEndpoints", "AWS::EC2::VPCEndpoint"),
    ("oidcProviders", "AWS::IAM::OIDCProvider"),
    ("dhcpOptions", "AWS::EC2::DHCPOptions"),
  ])
  func aCollectionHasItsType(key: String, type: String) throws {
    let reading = Reading("{lintel: platform/v1, accounts: {a: {\(key): [x]}}}")
    #expect(reading.diagnostics.map(\.message) == [])
    #expect(try reading.resource("a/\(key)/x").type == type)
  }

  /// A type without a declaration takes any property, in lower camel case.
  @Test func aTypeThatIsNotDeclaredTakesAnything() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          resources:
            q: {type: AWS::Glue::Crawler, roleName: r, command: {name: x}, retries: 3}
      """
    )
    #expect(
      reading.outline(try reading.resource("a/resources/q").properties)
        == "{RoleName: r, Command: {name: x}, Retries: 3}"
    )
  }
}

extension CatalogueTests {
  /// Every flag and number of every type, written by its full key, described by the shortest, read again.
  @Test func everyPropertyHasAKeyThatMeansIt() throws {
    let declarations = Declarations.builtIn
    var lines = ["lintel: platform/v1", "accounts:", "  a:", "    resources:"]
    var count = 0
    for (index, id) in declarations.types.enumerated() {
      lines.append("      r\(index):")
      lines.append("        $type: \(declarations.typeName(of: id))")
      for property in declarations.properties(of: declarations.shape(of: id))
      where !property.isReadOnly {
        let value: String? =
          switch property.kind.form {
          case .boolean: "true"
          case .integer, .number: "443"
          case .string, .json, .object, .list, .map: nil
          }
        guard let value else { continue }
        let key = camelCase(declarations.vocabulary.text(of: property.name))
        lines.append("        \(key): \(value)")
        count += 1
      }
    }
    #expect(count > 80)
    let reading = Reading(lines.joined(separator: "\n"))
    #expect(!reading.diagnostics.contains { $0.code == "unknown-key" })
    let other = Reading(describe(reading.estate))
    #expect(ModelOutline(other.estate).resources == ModelOutline(reading.estate).resources)
  }

  /// `EnableDnsSupport` as `enableDnsSupport`, `VPCEnabled` as `vpcEnabled`.
  private func camelCase(_ word: String) -> String {
    let capitals = word.prefix { $0.isUppercase }
    let head = capitals.count > 1 && capitals.count < word.count ? capitals.dropLast() : capitals
    return head.lowercased() + word.dropFirst(head.count)
  }
}
