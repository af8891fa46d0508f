import IdentityAnalysis
import Infrastructure
import ServiceAuthorization
import SourceText
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
    /// A plain text, which may be a name; nil for what may be anything.
    let name: String?
  }

  /// What says that something is used.
  struct Ground {
    let workload: String
    let place: Origin
  }

  /// A value that holds no others, and the property that has it.
  private struct Leaf {
    let key: String
    let value: Value
  }

  /// Types whose work is written in the template, or is all of what AWS documents of their properties. Of
  /// all others the code is not read: it may use whatever the estate holds.
  private static let declaring: Set<String> = [
    "AWS::SageMaker::Model", "AWS::SageMaker::ModelPackage", "AWS::SageMaker::ProcessingJob",
    "AWS::SageMaker::TrainingJob", "AWS::SageMaker::TransformJob",
  ]

  private let estate: Estate
  /// Each once, in the order in which they were met.
  private(set) var uses: [Use] = []
  private(set) var grounds: [Use: Ground] = [:]
  private(set) var openings: [Opening] = []
  /// The workloads whose code may use more than is declared.
  private(set) var unread: [String] = []

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
      let workload = estate[id].name
      if !Self.declaring.contains(estate[id].type), !unread.contains(workload) {
        unread.append(workload)
      }
      for leaf in leaves where !isRole(leaf, role, &context) {
        add(leaf, by: workload, &context)
      }
      addReferrers(of: id, &context)
    }
    addKeys(&context)
  }

  /// Adds the keys with which that is encrypted which is used.
  private mutating func addKeys(_ context: inout EvaluationContext) {
    for use in uses {
      switch use {
      case .resource(let id):
        let name = estate[id].name
        for leaf in leaves(of: id, context) where Self.service(of: leaf.key) == "kms" {
          add(leaf, by: name, &context)
        }
      case .text(let text):
        let subject = "how '\(text)' is encrypted"
        openings.append(Opening(service: "kms", subject: subject, name: nil))
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
      let name = estate[id].name
      add(.resource(id), estate[id].origin, by: name)
      let leaves = leaves(of: id, context)
      guard !leaves.contains(where: { Self.namesRole($0.key) }) else { continue }
      for leaf in leaves { add(leaf, by: name, &context) }
    }
  }

  /// Whether a resource is more than a policy about others.
  private func isWorkload(_ id: ResourceID) -> Bool {
    let type = estate[id].type
    return type == "AWS::IAM::InstanceProfile"
      || !type.hasPrefix("AWS::IAM::") && !type.hasPrefix("AWS::CloudWatch::")
        && PolicyDocuments.paths(of: type).isEmpty
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
    // A workload's own name names nothing that it uses.
    let own = (estate[id].type.split(separator: ":").last.map(String.init) ?? "") + "Name"
    return leaves.filter { $0.key != own }
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

  /// Properties that say what runs, where and how big, not what it uses.
  private static let beside: Set<String> = [
    "Action", "Architectures", "AuthType", "ChannelName", "Code", "CompressionType", "ContentType",
    "Description", "DirectInternetAccess", "EphemeralStorage", "EventPattern",
    "FunctionResponseTypes", "Handler", "Id", "InputMode", "InputName", "InstanceCount",
    "InstanceType", "Layers", "LocalPath", "Mode", "NetworkConfig", "NetworkConfiguration",
    "OutputName", "PackageType", "PlatformIdentifier", "Principal", "ResourceConfig", "RootAccess",
    "Runtime", "S3DataDistributionType", "S3DataType", "S3InputMode", "S3UploadMode",
    "ScheduleExpression", "SecurityGroupIds", "SnapStart", "StartingPosition", "State",
    "StoppingCondition", "SubnetId", "SubnetIds", "Tags", "TracingConfig", "TrainingInputMode",
    "VolumeSizeInGB", "VpcConfig",
  ]

  // MARK: - What values name

  private mutating func add(_ use: Use, _ place: Origin, by workload: String) {
    guard !uses.contains(use) else { return }
    uses.append(use)
    grounds[use] = Ground(workload: workload, place: place)
  }

  private mutating func add(
    _ leaf: Leaf,
    by workload: String,
    _ context: inout EvaluationContext
  ) {
    if leaf.value.kind != .string, let target = estate.target(of: leaf.value, &context) {
      // What an attribute gives may be something else: `MasterUserSecret.SecretArn`.
      if Self.isName(leaf.value, estate) {
        return add(.resource(target), leaf.value.origin, by: workload)
      }
      return open(leaf, "an attribute of '\(estate[target].name)'")
    }
    switch leaf.value.kind {
    case .string:
      if let target = estate.target(of: leaf.value, &context) {
        add(.resource(target), leaf.value.origin, by: workload)
      }
      add(text: context.heap.text(leaf.value), leaf, by: workload)
    case .template:
      let reading = ComposedName.read(leaf.value, in: estate, &context)
      switch reading {
      case .resource(let id): add(.resource(id), leaf.value.origin, by: workload)
      case .text(let text): add(text: text, leaf, by: workload)
      case .open(let subject): open(leaf, subject)
      }
    case .unknown:
      let unknown = context.heap.unknown(leaf.value)
      if unknown.reason == .pseudoParameter, ComposedName.environs.contains(unknown.subject) {
        return
      }
      if let part = unknown.part, ComposedName.isOwn(part, estate) {
        return add(.resource(ResourceID(part.resource)), leaf.value.origin, by: workload)
      }
      open(leaf, unknown.subject)
    case .reference, .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional,
      .duration, .timestamp, .ip, .cidr, .resource, .error, .choice:
      break
    }
  }

  /// Whether a reference is about the resource itself, not about something that belongs to it.
  private static func isName(_ value: Value, _ estate: Estate) -> Bool {
    guard value.kind == .reference, !value.name.isNone else { return true }
    return ComposedName.isOwn(estate.declarations.vocabulary.text(of: value.name))
  }

  private mutating func open(_ leaf: Leaf, _ subject: String) {
    openings.append(Opening(service: Self.service(of: leaf.key), subject: subject, name: nil))
  }

  private mutating func add(text: String, _ leaf: Leaf, by workload: String) {
    if text.hasPrefix("arn:") || text.hasPrefix("s3://") {
      return add(.text(text), leaf.value.origin, by: workload)
    }
    let service = Self.service(of: leaf.key)
    let name = service == nil && !text.contains("://") ? text : nil
    openings.append(Opening(service: service, subject: "'\(text)'", name: name))
  }
}

extension DeclaredUses.Opening {
  /// Whether what is open may be something of a kind. A plain text may be the name of whatever is
  /// called so; one that is no number, no truth value and, in S3, written as names of buckets are.
  ///
  /// Source: S3 User Guide, "General purpose bucket naming rules".
  func mayName(_ kind: ResourceKind) -> Bool {
    let parts = kind.arn.split(separator: ":", omittingEmptySubsequences: false)
    if let service, parts.count > 2, parts[2] != service { return false }
    guard let name else { return true }
    guard !name.isEmpty, Double(name) == nil, !["true", "false"].contains(name.lowercased()) else {
      return false
    }
    guard parts.count > 5, parts[2] == "s3" else {
      return !name.contains { $0.isWhitespace }
    }
    let bucket = ComposedName.filled(name).prefix { $0 != "/" }.utf8
    let isLower = bucket.allSatisfy { byte in
      (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2d || byte == 0x2e
    }
    return (3...63).contains(bucket.count) && isLower
  }
}
