import Infrastructure
import SourceText
import Testing
import Values

/// The declarations inside the executable, asked by text.
struct DeclarationsTests {
  let declarations = Declarations.builtIn

  func name(_ word: String) -> Name { declarations.vocabulary.name(word) }

  func property(_ path: String, of type: String) throws -> PropertyDeclaration {
    try propertyAndShape(path, of: type).property
  }

  /// Walks a dotted path through objects and lists of objects.
  func propertyAndShape(
    _ path: String,
    of type: String
  ) throws -> (property: PropertyDeclaration, shape: ShapeID) {
    var shape = declarations.shape(of: try #require(declarations.type(named: type)))
    let steps = path.split(separator: ".").map(String.init)
    for step in steps.dropLast() {
      let entry = try #require(declarations.property(name(step), in: shape), "\(type) \(step)")
      guard case .object(let inner) = entry.kind.innermost.form else {
        Issue.record("\(type) \(step) is no object")
        break
      }
      shape = inner
    }
    let last = declarations.property(name(steps.last ?? ""), in: shape)
    return (try #require(last, "\(type) \(path)"), shape)
  }

  @Test func aPropertyHasTheKindOfTheSchema() throws {
    let notebook = "AWS::SageMaker::NotebookInstance"
    #expect(try property("DirectInternetAccess", of: notebook).kind.form == .string)
    #expect(try property("VolumeSizeInGB", of: notebook).kind.form == .integer)
    #expect(try property("EnableDnsSupport", of: "AWS::EC2::VPC").kind.form == .boolean)
    #expect(try property("Threshold", of: "AWS::CloudWatch::Alarm").kind.form == .number)
    #expect(try property("PolicyDocument", of: "AWS::EC2::VPCEndpoint").kind.form == .json)
    #expect(try property("AssumeRolePolicyDocument", of: "AWS::IAM::Role").kind.form == .json)
  }

  @Test func listsAndMapsAreTakenApartFromTheOutside() throws {
    let groups = try property("SecurityGroupIds", of: "AWS::SageMaker::NotebookInstance").kind
    guard case .list(let group) = groups.form else {
      Issue.record("no list")
      return
    }
    #expect(group.form == .string)
  }

  @Test func aListOfObjectsLeadsToTheObject() throws {
    let variants = try property("ProductionVariants", of: "AWS::SageMaker::EndpointConfig").kind
    guard case .list(let variant) = variants.form, case .object(let shape) = variant.form else {
      Issue.record("no list of objects")
      return
    }
    #expect(declarations.property(name("InstanceType"), in: shape)?.kind.form == .string)
    #expect(variants.innermost == variant)
  }
}
