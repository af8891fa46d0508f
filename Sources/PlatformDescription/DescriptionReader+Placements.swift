import Findings
import Infrastructure
import Syntax

/// Whether what runs stands where it can: in subnets of its account, behind security groups of their VPC,
/// with a role that its service may assume.
extension DescriptionReader {
  private static let subnetType = "AWS::EC2::Subnet"
  private static let groupType = "AWS::EC2::SecurityGroup"
  private static let roleType = "AWS::IAM::Role"
  private static let subnetNames: Set<String> = ["SubnetId", "SubnetIds", "Subnets"]
  private static let groupNames: Set<String> = ["SecurityGroupIds", "SecurityGroups"]
  private static let roleNames: Set<String> = [
    "ExecutionRole", "ExecutionRoleArn", "Role", "RoleArn",
  ]

  mutating func checkPlacements(_ estate: inout EstateBuilder) {
    let types = Set(drafts.map(\.type))
    for index in drafts.indices {
      let draft = drafts[index]
      if draft.type == Self.subnetType { checkZone(of: draft, &estate) }
      let subnets = named(in: draft, Self.subnetNames, Self.subnetType)
      if !types.contains("AWS::RAM::ResourceShare") { checkAccount(of: subnets, draft, &estate) }
      if !types.contains("AWS::EC2::SecurityGroupVpcAssociation"), let first = subnets.first {
        let groups = named(in: draft, Self.groupNames, Self.groupType)
        checkVPC(of: groups, beside: first.target, &estate)
      }
      checkRole(of: draft, &estate)
    }
  }

  /// The described resources that properties of a draft name, with the place.
  private func named(
    in draft: Draft,
    _ properties: Set<String>,
    _ type: String
  ) -> [(target: Int, place: Place)] {
    var places: [Place] = []
    for entry in draft.entries {
      guard let last = entry.path.last, properties.contains(last),
        case .written = entry.value.content
      else { continue }
      let place = entry.value.place
      places += documents.kind(of: place) == .sequence ? documents.elements(of: place) : [place]
    }
    return places.compactMap { place in
      guard documents.kind(of: place) == .scalar,
        case .found(let thing) = lookUp(
          documents.text(of: place),
          types: [type],
          from: draft.home,
          beside: path(of: place)
        ),
        case .draft(let index) = thing.target
      else { return nil }
      return (index, place)
    }
  }

  private func checkAccount(
    of subnets: [(target: Int, place: Place)],
    _ draft: Draft,
    _ estate: inout EstateBuilder
  ) {
    for (target, place) in subnets {
      guard let own = draft.home.account, let other = drafts[target].home.account, own != other,
        accounts[own].draft != nil, accounts[other].draft != nil
      else { continue }
      report(
        "foreign-subnet",
        "subnet '\(drafts[target].address)' belongs to another account than '\(draft.address)'",
        at: place,
        related: [note("the subnet is here", at: drafts[target].key)],
        help: "describe the AWS::RAM::ResourceShare by which it is shared, or name a subnet of"
          + " '\(accounts[own].name)'",
        as: .warning,
        &estate
      )
    }
  }

  /// Source: VPC User Guide, "Security groups": a group can be used in its own VPC.
  private func checkVPC(
    of groups: [(target: Int, place: Place)],
    beside subnet: Int,
    _ estate: inout EstateBuilder
  ) {
    for (target, place) in groups {
      guard let own = drafts[subnet].home.vpc, let other = drafts[target].home.vpc, own != other
      else { continue }
      report(
        "foreign-security-group",
        "security group '\(drafts[target].address)' is in another VPC than subnet"
          + " '\(drafts[subnet].address)'",
        at: place,
        related: [note("the security group is here", at: drafts[target].key)],
        help: "name a security group of VPC '\(drafts[own].address)'",
        &estate
      )
    }
  }

  /// Zones are called by their region and a letter, those outside of it by a place in between.
  private func checkZone(of subnet: Draft, _ estate: inout EstateBuilder) {
    guard let entry = subnet.entries.first(where: { $0.path == ["AvailabilityZone"] }),
      let account = subnet.home.account,
      let region = accounts[account].region.map(documents.text(of:)),
      documents.kind(of: entry.value.place) == .scalar
    else { return }
    let text = documents.text(of: entry.value.place)
    switch entry.value.content {
    case .template where text > "f":
      let fact = "region \(region) has no zone '\(text)'"
      let help = "regions have up to six zones, from a to f"
      report("invalid-value", fact, at: entry.value.place, help: help, as: .warning, &estate)
    case .written
    where !text.hasPrefix(region) && ValueRules.regionProblem(String(text.dropLast())) == nil:
      let fact = "zone '\(text)' is not one of \(region), the region of '\(accounts[account].name)'"
      let help = "write a letter for a zone of the region"
      report("invalid-value", fact, at: entry.value.place, help: help, &estate)
    default: break
    }
  }

  /// The services that assume the role of a resource.
  private static let services = [
    "AWS::CodeBuild::": "codebuild.amazonaws.com",
    "AWS::CodePipeline::": "codepipeline.amazonaws.com",
    "AWS::Lambda::": "lambda.amazonaws.com", "AWS::SageMaker::": "sagemaker.amazonaws.com",
    "AWS::StepFunctions::": "states.amazonaws.com",
  ]

  /// A role says whom it trusts in short, or not here.
  private func checkRole(of draft: Draft, _ estate: inout EstateBuilder) {
    guard let service = Self.services.first(where: { draft.type.hasPrefix($0.key) })?.value else {
      return
    }
    for (target, place) in named(in: draft, Self.roleNames, Self.roleType) {
      guard let body = drafts[target].body,
        let list = documents.entries(of: body).first(where: {
          documents.text(of: $0.key) == "trusts"
        })?.value,
        documents.kind(of: list) == .sequence
      else { continue }
      let trusted = documents.elements(of: list).map { element -> String? in
        if documents.kind(of: element) == .scalar { return documents.text(of: element) }
        return documents.entries(of: element).first {
          documents.text(of: $0.key) == "principal"
        }.map { documents.text(of: $0.value) }
      }
      guard !trusted.contains(where: { $0 == nil || $0 == service || $0 == "*" }) else { continue }
      report(
        "untrusting-role",
        "role '\(drafts[target].name)' does not trust \(service), which is to assume it",
        at: place,
        related: [note("whom it trusts", at: list)],
        help: "add '\(service)' to its 'trusts'",
        as: .warning,
        &estate
      )
    }
  }
}
