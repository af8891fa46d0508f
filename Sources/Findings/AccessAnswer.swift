package import SourceText

/// What the policies of an estate say to an ``AccessQuestion``.
package struct AccessAnswer: Sendable {
  package enum Verdict: String, Sendable {
    case allowed, denied, undetermined
  }

  /// A sentence, with the resource and the place that it is about.
  package struct Step: Hashable, Sendable {
    package let text: String
    /// The kind of policy that decides: `identity`, `boundary`, `scp`, `rcp`, `resource`.
    package let layer: String?
    /// The address of the resource that holds the policy.
    package let resource: String?
    package let span: SourceSpan?
    /// What somebody can do about it; empty where nothing can be done.
    package let settle: String

    package init(
      _ text: String,
      layer: String?,
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

  /// Who can, for a question without a principal.
  package struct Holders: Sendable {
    /// Addresses of roles and users, and those outside the estate whom the resource's policy names.
    package let allowed: [String]
    package let undetermined: [String]

    package init(allowed: [String], undetermined: [String]) {
      self.allowed = allowed
      self.undetermined = undetermined
    }
  }

  package let question: AccessQuestion
  /// Nil for a question that could not be asked.
  package let verdict: Verdict?
  /// The statements that decide; what would allow it, if the verdict is undetermined.
  package let by: [Step]
  /// What has to be known to decide.
  package let needs: [Step]
  /// Nil where a principal was asked about.
  package let holders: Holders?
  /// Why the question could not be asked.
  package let refusal: String?

  package init(
    to question: AccessQuestion,
    _ verdict: Verdict,
    by: [Step],
    needs: [Step],
    holders: Holders? = nil
  ) {
    self.question = question
    self.verdict = verdict
    self.by = by
    self.needs = needs
    self.holders = holders
    refusal = nil
  }

  package init(refusing question: AccessQuestion, because refusal: String) {
    self.question = question
    verdict = nil
    by = []
    needs = []
    holders = nil
    self.refusal = refusal
  }
}
