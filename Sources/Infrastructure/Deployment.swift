package import Values

/// What a description says of the deployment of a template.
package struct Deployment: Sendable {
  /// The account's id or name, where it is said.
  package var account: String?
  package var region: String?
  package var environment: String?
  /// The parameters that are given as texts; `AWS::Region` and `AWS::AccountId` among them.
  package var texts: [String: String] = [:]
  /// The parameters that stand for described resources, or lists of such.
  package var values: [String: Value] = [:]

  package init() {}
}
