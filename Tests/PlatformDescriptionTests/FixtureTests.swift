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

  /// But for what no template can have.
  @Test func theDescriptionHasTheResourceTypesOfTheTemplates() throws {
    let described = try Reading(fixture: "ml-platform-description").types
    let templates = try typesOfTemplates(in: "ml-platform")
    let others: Set = ["AWS::SageMaker::TrainingJob", "Lintel::Expectation"]
    #expect(described.subtracting(templates) == others)
  }

  private func typesOfTemplates(in fixture: String) throws -> Set<String> {
    let folder = Reading.fixtures.appending(path: fixture)
    let declarations = Declarations.builtIn
    var builder = EstateBuilder(declarations: declarations)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    var templates: [Template] = []
    for (index, name) in names.enumerated() where name.hasSuffix(".yaml") || name.hasSuffix(".json")
    {
      let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
      let source = SourceFile(path: name, bytes: bytes)
      let id = SourceID(index)
      let tree = parseSource(source, id: id, vocabulary: declarations.vocabulary).tree
      templates.append(Template(try #require(tree), path: name))
    }
    readTemplates(templates, intrinsics: IntrinsicTable(declarations.vocabulary), into: &builder)
    return Set(builder.build().types)
  }
}
