import CloudFormation
import Findings
import Foundation
import Infrastructure
import PlatformDescription
import SourceText
import Syntax
import Testing
import Values

/// What is described of templates keeps their values.
struct DescribedTemplateTests {
  static let corpus = Reading.fixtures.appending(path: "../../shared/corpus").standardized

  /// The templates below a folder, each with its path.
  private static func templates(below folder: URL) throws -> [SourceFile] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    return paths.filter { path in
      ["yaml", "yml", "json", "template"].contains { path.hasSuffix(".\($0)") }
    }.compactMap { path in
      FileManager.default.contents(atPath: folder.appending(path: path).path).map {
        SourceFile(path: path, bytes: Array($0))
      }
    }
  }

  /// Reads templates as a deployment with their defaults.
  private static func read(_ sources: [SourceFile]) -> Estate {
    let declarations = Declarations.builtIn
    var builder = EstateBuilder(declarations: declarations)
    var templates: [Template] = []
    for (index, source) in sources.enumerated() {
      let id = SourceID(index)
      let tree = parseSource(source, id: id, vocabulary: declarations.vocabulary).tree
      guard let tree, isTemplate(tree) else { continue }
      templates.append(Template(tree, path: source.path))
    }
    readTemplates(
      templates,
      takesDefaults: true,
      intrinsics: IntrinsicTable(declarations.vocabulary),
      into: &builder
    )
    return builder.build()
  }

  private func expectTheSame(
    _ sources: [SourceFile],
    location: Testing.SourceLocation = #_sourceLocation
  ) {
    let estate = Self.read(sources)
    let text = describe(estate)
    let other = Reading(text)
    let complaints = other.diagnostics.filter { $0.level == .error }.map(\.message)
    #expect(complaints == [], sourceLocation: location)
    var addresses: [String: String] = [:]
    for resource in other.estate.resources {
      let scope = other.estate.scopes[resource.scope.index].name
      addresses["\(scope)#\(resource.name)"] = resource.address
    }
    let before = ModelOutline(estate) { addresses[$0.address] ?? $0.address }.resources
    let after = ModelOutline(other.estate).resources
    #expect(before.keys.sorted() == after.keys.sorted(), sourceLocation: location)
    for (address, outline) in before.sorted(by: { $0.key < $1.key }) {
      #expect(after[address] == outline, "\(address)", sourceLocation: location)
    }
  }

  @Test(arguments: [
    "ml-platform", "ml-platform-broken-accounts", "ml-platform-broken-encryption",
    "ml-platform-broken-exposure", "ml-platform-broken-network", "ml-platform-broken-privilege",
    "quickstart",
  ])
  func aFixtureKeepsItsValues(name: String) throws {
    expectTheSame(try Self.templates(below: Reading.fixtures.appending(path: name)))
  }

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: corpus.path),
      "skipped: the corpus of public templates is not here"
    )
  )
  func theCorpusKeepsItsValues() throws {
    for estate in try FileManager.default.contentsOfDirectory(atPath: Self.corpus.path).sorted() {
      let folder = Self.corpus.appending(path: estate)
      guard folder.hasDirectoryPath || !estate.contains(".") else { continue }
      expectTheSame(try Self.templates(below: folder))
    }
  }

  /// A description and a template that name each other.
  @Test func aMixedEstateKeepsItsValues() throws {
    let files = [
      (
        "platform.yaml",
        """
        lintel: platform/v1
        accounts:
          ml:
            id: "111122223333"
            region: eu-west-1
            vpcs: {v: {cidrBlock: 10.0.0.0/16, subnets: {a: {cidrBlock: 10.0.0.0/24}}}}
            roles:
              reader:
                trusts: [sagemaker.amazonaws.com]
                allows: [{actions: [kms:Decrypt], resources: [{$ref: lab.yaml#Key, attribute: Arn}]}]
            trainingJobs: {fraud: {volumeKey: lab.yaml#Key}}
        templates:
          lab.yaml:
            account: ml
            parameters: {Subnets: [{$ref: ml/vpcs/v/subnets/a}], Role: {$ref: ml/roles/reader, attribute: Arn}}
        """
      ),
      (
        "lab.yaml",
        """
        Parameters: {Subnets: {Type: List<AWS::EC2::Subnet::Id>}, Role: {Type: String}}
        Resources:
          Key: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: true}}
          Model:
            Type: AWS::SageMaker::Model
            Properties: {ExecutionRoleArn: !Ref Role, VpcConfig: {Subnets: !Ref Subnets}}
        """
      ),
    ]
    let sources = files.map { SourceFile(path: $0.0, bytes: Array($0.1.utf8)) }
    let declarations = Declarations.builtIn
    let trees = sources.enumerated().compactMap { index, source in
      parseSource(source, id: SourceID(index), vocabulary: declarations.vocabulary).tree
    }
    var builder = EstateBuilder(declarations: declarations)
    readDescriptions([trees[0]], sources: sources, into: &builder) { deployment, estate in
      readTemplates(
        [Template(trees[1], path: "lab.yaml", deployment: deployment("lab.yaml"))],
        intrinsics: IntrinsicTable(declarations.vocabulary),
        into: &estate
      )
    }
    #expect(builder.diagnostics.map(\.message) == [])
    let estate = builder.build()
    let model = try #require(estate.resources.first { $0.name == "Model" })
    #expect(estate.scopes[model.scope.index].account == "111122223333")
    let other = Reading(describe(estate))
    #expect(other.diagnostics.map(\.message) == [])
    let before = ModelOutline(estate) { resource in
      switch resource.address {
      case "lab.yaml#Key": "lab.yaml/keys/Key"
      case "lab.yaml#Model": "lab.yaml/models/Model"
      default: resource.address
      }
    }
    #expect(ModelOutline(other.estate).resources == before.resources)
    #expect(before.resources["lab.yaml/models/Model"]?.contains("[->ml/vpcs/v/subnets/a]") == true)
  }
}
