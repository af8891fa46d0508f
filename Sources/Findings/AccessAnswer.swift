/// What the policies of an estate say to an ``AccessQuestion``.
package struct AccessAnswer: QueryAnswer {
  package enum Verdict: String, Sendable {
    case allowed, denied, undetermined
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
  package let by: [AnswerStep]
  /// What has to be known to decide.
  package let needs: [AnswerStep]
  /// Nil where a principal was asked about.
  package let holders: Holders?
  /// Why the question could not be asked.
  package let refusal: String?

  package init(
    to question: AccessQuestion,
    _ verdict: Verdict,
    by: [AnswerStep],
    needs: [AnswerStep],
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

  package var steps: [AnswerStep] { by + needs }
}
