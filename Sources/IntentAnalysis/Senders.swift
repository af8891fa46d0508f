import Infrastructure
import Values

/// What runs where a resource is named that runs nothing itself: the models behind an endpoint, the job
/// of a monitoring schedule, the domain of a user profile.
enum Senders {
  private static let configPath = PropertyPath("EndpointConfigName")
  private static let modelPath = PropertyPath("ProductionVariants.ModelName")
  private static let shadowPath = PropertyPath("ShadowProductionVariants.ModelName")
  private static let networkPath = PropertyPath("VpcConfig.Subnets")
  private static let jobPath = PropertyPath("MonitoringScheduleConfig.MonitoringJobDefinitionName")
  private static let transformPath = PropertyPath("ModelName")
  private static let domainPath = PropertyPath("DomainId")

  /// The resources that send in the place of one, as resources and unknowns; itself where it runs.
  static func senders(
    behind id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> [Value] {
    switch estate[id].type {
    case "AWS::SageMaker::Endpoint":
      return follow([configPath], of: id, in: estate, &context).flatMap { value in
        value.resourceID.map { senders(behind: $0, in: estate, &context) } ?? [value]
      }
    case "AWS::SageMaker::EndpointConfig":
      // Inference components run in the network of the configuration.
      let own = networkPath.values(in: estate[id].properties, &context)
      let models = follow([modelPath, shadowPath], of: id, in: estate, &context)
      return own.isEmpty && !models.isEmpty ? models : [itself(id, estate)] + models
    case "AWS::SageMaker::MonitoringSchedule":
      let jobs = follow([jobPath], of: id, in: estate, &context)
      return jobs.isEmpty ? [itself(id, estate)] : jobs
    case "AWS::SageMaker::TransformJob":
      return follow([transformPath], of: id, in: estate, &context)
    case "AWS::SageMaker::UserProfile", "AWS::SageMaker::Space", "AWS::SageMaker::App":
      return follow([domainPath], of: id, in: estate, &context)
    case "AWS::SageMaker::Pipeline":
      let settle = "make claims about the jobs that it starts"
      let subject = "where the steps of pipeline '\(estate[id].name)' run"
      let unknown = Unknown(.unmodelled, subject, settle: settle)
      return [context.heap.unknown(unknown, origin: estate[id].origin)]
    default:
      return [itself(id, estate)]
    }
  }

  private static func itself(_ id: ResourceID, _ estate: Estate) -> Value {
    .resource(id.index, origin: estate[id].origin)
  }

  private static func follow(
    _ paths: [PropertyPath],
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> [Value] {
    paths.flatMap { path in
      path.values(in: estate[id].properties, &context).map { value in
        if let target = estate.target(of: value, &context) {
          return .resource(target.index, origin: value.origin)
        }
        if value.kind == .unknown { return value }
        let name = value.kind == .string ? " '\(context.heap.text(value))'" : ""
        let unknown = Unknown(.external, "what\(name) runs", settle: "describe it")
        return context.heap.unknown(unknown, origin: value.origin)
      }
    }
  }
}
