package import SourceText

/// A sentence of an answer, with the resource and the place that it is about.
package struct AnswerStep: Hashable, Sendable {
  package let text: String
  /// The kind of policy that decides: `identity`, `boundary`, `scp`, `rcp`, `resource`; nil in answers
  /// that are not about policies.
  package let layer: String?
  /// The address of the resource.
  package let resource: String?
  package let span: SourceSpan?
  /// What somebody can do about it; empty where nothing can be done.
  package let settle: String

  package init(
    _ text: String,
    layer: String? = nil,
    resource: String?,
    at span: SourceSpan?,
    settle: String = ""
  ) {
    self.text = text
    self.layer = layer
    self.resource = resource
    self.span = span
    self.settle = settle
  }
}
