import CloudFormation
import Findings
import Foundation
import Infrastructure
import SourceText
import Syntax
import Testing

/// The descriptions that tests, README and benchmarks share.
struct FixtureTests {
  @Test(arguments: ["ml-platform-description", "ml-platform-description-broken"])
  func aFixtureIsReadWithoutDiagnostics(name: String) throws {
    let reading = try Reading(fixture: name)
    #expect(reading.diagnostics.map(\.message) == [])
    #expect(reading.estate.resources.count > 20)
  }

  /// What a description has that the templates of the same platform cannot have, and what the
  /// templates go into that the description leaves out.
  @Test func theDescriptionHasTheResourceTypesOfTheTemplates() throws {
    let described = try Reading(fixture: "ml-platform-description").types
    let templates = try typesOfTemplates(in: "ml-platform")
    #expect(described.subtracting(templates) == ["AWS::SageMaker::TrainingJob"])
    #expect(
      templates.subtracting(described) == [
        "AWS::CloudWatch::Alarm", "AWS::EC2::FlowLog", "AWS::EC2::SecurityGroupEgress",
        "AWS::EC2::SecurityGroupIngress", "AWS::ECR::Repository", "AWS::IAM::ManagedPolicy",
        "AWS::IAM::Policy", "AWS::KMS::Alias", "AWS::Logs::LogGroup",
        "AWS::Organizations::Organization", "AWS::SageMaker::DataQualityJobDefinition",
        "AWS::SageMaker::FeatureGroup", "AWS::SageMaker::MonitoringSchedule",
        "AWS::SageMaker::NotebookInstanceLifecycleConfig", "AWS::SageMaker::UserProfile",
      ]
    )
  }

  private func typesOfTemplates(in fixture: String) throws -> Set<String> {
    let folder = Reading.fixtures.appending(path: fixture)
    let declarations = Declarations.builtIn
    var builder = EstateBuilder(declarations: declarations)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    for (index, name) in names.enumerated() where name.hasSuffix(".yaml") || name.hasSuffix(".json")
    {
      let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
      let source = SourceFile(path: name, bytes: bytes)
      let id = SourceID(index)
      let tree = parseSource(source, id: id, vocabulary: declarations.vocabulary).tree
      readTemplate(
        try #require(tree),
        path: name,
        parameters: [:],
        intrinsics: IntrinsicTable(declarations.vocabulary),
        into: &builder
      )
    }
    return Set(builder.build().types)
  }
}
