import Infrastructure
import Reachability
import Values

extension NetworkBuilder {
  /// Where a type names its subnets and groups.
  struct Placement {
    let subnets: [PropertyPath]
    let groups: [PropertyPath]

    init(_ subnets: [String], _ groups: [String]) {
      self.subnets = subnets.map(PropertyPath.init)
      self.groups = groups.map(PropertyPath.init)
    }

    /// Under a path such as `NetworkConfig.VpcConfig`.
    static func config(_ path: String) -> Placement {
      Placement(["\(path).Subnets"], ["\(path).SecurityGroupIds"])
    }
  }

  /// Source: the reference pages of the types.
  static let placements: [String: Placement] = [
    "AWS::CodeBuild::Project": .config("VpcConfig"),
    "AWS::EC2::Instance": Placement(
      ["SubnetId", "NetworkInterfaces.SubnetId"],
      ["SecurityGroupIds", "NetworkInterfaces.GroupSet"]
    ),
    "AWS::EC2::NetworkInterface": Placement(["SubnetId"], ["GroupSet"]),
    "AWS::EFS::MountTarget": Placement(["SubnetId"], ["SecurityGroups"]),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": Placement(
      ["Subnets", "SubnetMappings.SubnetId"],
      ["SecurityGroups"]
    ),
    "AWS::Lambda::Function": Placement(["VpcConfig.SubnetIds"], ["VpcConfig.SecurityGroupIds"]),
    "AWS::SageMaker::AutoMLJob": .config("AutoMLJobConfig.SecurityConfig.VpcConfig"),
    "AWS::SageMaker::AutoMLJobV2": .config("SecurityConfig.VpcConfig"),
    "AWS::SageMaker::Cluster": Placement(
      [
        "VpcConfig.Subnets", "InstanceGroups.OverrideVpcConfig.Subnets",
        "RestrictedInstanceGroups.OverrideVpcConfig.Subnets",
      ],
      [
        "VpcConfig.SecurityGroupIds", "InstanceGroups.OverrideVpcConfig.SecurityGroupIds",
        "RestrictedInstanceGroups.OverrideVpcConfig.SecurityGroupIds",
      ]
    ),
    "AWS::SageMaker::DataQualityJobDefinition": .config("NetworkConfig.VpcConfig"),
    "AWS::SageMaker::Domain": Placement(["SubnetIds"], ["DefaultUserSettings.SecurityGroups"]),
    "AWS::SageMaker::HyperParameterTuningJob": Placement(
      ["TrainingJobDefinition.VpcConfig.Subnets", "TrainingJobDefinitions.VpcConfig.Subnets"],
      [
        "TrainingJobDefinition.VpcConfig.SecurityGroupIds",
        "TrainingJobDefinitions.VpcConfig.SecurityGroupIds",
      ]
    ),
    "AWS::SageMaker::EndpointConfig": .config("VpcConfig"),
    "AWS::SageMaker::Model": .config("VpcConfig"),
    "AWS::SageMaker::ModelBiasJobDefinition": .config("NetworkConfig.VpcConfig"),
    "AWS::SageMaker::ModelExplainabilityJobDefinition": .config("NetworkConfig.VpcConfig"),
    "AWS::SageMaker::ModelQualityJobDefinition": .config("NetworkConfig.VpcConfig"),
    "AWS::SageMaker::MonitoringSchedule": .config(
      "MonitoringScheduleConfig.MonitoringJobDefinition.NetworkConfig.VpcConfig"
    ),
    "AWS::SageMaker::NotebookInstance": Placement(["SubnetId"], ["SecurityGroupIds"]),
    "AWS::SageMaker::ProcessingJob": .config("NetworkConfig.VpcConfig"),
    "AWS::SageMaker::TrainingJob": .config("VpcConfig"),
  ]
  private static let isolationPaths = [
    "EnableNetworkIsolation", "NetworkConfig.EnableNetworkIsolation",
    "TrainingJobDefinition.EnableNetworkIsolation",
    "MonitoringScheduleConfig.MonitoringJobDefinition.NetworkConfig.EnableNetworkIsolation",
  ].map(PropertyPath.init)

  mutating func addWorkloads() {
    for (type, placement) in Self.placements.sorted(by: { $0.key < $1.key }) {
      for id in estate.resources(ofType: type) {
        noteIsolation(of: id)
        addInterfaces(of: id, placement)
        addManagedAccess(of: id)
        doubtIsolation(of: id)
      }
    }
  }

  private mutating func addInterfaces(of id: ResourceID, _ placement: Placement) {
    let groups = placement.groups.flatMap { values($0, of: id) }.map { found in
      let known = group(found.value, of: id)
      let group: Interface.Group =
        known.map { .group($0) } ?? .open(fact(found.value, "the security group", of: id))
      return Alternatives<Interface.Group>.Case(group, when: found.existence)
    }
    var interfaces: [Interface.ID] = []
    for named in placement.subnets.flatMap({ values($0, of: id) }) {
      let subnet = subnet(named.value, of: id)
      let own =
        groups.isEmpty
        ? [.init(.group(defaultGroup(of: network.model[subnet].vpc)))] : groups
      interfaces.append(Interface.ID(network.model.interfaces.count))
      network.model.interfaces.append(
        Interface(
          name: estate[id].name,
          in: subnet,
          groups: own,
          ipv6: network.model[subnet].block(.ipv6) == nil ? .none : ipv6(of: id),
          publicIPv4: publicAddress(of: id, in: subnet),
          when: connected(all([estate[id].existence, named.existence]), id),
          at: place(id, named.value)
        )
      )
    }
    network.interfaces[id] = interfaces
  }

  /// Whether a thing in a subnet with IPv6 has an address of it. Most have only if they are told.
  ///
  /// Source: the reference pages of the types.
  private mutating func ipv6(of id: ResourceID) -> Interface.Address {
    switch estate[id].type {
    case "AWS::EC2::Instance", "AWS::EC2::NetworkInterface":
      let subject = "whether '\(estate[id].name)' has an IPv6 address"
      return .open(unmodelled(subject, at: place(id)))
    case "AWS::Lambda::Function":
      let path = PropertyPath("VpcConfig.Ipv6AllowedForDualStack")
      guard let isAllowed = flag(path, of: id) else {
        return .open(unmodelled("whether '\(estate[id].name)' has IPv6", at: place(id)))
      }
      return isAllowed ? .some : .none
    default:
      guard let value = value(PropertyPath("IpAddressType"), of: id) else { return .none }
      guard let word = text(value) else {
        return .open(fact(value, "the value of 'IpAddressType'", of: id))
      }
      return word.lowercased().hasPrefix("ipv4") ? .none : .some
    }
  }

  /// Interfaces of SageMaker's, Lambda's and CodeBuild's have private addresses only.
  ///
  /// Source: SageMaker Developer Guide, "Connect Studio in a VPC to external resources"; Lambda
  /// Developer Guide, "Internet access for VPC-connected functions"; CodeBuild User Guide, "VPC support".
  private mutating func publicAddress(
    of id: ResourceID,
    in subnet: Subnet.ID
  ) -> Interface.Address {
    switch estate[id].type {
    case "AWS::ElasticLoadBalancingV2::LoadBalancer":
      guard let scheme = value(PropertyPath("Scheme"), of: id) else { return .some }
      guard let word = text(scheme) else {
        return .open(fact(scheme, "the scheme of the load balancer", of: id))
      }
      return word == "internal" ? .none : .some
    case "AWS::EC2::Instance", "AWS::EC2::NetworkInterface":
      let subject = "whether '\(estate[id].name)' has a public address"
      return .open(unmodelled(subject, at: place(id)))
    default:
      return .none
    }
  }

  // MARK: - SageMaker's own network

  private mutating func addManagedAccess(of id: ResourceID) {
    switch estate[id].type {
    case "AWS::SageMaker::NotebookInstance":
      access(PropertyPath("DirectInternetAccess"), "Enabled", of: id)
    case "AWS::SageMaker::Domain":
      access(PropertyPath("AppNetworkAccessType"), "PublicInternetOnly", of: id)
    case "AWS::SageMaker::EndpointConfig", "AWS::SageMaker::MonitoringSchedule":
      guard network.interfaces[id, default: []].isEmpty else { return }
      let subject = "where the containers of '\(estate[id].name)' run"
      add(ManagedAccess(name: estate[id].name, doubt: unmodelled(subject, at: place(id))), of: id)
    default:
      guard network.interfaces[id, default: []].isEmpty, Self.runsAnywhere(estate[id].type) else {
        return
      }
      add(ManagedAccess(name: estate[id].name, when: estate[id].existence, at: place(id)), of: id)
    }
  }

  /// Whether what a type runs has a network of AWS's without a VPC of the customer's.
  private static func runsAnywhere(_ type: String) -> Bool {
    type.hasPrefix("AWS::SageMaker::") || type == "AWS::Lambda::Function"
      || type == "AWS::CodeBuild::Project"
  }

  private mutating func add(_ access: ManagedAccess, of id: ResourceID) {
    var access = access
    access.existence = connected(access.existence, id)
    network.managed[id, default: []].append(ManagedAccess.ID(network.model.managedAccesses.count))
    network.model.managedAccesses.append(access)
  }

  private mutating func access(_ path: PropertyPath, _ word: String, of id: ResourceID) {
    for found in values(path, of: id) {
      let existence = all([estate[id].existence, found.existence])
      let place = place(id, found.value)
      if let text = text(found.value) {
        guard text == word else { continue }
        add(ManagedAccess(name: estate[id].name, when: existence, at: place), of: id)
        if estate[id].type == "AWS::SageMaker::Domain" {
          // AWS says that only traffic to the file system goes through the VPC then.
          let doubt = unmodelled("what '\(estate[id].name)' sends through its VPC", at: place)
          for interface in network.interfaces[id, default: []] {
            network.model.interfaces[interface.index].confinementDoubt = doubt
          }
          continue
        }
        for interface in network.interfaces[id, default: []] {
          let before = network.model[interface].confinement
          network.model.interfaces[interface.index].confinement = network.model.worlds.add(
            .any([before, existence])
          )
        }
      } else {
        let fact = fact(found.value, "the value of '\(path.text)'", of: id)
        let access = ManagedAccess(
          name: estate[id].name,
          when: existence,
          doubt: fact,
          at: place
        )
        add(access, of: id)
        for interface in network.interfaces[id, default: []] {
          network.model.interfaces[interface.index].confinementDoubt = fact
        }
      }
    }
  }

  /// The worlds in which containers have a network at all.
  private mutating func connected(_ existence: GuardID, _ id: ResourceID) -> GuardID {
    guard let isolation = network.isolated[id] else { return existence }
    let isConnected = network.model.worlds.add(.not(isolation.existence))
    return all([existence, isConnected])
  }

  /// Containers that may be isolated may have no network, whatever leads away from them.
  private mutating func doubtIsolation(of id: ResourceID) {
    for path in Self.isolationPaths {
      for found in values(path, of: id) where found.value.kind != .bool {
        let fact = fact(found.value, "the value of '\(path.text)'", of: id)
        for interface in network.interfaces[id, default: []] {
          network.model.interfaces[interface.index].confinementDoubt = fact
        }
        for access in network.managed[id, default: []] {
          network.model.managedAccesses[access.index].doubt = fact
        }
      }
    }
  }

  private mutating func noteIsolation(of id: ResourceID) {
    var isolated: [GuardID] = []
    var origin = Origin.none
    for path in Self.isolationPaths {
      for value in values(path, of: id) where value.value.isTrue {
        isolated.append(value.existence)
        origin = value.value.origin
      }
    }
    guard !isolated.isEmpty else { return }
    network.isolated[id] = (network.model.worlds.add(.any(isolated)), origin)
  }

  // MARK: - Endpoints

  mutating func addEndpoints() {
    for id in estate.resources(ofType: "AWS::EC2::VPCEndpoint") {
      guard let named = value(Self.vpcPath, of: id), let vpc = vpc(named, of: id) else { continue }
      let service = value(PropertyPath("ServiceName"), of: id).flatMap { serviceName($0) }
      let kind = value(PropertyPath("VpcEndpointType"), of: id).flatMap { text($0) }
      switch kind {
      case "Gateway"?: addGatewayEndpoint(id, service)
      case "Interface"?: addInterfaceEndpoint(id, service, in: vpc)
      case _?, nil: continue
      }
    }
  }

  /// `s3` of `com.amazonaws.eu-west-1.s3`: what comes behind the region.
  private mutating func serviceName(_ value: Value) -> String? {
    let value = context.resolve(value)
    var text = value.kind == .reference ? context.heap.text(of: value) : value
    if text.kind == .template { text = context.heap.element(text.count - 1, of: text) }
    guard text.kind == .string else { return nil }
    let name = context.heap.text(text)
    let parts = name.split(separator: ".", omittingEmptySubsequences: true).map(String.init)
    if name.hasPrefix("."), !parts.isEmpty { return parts.joined(separator: ".") }
    if parts.first == "com", parts.count > 3 { return parts.dropFirst(3).joined(separator: ".") }
    if parts.first == "aws", parts.count == 4 { return "\(parts[1]).\(parts[3])" }
    return parts.last
  }

  private mutating func addGatewayEndpoint(_ id: ResourceID, _ service: String?) {
    guard let service else { return }
    let number = serviceNumber(service)
    for named in values(PropertyPath("RouteTableIds"), of: id) {
      guard let target = estate.target(of: named.value, &context),
        let table = routeTables[target]
      else { continue }
      network.model.routeTables[table.index].routes.append(
        Route(
          to: .service(number),
          .gatewayEndpoint,
          rank: .prefixList,
          when: all([estate[id].existence, named.existence]),
          at: place(id, named.value)
        )
      )
    }
  }

  /// The index of a service in the model.
  mutating func serviceNumber(_ service: String) -> Int {
    if let known = network.model.services.firstIndex(of: service) { return known }
    network.model.services.append(service)
    return network.model.services.count - 1
  }

  private mutating func addInterfaceEndpoint(
    _ id: ResourceID,
    _ service: String?,
    in vpc: VPC.ID
  ) {
    addInterfaces(of: id, Placement(["SubnetIds"], ["SecurityGroupIds"]))
    network.endpoints.append(
      EstateNetwork.ServiceEndpoint(
        resource: id,
        vpc: vpc,
        service: service,
        interfaces: network.interfaces[id, default: []],
        name: privateName(of: id, service),
        existence: estate[id].existence,
        origin: estate[id].origin
      )
    )
  }

  /// Names of services stand for endpoints if the VPC resolves names and gives them to its hosts.
  ///
  /// Source: PrivateLink Guide, "Private DNS".
  private mutating func privateName(
    of id: ResourceID,
    _ service: String?
  ) -> EstateNetwork.ServiceEndpoint.Name {
    guard let named = value(Self.vpcPath, of: id),
      let vpc = estate.target(of: named, ofType: "AWS::EC2::VPC", &context)
    else {
      let isOff = flag(PropertyPath("PrivateDnsEnabled"), of: id) == false
      let subject = "whether names lead to endpoint '\(estate[id].name)'"
      return isOff ? .none : .open(unmodelled(subject, at: place(id)))
    }
    let answers = [
      PrivateNames.resolve(in: vpc, of: estate, &context),
      PrivateNames.lead(to: id, service: service ?? "", in: vpc, of: estate, &context),
    ]
    var name = EstateNetwork.ServiceEndpoint.Name.leads
    for answer in answers {
      switch answer {
      case .leads: break
      case .fails: return .none
      case .unknown(let value): name = .open(fact(value, "the private name", of: id))
      }
    }
    return name
  }

  /// Notes the VPCs whose hosts find no service by its name.
  mutating func addResolution() {
    for (id, vpc) in network.vpcs.sorted(by: { $0.key < $1.key }) {
      switch PrivateNames.resolve(in: id, of: estate, &context) {
      case .leads: break
      case .fails(let step): network.unresolving[vpc] = .off(Provenance(id, step.origin))
      case .unknown(let value):
        network.unresolving[vpc] = .open(fact(value, "the resolver", of: id))
      }
    }
  }
}
