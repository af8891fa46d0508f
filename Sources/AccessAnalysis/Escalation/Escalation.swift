package import Infrastructure
package import Permissions
package import ServiceAuthorization

/// A way by which a principal of an estate becomes another one, or gets any right: one method, once.
package struct Escalation: Sendable {
  /// How sure it is.
  package enum Grade: Sendable {
    /// Every step is allowed, and what they need is in the estate.
    case proven
    /// Every step is allowed; what they need, such as a function that runs with the role, is not in the
    /// estate.
    case possible
    /// Some step may be allowed; what that waits for.
    case undetermined([Doubt])

    /// What it waits for.
    var doubts: [Doubt] {
      switch self {
      case .proven, .possible: []
      case .undetermined(let doubts): doubts
      }
    }
  }

  /// A request that is part of it.
  package struct Step: Sendable {
    package let action: String
    /// On what: an ARN, or `*`.
    package let resource: String
    /// The values of condition keys that the request needs, by key.
    package let context: [ConditionKey: [Text]]
    /// The statement that allows it.
    package let statement: Statement.Provenance
  }

  /// Who somebody comes to be.
  package struct Identity: Hashable, Sendable {
    package let id: ResourceID
    /// Whether it has got any right on the way, as far as its boundary lets it.
    package let hasAnyRight: Bool
  }

  package let method: EscalationMethod
  /// Who does it.
  package let principal: ResourceID
  package let end: Identity
  /// What runs with the role, where the estate has it; the policy that is changed.
  package let holder: ResourceID?
  /// Whether the estate holds all that it needs, whatever the grade.
  package let isThere: Bool
  package let grade: Grade
  package let steps: [Step]

  /// The role or user that the principal then is; nil where it gives any right to itself.
  package var target: ResourceID? { end.id == principal ? nil : end.id }
}
