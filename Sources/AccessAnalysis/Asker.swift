package import Infrastructure
package import Permissions

/// Who asks for something.
package enum Asker: Sendable {
  /// A role or user of the estate; the ARN of the session, where a single one of a role is meant.
  case identity(ResourceID, session: Text?)
  /// Somebody that the estate does not hold: a service, a provider, an ARN.
  case outside(Caller)
}
