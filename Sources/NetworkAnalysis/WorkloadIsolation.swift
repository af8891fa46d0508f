import Infrastructure
import Values

/// The ways of SageMaker's own network, past the customer's VPC.
///
/// Sources: SageMaker Developer Guide, "Run training and inference containers in internet-free mode",
/// "Connect a notebook instance in a VPC to external resources", "Connect Studio in a VPC to external
/// resources".
enum WorkloadIsolation {
  private static let isolationPaths = [
    "EnableNetworkIsolation", "NetworkConfig.EnableNetworkIsolation",
    "TrainingJobDefinition.EnableNetworkIsolation",
    "MonitoringScheduleConfig.MonitoringJobDefinition.NetworkConfig.EnableNetworkIsolation",
  ].map(PropertyPath.init)
  private static let notebookPath = PropertyPath("DirectInternetAccess")
  private static let domainPath = PropertyPath("AppNetworkAccessType")

  /// No way at all, where containers have no network; nil where they have, or may have.
  static func obstacle(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Reach? {
    for path in isolationPaths {
      for value in path.values(in: estate[id].properties, &context) where value.isTrue {
        var reach = Reach()
        let step = "'\(estate[id].name)' is isolated from every network"
        reach.obstacles = [InternetPaths.hop(step, id, value.origin, &context)]
        return reach
      }
    }
    return nil
  }

  /// The way through SageMaker's own network, where a workload has it.
  static func directAccess(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Reach {
    switch estate[id].type {
    case "AWS::SageMaker::NotebookInstance":
      return access(notebookPath, "Enabled", "direct internet access", of: id, in: estate, &context)
    case "AWS::SageMaker::Domain":
      let words = "apps with direct internet access"
      return access(domainPath, "PublicInternetOnly", words, of: id, in: estate, &context)
    case "AWS::SageMaker::EndpointConfig", "AWS::SageMaker::MonitoringSchedule":
      guard WorkloadPlacement.subnets(of: id, in: estate, &context).count == 0 else {
        return Reach()
      }
      var reach = Reach()
      let subject = "where the containers of '\(estate[id].name)' run"
      reach.open = [InternetEgress.unmodelled(subject, estate[id].origin, &context)]
      return reach
    default:
      guard WorkloadPlacement.subnets(of: id, in: estate, &context).count == 0 else {
        return Reach()
      }
      var reach = Reach()
      let step = "'\(estate[id].name)' runs outside of the customer's VPCs, with internet access"
      let hop = InternetPaths.hop(step, id, estate[id].origin, &context)
      reach.paths = [context.heap.list([hop], origin: estate[id].origin)]
      return reach
    }
  }

  private static func access(
    _ path: PropertyPath,
    _ word: String,
    _ words: String,
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Reach {
    var reach = Reach()
    guard let value = path.values(in: estate[id].properties, &context).first else { return reach }
    if value.kind == .string {
      guard context.heap.text(value) == word else { return reach }
      let hop = InternetPaths.hop("'\(estate[id].name)' has \(words)", id, value.origin, &context)
      reach.paths = [context.heap.list([hop], origin: value.origin)]
    } else {
      reach.open = [InternetPaths.external(value, "the value of '\(path.text)'", &context)]
    }
    return reach
  }
}
