package import Infrastructure
package import Permissions
package import ServiceAuthorization

/// A way by which a principal of an estate gets more than it was given.
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
  }

  /// A request that is part of it.
  package struct Step: Sendable {
    package let action: String
    /// On what: an ARN, or `*`.
    package let resource: String
    /// The values of condition keys that the request needs, by key.
    package let context: [ConditionKey: [Text]]
  }

  package let method: EscalationMethod
  /// The role or user that the principal then is; nil where it gives any right to itself.
  package let target: ResourceID?
  /// What runs with the role, where the estate has it.
  package let holder: ResourceID?
  package let grade: Grade
  package let steps: [Step]
}
