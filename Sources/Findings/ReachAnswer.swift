/// What the network of an estate does with the packets of a ``ReachQuestion``.
package struct ReachAnswer: QueryAnswer {
  package enum Verdict: String, Sendable {
    case reachable, unreachable, undetermined
  }

  package let question: ReachQuestion
  /// Nil for a question that could not be asked.
  package let verdict: Verdict?
  /// The way of one packet that gets through; what it rests on is in ``needs`` if the verdict is
  /// undetermined.
  package let witness: [AnswerStep]
  /// Where packets end, if none gets through.
  package let cut: [AnswerStep]
  /// What has to be known to decide.
  package let needs: [AnswerStep]
  /// Why the question could not be asked.
  package let refusal: String?

  package init(
    to question: ReachQuestion,
    _ verdict: Verdict,
    witness: [AnswerStep],
    cut: [AnswerStep],
    needs: [AnswerStep]
  ) {
    self.question = question
    self.verdict = verdict
    self.witness = witness
    self.cut = cut
    self.needs = needs
    refusal = nil
  }

  package init(refusing question: ReachQuestion, because refusal: String) {
    self.question = question
    verdict = nil
    witness = []
    cut = []
    needs = []
    self.refusal = refusal
  }

  package var steps: [AnswerStep] { witness + cut + needs }
}
