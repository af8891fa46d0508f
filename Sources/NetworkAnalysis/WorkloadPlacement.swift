package import Infrastructure
package import Values

/// Where machine-learning workloads say that their network interfaces stand.
package enum WorkloadPlacement {
  private static let vpcPath = PropertyPath("VpcId")

  /// The properties that name subnets, by resource type.
  private static let subnetPaths: [String: [PropertyPath]] = [
    "AWS::SageMaker::AutoMLJob": ["AutoMLJobConfig.SecurityConfig.VpcConfig.Subnets"],
    "AWS::SageMaker::AutoMLJobV2": ["SecurityConfig.VpcConfig.Subnets"],
    "AWS::SageMaker::Cluster": [
      "VpcConfig.Subnets", "InstanceGroups.OverrideVpcConfig.Subnets",
      "RestrictedInstanceGroups.OverrideVpcConfig.Subnets",
    ],
    "AWS::SageMaker::DataQualityJobDefinition": ["NetworkConfig.VpcConfig.Subnets"],
    "AWS::SageMaker::Domain": ["SubnetIds"],
    "AWS::SageMaker::EndpointConfig": ["VpcConfig.Subnets"],
    "AWS::SageMaker::HyperParameterTuningJob": [
      "TrainingJobDefinition.VpcConfig.Subnets", "TrainingJobDefinitions.VpcConfig.Subnets",
    ],
    "AWS::SageMaker::Model": ["VpcConfig.Subnets"],
    "AWS::SageMaker::ModelBiasJobDefinition": ["NetworkConfig.VpcConfig.Subnets"],
    "AWS::SageMaker::ModelExplainabilityJobDefinition": ["NetworkConfig.VpcConfig.Subnets"],
    "AWS::SageMaker::ModelQualityJobDefinition": ["NetworkConfig.VpcConfig.Subnets"],
    "AWS::SageMaker::MonitoringSchedule":
      ["MonitoringScheduleConfig.MonitoringJobDefinition.NetworkConfig.VpcConfig.Subnets"],
    "AWS::SageMaker::NotebookInstance": ["SubnetId"],
    "AWS::SageMaker::ProcessingJob": ["NetworkConfig.VpcConfig.Subnets"],
    "AWS::SageMaker::TrainingJob": ["VpcConfig.Subnets"],
  ].mapValues { $0.map(PropertyPath.init) }

  /// The resource types that run machine-learning code in a VPC, or can.
  package static let types = subnetPaths.keys.sorted()

  /// The services whose endpoints a workload calls, by resource type; others call `s3` only.
  ///
  /// Source: SageMaker Developer Guide, "Connect Studio to resources in a VPC" and "Connect a
  /// notebook instance in a VPC to external resources"; training and hosting need S3 for data and
  /// model artifacts, while images and control traffic are the service's own.
  private static let services: [String: [String]] = [
    "AWS::SageMaker::Domain": ["sagemaker.api", "sagemaker.runtime", "s3"],
    "AWS::SageMaker::NotebookInstance": ["sagemaker.api", "sagemaker.runtime", "s3"],
  ]

  /// The subnets of a workload, as a list of resources; those that are not resources of the estate
  /// are unknown elements. Empty for workloads without a VPC configuration.
  package static func subnets(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    let resource = estate[id]
    let named = subnetPaths[resource.type, default: []].flatMap {
      $0.values(in: resource.properties, &context)
    }
    let elements = named.map {
      element(of: $0, "AWS::EC2::Subnet", "the subnet", in: estate, &context)
    }
    return context.heap.list(elements, origin: resource.origin)
  }

  /// The VPC that a subnet, workload or other resource belongs to: a resource, unknown, or nil.
  package static func vpc(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value? {
    let resource = estate[id]
    if resource.type == "AWS::EC2::VPC" { return .resource(id.index, origin: resource.origin) }
    if let named = namedVPC(of: id, in: estate, &context) { return named }
    let subnets = subnets(of: id, in: estate, &context)
    var open: Value?
    for subnet in context.heap.elements(of: subnets) {
      // A subnet names its VPC itself.
      let vpc = subnet.resourceID.map { namedVPC(of: $0, in: estate, &context) } ?? subnet
      if vpc?.kind == .resource { return vpc }
      open = open ?? vpc
    }
    return open
  }

  /// The VPC that a resource's own `VpcId` names: a resource, unknown, or nil.
  private static func namedVPC(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value? {
    let named = vpcPath.values(in: estate[id].properties, &context).first
    return named.map { element(of: $0, "AWS::EC2::VPC", "the VPC", in: estate, &context) }
  }

  /// The resource of a type that a value names; unknown where the estate has none.
  private static func element(
    of value: Value,
    _ type: String,
    _ words: String,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    let named = estate.given(value, &context)
    if let id = estate.target(of: named, ofType: type, &context) {
      return .resource(id.index, origin: named.origin)
    }
    return context.foreign(named, named: words, otherwise: " named here")
  }

  /// The workloads that run in a VPC or subnet, as a list of resources.
  ///
  /// A workload that refers to the place, or to a subnet of it, and whose own subnets are open is an
  /// unknown element that is only possible. One that names nothing of the place is judged where its
  /// subnet is.
  package static func workloads(
    in place: ResourceID,
    of estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    let isVPC = estate[place].type == "AWS::EC2::VPC"
    var candidates = Set(estate.referrers(of: place))
    if isVPC {
      for subnet in estate.referrers(of: place) where estate[subnet].type == "AWS::EC2::Subnet" {
        candidates.formUnion(estate.referrers(of: subnet))
      }
    }
    var elements: [Value] = []
    for id in candidates.sorted() where subnetPaths[estate[id].type] != nil {
      let element = estate.element(id, &context)
      guard !element.isAbsent else { continue }
      switch runs(id, in: place, isVPC: isVPC, of: estate, &context) {
      case .yes: elements.append(element)
      case .possibly(let unknown): elements.append(unknown.possible)
      case .no: break
      }
    }
    return context.heap.list(elements, origin: estate[place].origin)
  }

  private static func runs(
    _ id: ResourceID,
    in place: ResourceID,
    isVPC: Bool,
    of estate: Estate,
    _ context: inout EvaluationContext
  ) -> Membership {
    var places: [Value] = []
    if isVPC {
      if let vpc = vpc(of: id, in: estate, &context) { places = [vpc] }
    } else {
      let subnets = subnets(of: id, in: estate, &context)
      places = context.heap.elements(of: subnets)
    }
    if places.contains(where: { $0.resourceID == place }) { return .yes }
    return places.first { $0.resourceID == nil }.map(Membership.possibly) ?? .no
  }

  /// The services whose endpoints a workload needs, or the workloads of a VPC, as a list of texts such
  /// as `sagemaker.api`; each has the origin of the first workload that needs it.
  package static func requiredEndpoints(
    of place: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    let isWorkload = subnetPaths[estate[place].type] != nil
    let itself = Value.resource(place.index, origin: estate[place].origin)
    let workloads = isWorkload ? .absent : workloads(in: place, of: estate, &context)
    var required: [Value] = []
    var seen: Set<String> = []
    for workload in isWorkload ? [itself] : context.heap.elements(of: workloads) {
      guard let id = workload.resourceID else {
        required.append(workload)
        continue
      }
      let type = estate[id].type
      for service in services[type] ?? ["s3"] where seen.insert(service).inserted {
        required.append(context.heap.string(service, origin: workload.origin))
      }
    }
    return context.heap.list(required, origin: estate[place].origin)
  }
}
