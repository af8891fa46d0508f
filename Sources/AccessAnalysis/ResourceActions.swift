import ServiceAuthorization

/// The actions that are about resources: a request for one names some, so that `*` stands for any.
enum ResourceActions {
  static func contains(_ action: String) -> Bool {
    let reference = ServiceAuthorization.builtIn
    guard let known = reference.action(named: action) else { return false }
    return !reference.resourceTypes(of: known).isEmpty
  }
}
