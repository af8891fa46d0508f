import Permissions
import ServiceAuthorization

extension Statement {
  /// The actions of the reference that it may be about.
  var possibleActions: ActionSet {
    let reference = ServiceAuthorization.builtIn
    func covered(_ patterns: [Pattern], orAll: Bool) -> ActionSet {
      if orAll, patterns.contains(where: { $0.known == nil }) { return reference.actions }
      return .union(patterns.compactMap(\.known).map { reference.actions(matching: $0) })
    }
    return switch scope.actions {
    case .only(let patterns): covered(patterns, orAll: true)
    case .except(let patterns): reference.actions.subtracting(covered(patterns, orAll: false))
    }
  }
}
