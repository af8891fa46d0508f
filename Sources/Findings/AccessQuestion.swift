/// Whether a principal can do something with a resource, or who can.
package struct AccessQuestion: Sendable {
  /// What the asker calls the question; answers repeat it. Nil where nobody has named it.
  package let id: String?
  /// The address of a role or user, or an ARN; nil for the question who can.
  package let principal: String?
  /// `s3:GetObject`
  package let action: String
  /// The address of a resource, an ARN, or `*`.
  package let resource: String
  /// What is known of the request's condition keys; no values for keys that it does not have.
  package let context: [String: [String]]

  package init(
    id: String? = nil,
    principal: String?,
    action: String,
    resource: String,
    context: [String: [String]] = [:]
  ) {
    self.id = id
    self.principal = principal
    self.action = action
    self.resource = resource
    self.context = context
  }
}
