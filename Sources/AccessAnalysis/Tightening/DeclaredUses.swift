import IdentityAnalysis
import Infrastructure
import Values

/// What the workloads that run with some roles are declared to use: the resources that their properties
/// refer to, what refers to them, and the ARNs and S3 URIs that stand there.
///
/// Code may ask for more than anybody declares, so that nothing here proves that something is not needed.
struct DeclaredUses {
  enum Use: Hashable, Sendable {
    case resource(ResourceID)
    /// An ARN, or an S3 URI.
    case text(String)
  }

  /// A text that may name something that is used, of which nobody knows what.
  struct Opening {
    /// The one service of which it may name something; nil for any.
    let service: String?
    /// `parameter 'Table'`
    let subject: String
  }

  /// A value that holds no others, and the property that has it.
  private struct Leaf {
    let key: String
    let value: Value
  }

  /// Types with which people work: what they call is written in no template.
  private static let peoples: Set<String> = [
    "AWS::Cloud9::EnvironmentEC2", "AWS::EC2::Instance", "AWS::EMR::Studio",
    "AWS::IAM::InstanceProfile", "AWS::SageMaker::App", "AWS::SageMaker::Domain",
    "AWS::SageMaker::NotebookInstance", "AWS::SageMaker::Space", "AWS::SageMaker::UserProfile",
  ]

  private let estate: Estate
  /// Each once, in the order in which they were met.
  private(set) var uses: [Use] = []
  private(set) var openings: [Opening] = []

  init(_ estate: Estate) {
    self.estate = estate
  }

  // MARK: - Workloads

  /// Adds what is declared of all that runs with a role.
  mutating func add(
    workloadsOf role: ResourceID,
    _ context: inout EvaluationContext
  ) throws(NarrowingObstacle) {
    let name = estate[role].name
    guard isForServices(role, &context) else {
      throw NarrowingObstacle("'\(name)' may be assumed by others than services")
    }
    var workloads: [(id: ResourceID, leaves: [Leaf])] = []
    var handing: [ResourceID] = []
    for id in estate.referrers(of: role) where isWorkload(id) {
      guard !Self.peoples.contains(estate[id].type) else {
        throw NarrowingObstacle(
          "people work with '\(estate[id].name)': what they need is declared nowhere"
        )
      }
      let leaves = leaves(of: id, context)
      if leaves.contains(where: { isRole($0, role, &context) }) {
        workloads.append((id, leaves))
      } else {
        handing.append(id)
      }
    }
    for id in handing {
      // A job that a workflow starts is a workload of its own.
      let inside = estate[id].address + "/"
      guard workloads.contains(where: { estate[$0.id].address.hasPrefix(inside) }) else {
        throw NarrowingObstacle("'\(estate[id].name)' hands '\(name)' on to something else")
      }
    }
    guard !workloads.isEmpty else {
      throw NarrowingObstacle("nothing in the estate is known to run with '\(name)'")
    }
    for (id, leaves) in workloads {
      for leaf in leaves where !isRole(leaf, role, &context) { add(leaf, &context) }
      addReferrers(of: id, &context)
    }
    addKeys(&context)
  }

  /// Adds the keys with which that is encrypted which is used.
  private mutating func addKeys(_ context: inout EvaluationContext) {
    for use in uses {
      switch use {
      case .resource(let id):
        for leaf in leaves(of: id, context) where Self.service(of: leaf.key) == "kms" {
          add(leaf, &context)
        }
      case .text(let text):
        openings.append(Opening(service: "kms", subject: "how '\(text)' is encrypted"))
      }
    }
  }

  /// The one service of which a property names something; nil where it may be any.
  private static func service(of key: String) -> String? {
    if key.lowercased().contains("kms") { return "kms" }
    return key.hasSuffix("Image") || key.hasSuffix("ImageUri") ? "ecr" : nil
  }

  /// Adds what refers to a workload: what triggers it, and what is set for it elsewhere.
  private mutating func addReferrers(of workload: ResourceID, _ context: inout EvaluationContext) {
    for id in estate.referrers(of: workload) where isWorkload(id) {
      add(.resource(id))
      let leaves = leaves(of: id, context)
      guard !leaves.contains(where: { Self.namesRole($0.key) }) else { continue }
      for leaf in leaves { add(leaf, &context) }
    }
  }

  /// Whether a resource is more than a policy about others.
  private func isWorkload(_ id: ResourceID) -> Bool {
    let type = estate[id].type
    return Self.peoples.contains(type)
      || !type.hasPrefix("AWS::IAM::") && PolicyDocuments.paths(of: type).isEmpty
  }

  private func isForServices(_ role: ResourceID, _ context: inout EvaluationContext) -> Bool {
    let trusted = TrustedPrincipals.list(of: role, in: estate, &context)
    return context.heap.elements(of: trusted).allSatisfy { principal in
      guard principal.kind == .map,
        let type = context.heap.lookup("type", in: principal), type.kind == .string
      else { return false }
      return context.heap.text(type) == "Service"
    }
  }

  private func isRole(_ leaf: Leaf, _ role: ResourceID, _ context: inout EvaluationContext) -> Bool
  {
    Self.namesRole(leaf.key) && estate.target(of: leaf.value, &context) == role
  }

  /// Whether a property names the role with which a resource works.
  private static func namesRole(_ key: String) -> Bool {
    let ends = ["RoleArn", "RoleARN", "ExecutionRole", "ServiceRole"]
    return key == "Role" || ends.contains { key.hasSuffix($0) }
  }

  // MARK: - Values

  private func leaves(of id: ResourceID, _ context: borrowing EvaluationContext) -> [Leaf] {
    var leaves: [Leaf] = []
    collect(estate[id].properties, "", into: &leaves, context)
    return leaves
  }

  /// Choices count with all of their cases.
  private func collect(
    _ value: Value,
    _ key: String,
    into leaves: inout [Leaf],
    _ context: borrowing EvaluationContext
  ) {
    switch value.kind {
    case .map:
      for index in 0..<value.count {
        let name = context.heap.text(context.heap.key(index, of: value))
        guard !Self.beside.contains(name) else { continue }
        collect(context.heap.entry(index, of: value), name, into: &leaves, context)
      }
    case .list:
      for index in 0..<value.count {
        collect(context.heap.element(index, of: value), key, into: &leaves, context)
      }
    case .choice:
      for index in 0..<value.count {
        collect(context.heap.choiceCase(index, of: value).value, key, into: &leaves, context)
      }
    case .string, .template, .reference, .unknown:
      leaves.append(Leaf(key: key, value: value))
    case .null, .bool, .int, .uint, .double, .bytes, .type, .optional, .duration, .timestamp, .ip,
      .cidr, .resource, .error:
      break
    }
  }

  /// Properties that say where something runs and how big it is, not what it uses.
  private static let beside: Set<String> = [
    "InstanceCount", "InstanceType", "NetworkConfig", "NetworkConfiguration", "ResourceConfig",
    "SecurityGroupIds", "SubnetIds", "Tags", "VpcConfig", "VolumeSizeInGB",
  ]

  private mutating func add(_ use: Use) {
    if !uses.contains(use) { uses.append(use) }
  }

  private mutating func add(_ leaf: Leaf, _ context: inout EvaluationContext) {
    if let target = estate.target(of: leaf.value, &context) { return add(.resource(target)) }
    switch leaf.value.kind {
    case .string:
      let text = context.heap.text(leaf.value)
      if text.hasPrefix("arn:") || text.hasPrefix("s3://") { return add(.text(text)) }
      guard let service = Self.service(of: leaf.key) else { return }
      openings.append(Opening(service: service, subject: "'\(text)'"))
    case .template:
      for piece in context.heap.elements(of: leaf.value) {
        add(Leaf(key: leaf.key, value: context.resolve(piece)), &context)
      }
      addNamed(by: leaf.value, context)
    case .unknown:
      let unknown = context.heap.unknown(leaf.value)
      if let part = unknown.part { return add(.resource(ResourceID(part.resource))) }
      guard unknown.reason != .pseudoParameter, unknown.reason != .dynamicReference else { return }
      openings.append(Opening(service: Self.service(of: leaf.key), subject: unknown.subject))
    case .reference, .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional,
      .duration, .timestamp, .ip, .cidr, .resource, .error, .choice:
      break
    }
  }

  /// An ARN that is written out but for what the stack fills in.
  private mutating func addNamed(by template: Value, _ context: borrowing EvaluationContext) {
    var text = ""
    for piece in context.heap.elements(of: template) {
      switch piece.kind {
      case .string: text += context.heap.text(piece)
      case .unknown:
        let unknown = context.heap.unknown(piece)
        guard unknown.reason == .pseudoParameter else { return }
        text += "${\(unknown.subject.filter { $0 != "'" })}"
      case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration,
        .timestamp, .ip, .cidr, .resource, .error, .template, .choice, .reference:
        return
      }
    }
    if text.hasPrefix("arn:") { add(.text(text)) }
  }
}
