import Infrastructure

/// Where each resource of an estate stands in the description that is written of it.
struct AddressBook {
  /// The new addresses, by resource; nil for resources that go without saying, or do not exist.
  private(set) var addresses: [String?]
  /// How often a name stands for a resource of a type: in a scope, or in the organization.
  private var uses: [String: Int] = [:]
  private let estate: Estate

  init(_ estate: Estate, catalogue: Catalogue) {
    self.estate = estate
    addresses = estate.resources.map { resource in
      guard Self.isOfTemplate(resource, in: estate) else { return resource.address }
      let scope = estate.scopes[resource.scope.index].name
      return "\(scope)/\(catalogue.key(of: resource.type))/\(resource.name)"
    }
    for resource in estate.resources {
      uses[key(resource.name, resource.type, scope: resource.scope), default: 0] += 1
    }
  }

  static func isOfTemplate(_ resource: Resource, in estate: Estate) -> Bool {
    let scope = estate.scopes[resource.scope.index]
    return resource.address.hasPrefix(scope.name + "#")
  }

  private func key(_ name: String, _ type: String, scope: ScopeID) -> String {
    let isShared =
      type == "AWS::Organizations::Account" || estate.scopes[scope.index].name == "organization"
    return "\(isShared ? -1 : scope.index) \(type) \(name)"
  }

  /// How many resources of some types a name can stand for, seen from a scope.
  func count(of name: String, types: [String], from scope: ScopeID) -> Int {
    var count = 0
    for type in types {
      let own = uses["\(scope.index) \(type) \(name)"] ?? 0
      count += own + (uses["-1 \(type) \(name)"] ?? 0)
    }
    return count
  }

  /// The shortest text that a resource is named by in a property that takes some types.
  func name(of id: ResourceID, types: [String], from scope: ScopeID) -> String {
    let resource = estate[id]
    let address = addresses[id.index] ?? resource.address
    let isNear =
      resource.scope == scope || resource.type == "AWS::Organizations::Account"
      || estate.scopes[resource.scope.index].name == "organization"
    guard isNear, count(of: resource.name, types: types, from: scope) == 1 else { return address }
    return resource.name
  }
}
