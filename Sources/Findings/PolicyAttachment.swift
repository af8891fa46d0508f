/// What a policy document is attached to.
package enum PolicyAttachment: String, CaseIterable, Sendable {
  /// A user, group or role, or accounts: its statements name no principals.
  case identity
  /// A resource: its statements name principals. Those of a role's trust policy name no resources.
  case resource
}
