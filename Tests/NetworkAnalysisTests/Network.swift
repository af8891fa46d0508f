import Infrastructure
import NetworkAnalysis
import TemplateEstates
import Values

/// A network in a template, to be asked by logical ids.
struct Network {
  let template: TemplateEstate

  /// Resources below the VPC `Vpc` and the subnet `Subnet`.
  init(_ resources: String, vpc: String = "!Ref Vpc") {
    template = TemplateEstate(
      """
      Parameters:
        Open: {Type: String}
        Stage: {Type: String, AllowedValues: [dev, prod]}
      Conditions:
        IsProd: !Equals [!Ref Stage, prod]
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        OtherVpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
        Gateway: {Type: AWS::EC2::InternetGateway}
        Custom: {Type: Custom::Network}
        Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: \(vpc)}}
        Second: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}
        Elsewhere: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref OtherVpc}}
      \(resources.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
      """
    )
  }

  private func ask(
    _ name: String,
    in world: [String: String],
    _ question: (ResourceID, inout EvaluationContext) -> Value?
  ) -> String {
    guard let id = template.id(name) else { return "no \(name)" }
    var context = template.context
    context.world = template.world(world)
    guard let answer = question(id, &context) else { return "nil" }
    return template.outline(answer, in: context.heap)
  }

  /// Each path to the internet as its steps, with arrows; possible ones as `possibly ?reason`.
  func paths(from subnet: String = "Subnet", in world: [String: String] = [:]) -> [String] {
    guard let id = template.id(subnet) else { return ["no \(subnet)"] }
    var context = template.context
    context.world = template.world(world)
    let paths = InternetPaths.paths(from: id, in: template.estate, &context)
    return context.heap.elements(of: paths).map { path in
      guard path.kind == .list else { return template.outline(path, in: context.heap) }
      let steps = context.heap.elements(of: path).map { hop in
        context.heap.lookup("step", in: hop).map { context.heap.text($0) } ?? "?"
      }
      return steps.joined(separator: " -> ")
    }
  }

  func subnets(of workload: String, in world: [String: String] = [:]) -> String {
    ask(workload, in: world) { WorkloadPlacement.subnets(of: $0, in: template.estate, &$1) }
  }

  func vpc(of name: String, in world: [String: String] = [:]) -> String {
    ask(name, in: world) { WorkloadPlacement.vpc(of: $0, in: template.estate, &$1) }
  }

  func workloads(in place: String, in world: [String: String] = [:]) -> String {
    ask(place, in: world) { WorkloadPlacement.workloads(in: $0, of: template.estate, &$1) }
  }

  func requiredEndpoints(in world: [String: String] = [:]) -> String {
    ask("Vpc", in: world) { WorkloadPlacement.requiredEndpoints(of: $0, in: template.estate, &$1) }
  }

  /// The resources of a type whose property refers to a resource.
  func referrers(
    to name: String,
    type: String,
    path: String,
    in world: [String: String] = [:]
  ) -> String {
    ask(name, in: world) { template.estate.referrers(of: $0, type: type, path: path, &$1) }
  }
}
