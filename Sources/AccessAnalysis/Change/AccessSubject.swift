import Findings
import GovernanceAnalysis
import Infrastructure
import Permissions
import Values

/// A resource of the later estate of which it is asked what its policies newly allow.
struct AccessSubject {
  let kind: AccessDifference.Change.Kind
  let id: ResourceID
  /// The same resource of the earlier estate; nil where there is none.
  let counterpart: ResourceID?
}

extension ComparedEstate {
  /// The policies that decide: first those whose statements grant, then what limits them.
  mutating func layers(_ kind: AccessDifference.Change.Kind, of id: ResourceID) -> [Layer] {
    switch kind {
    case .principal:
      let policies = access.policies(of: id, &context)
      let controls = access.controls(.service, on: estate[id].scope, &context)
      return [policies.identity] + [policies.boundary].compactMap(\.self) + controls
    case .policy:
      return [Layer(.identity, access.statements(heldBy: id, &context))]
    case .trust:
      let trust = ResourcePolicies.layer(of: id, for: "sts:AssumeRole", &access.texts, &context)
      return [trust ?? Layer(.resource)] + resourceControls(of: id, "sts")
    case .resource:
      return [access.resourceLayer(of: id, &context)] + resourceControls(of: id, service(of: id))
    }
  }

  private static let endpointType = "AWS::EC2::VPCEndpoint"

  private func service(of id: ResourceID) -> String {
    let parts = estate[id].type.split(separator: ":", omittingEmptySubsequences: true)
    return parts.count > 1 ? parts[1].lowercased() : ""
  }

  private mutating func resourceControls(of id: ResourceID, _ service: String) -> [Layer] {
    guard ControlledServices.names.contains(service) else { return [] }
    return access.controls(.resource, on: estate[id].scope, &context)
  }

  /// What is to be asked about, with the policies of the estate that are attached to nothing in it.
  mutating func subjects() -> [(kind: AccessDifference.Change.Kind, id: ResourceID)] {
    var subjects: [(kind: AccessDifference.Change.Kind, id: ResourceID)] = []
    var attached: Set<Int> = []
    for index in estate.resources.indices where estate.resources[index].existence != .never {
      let id = ResourceID(index)
      let type = estate[id].type
      if Access.isPrincipal(type) {
        subjects.append((.principal, id))
        for layer in layers(.principal, of: id) {
          attached.formUnion(layer.statements.map(\.provenance.document))
        }
      }
      if type == ResourcePolicies.roleType {
        subjects.append((.trust, id))
      } else if let layer = ResourcePolicies.layer(of: id, for: "", &access.texts, &context) {
        subjects.append((.resource, id))
        attached.formUnion(layer.statements.map(\.provenance.document))
      }
    }
    for index in estate.resources.indices
    where estate.resources[index].existence != .never && !attached.contains(index) {
      let id = ResourceID(index)
      switch estate[id].type {
      case let type where Access.isPrincipal(type): continue
      case "AWS::Organizations::Policy": continue
      case Self.endpointType: subjects.append((.resource, id))
      case let type where access.statements(heldBy: id, &context).isEmpty || type.isEmpty: continue
      case let type where type.hasPrefix("AWS::IAM::"): subjects.append((.policy, id))
      default: subjects.append((.resource, id))
      }
    }
    return subjects.sorted { ($0.id, $0.kind.rawValue) < ($1.id, $1.kind.rawValue) }
  }
}
