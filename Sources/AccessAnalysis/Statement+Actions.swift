import Permissions
import ServiceAuthorization

extension Statement {
  /// The actions of the reference that it may be about.
  var possibleActions: ActionSet {
    let reference = ServiceAuthorization.builtIn
    func covered(_ patterns: [Pattern], orAll: Bool) -> ActionSet {
      var union = ActionSet()
      for pattern in patterns {
        guard let text = pattern.known else {
          if orAll { return reference.actions }
          continue
        }
        union = union.union(reference.actions(matching: text))
      }
      return union
    }
    return switch scope.actions {
    case .only(let patterns): covered(patterns, orAll: true)
    case .except(let patterns): reference.actions.subtracting(covered(patterns, orAll: false))
    }
  }
}
