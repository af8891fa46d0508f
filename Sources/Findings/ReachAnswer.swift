package import SourceText

/// What the network of an estate does with the packets of a ``ReachQuestion``.
package struct ReachAnswer: Sendable {
  package enum Verdict: String, Sendable {
    case reachable, unreachable, undetermined
  }

  /// A sentence, with the resource and the place that it is about.
  package struct Step: Hashable, Sendable {
    package let text: String
    /// The address of the resource.
    package let resource: String?
    package let span: SourceSpan?

    package init(_ text: String, resource: String?, at span: SourceSpan?) {
      self.text = text
      self.resource = resource
      self.span = span
    }
  }

  package let question: ReachQuestion
  /// Nil for a question that could not be asked.
  package let verdict: Verdict?
  /// The way of one packet that gets through; what it rests on is in ``needs`` if the verdict is
  /// undetermined.
  package let witness: [Step]
  /// Where packets end, if none gets through.
  package let cut: [Step]
  /// What has to be known to decide.
  package let needs: [Step]
  /// Why the question could not be asked.
  package let refusal: String?

  package init(
    to question: ReachQuestion,
    _ verdict: Verdict,
    witness: [Step],
    cut: [Step],
    needs: [Step]
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
}
