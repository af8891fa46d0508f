/// What an operation that takes a role does with it.
package struct RoleUse: Hashable, Sendable {
  /// What the caller gets of the role.
  package enum Kind: Int, CaseIterable, Sendable {
    /// The service runs what the caller supplies with the role's credentials.
    case code
    /// The service reads or writes with the role, in its own manner, what the caller names.
    case data
    /// The service does something of its own with the role, or the name is no role to be passed.
    case none
  }

  package let kind: Kind
  /// The services that get the role, as `iam:PassedToService` and trust policies name them.
  package let principals: [String]
  /// Where the request has the role: `InstanceGroups.[].ExecutionRole`.
  package let members: [String]
}
