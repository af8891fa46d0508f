import IdentityAnalysis
import Infrastructure
import TemplateEstates
import Values

/// The policies of a template's resource named `R`, as the analyses hand them out.
struct Statements {
  let template: TemplateEstate

  /// A bucket policy with one statement, given as a YAML mapping in flow style.
  init(statement: String, sections: String = "") {
    self.init(document: "{Statement: [\(statement)]}", sections: sections)
  }

  /// A bucket policy with a document.
  init(document: String, sections: String = "") {
    template = TemplateEstate(
      """
      Parameters:
        Open: {Type: String}
        OpenList: {Type: CommaDelimitedList}
        VpcId: {Type: AWS::EC2::VPC::Id}
        Stage: {Type: String, AllowedValues: [dev, prod]}
      Conditions:
        IsProd: !Equals [!Ref Stage, prod]
      \(sections)
      Resources:
        Endpoint: {Type: AWS::EC2::VPCEndpoint}
        Role: {Type: AWS::IAM::Role, Properties: {RoleName: reader}}
        R:
          Type: AWS::S3::BucketPolicy
          Properties:
            PolicyDocument: \(document)
      """
    )
  }

  init(_ template: String) {
    self.template = TemplateEstate(template)
  }

  func list(in world: [String: String] = [:]) -> (values: [Value], context: EvaluationContext) {
    var context = template.context
    context.world = template.world(world)
    guard let id = template.id("R") else { return ([], context) }
    let list = PolicyDocuments.statements(of: id, in: template.estate, &context)
    return (context.heap.elements(of: list), context)
  }

  /// Each statement in short notation.
  func outlines(in world: [String: String] = [:]) -> [String] {
    let (values, context) = list(in: world)
    return values.map { template.outline($0, in: context.heap) }
  }

  /// Whether the only statement's conditions confine its callers: `true`, `false` or `?reason`.
  func confinement(in world: [String: String] = [:]) -> String {
    var (values, context) = list(in: world)
    guard let statement = values.first else { return "no statement" }
    let answer = CallerConfinement.confines(statement, &context)
    return template.outline(answer, in: context.heap)
  }
}
