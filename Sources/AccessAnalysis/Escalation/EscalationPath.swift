package import Permissions
import ServiceAuthorization

/// How a principal comes to be somebody who may do more, one way after the other.
package struct EscalationPath: Sendable {
  /// At least one; each begins where the one before ends.
  package let ways: [Escalation]
  /// Whether all that the ways need is in the estate; with doubts, as far as it is known.
  package let isProven: Bool
  /// Whether it then may do everything that the organization lets its account do; also where that is not
  /// known.
  package let isAdministrator: Bool
  /// A request that is allowed in the end, and was not before; nil where that is not certain.
  package let gain: Request?
  /// What keeps open whether it is a way to more, or to an administrator; empty if it is one for certain.
  package let doubts: [Doubt]

  /// The ids of the methods: `lambda-001`.
  package var methods: [String] { ways.map(\.method.id) }

  package var end: Escalation.Identity { ways[ways.count - 1].end }
}

/// The paths of a principal, and what keeps others open: policies that nobody has read.
package struct EscalationPaths: Sendable {
  package var paths: [EscalationPath] = []
  /// Why there may be more; empty if there are no more for certain.
  package var doubts: [Doubt] = []
}
