import Infrastructure
import Values

/// The roles that have the policies which a resource holds.
enum PolicyHolders {
  private static let managedPath = PropertyPath("ManagedPolicyArns")
  private static let boundaryPath = PropertyPath("PermissionsBoundary")
  private static let naming = ["Roles", "RoleName"].map(PropertyPath.init)
  private static let peoples = ["Users", "Groups"].map(PropertyPath.init)

  private static let people = "people have it: what they need is declared nowhere"

  static func roles(
    with holder: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) throws(NarrowingObstacle) -> [ResourceID] {
    let resource = estate[holder]
    switch resource.type {
    case "AWS::IAM::Role": return [holder]
    case "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy": break
    default: throw NarrowingObstacle(people)
    }
    for path in peoples where !path.values(in: resource.properties, &context).isEmpty {
      throw NarrowingObstacle(people)
    }
    var roles: [ResourceID] = []
    for path in naming {
      for value in path.values(in: resource.properties, &context) {
        guard let role = estate.target(of: value, ofType: "AWS::IAM::Role", &context) else {
          throw NarrowingObstacle("a role that has it is not of the estate")
        }
        roles.append(role)
      }
    }
    if resource.type == "AWS::IAM::ManagedPolicy" {
      roles += try attaching(holder, in: estate, &context)
    }
    guard !roles.isEmpty else { throw NarrowingObstacle("no role of the estate has it") }
    return roles
  }

  /// The roles that name a managed policy.
  private static func attaching(
    _ policy: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) throws(NarrowingObstacle) -> [ResourceID] {
    var roles: [ResourceID] = []
    for id in estate.referrers(of: policy) {
      let properties = estate[id].properties
      for value in boundaryPath.values(in: properties, &context)
      where estate.target(of: value, &context) == policy {
        throw NarrowingObstacle("it bounds what '\(estate[id].name)' may do")
      }
      guard estate[id].type == "AWS::IAM::Role" else { throw NarrowingObstacle(people) }
      for value in managedPath.values(in: properties, &context)
      where estate.target(of: value, &context) == policy {
        roles.append(id)
      }
    }
    return roles
  }
}
