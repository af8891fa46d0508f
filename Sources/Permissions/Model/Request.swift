/// A request to AWS, as policies see it.
package struct Request: Sendable {
  /// `s3:GetObject`
  package var action: String
  /// An ARN; `*` for actions that are about no resource.
  package var resource: Text
  /// Nil where policies do not ask: a request that only identity policies judge.
  package var principal: Principal?
  /// The values of condition keys. A key without values is as good as absent.
  package var context: [ConditionKey: [Text]]

  package init(
    _ action: String,
    on resource: Text,
    by principal: Principal? = nil,
    context: [ConditionKey: [Text]] = [:]
  ) {
    self.action = action
    self.resource = resource
    self.principal = principal
    self.context = context
  }
}
