package import SourceText

/// Whether one policy document allows all that another one does.
package struct CoverAnswer: Sendable {
  package enum Verdict: String, Sendable {
    case covered
    case notCovered = "not-covered"
    case undetermined
  }

  /// A request that the candidate allows and the reference does not.
  package struct Example: Sendable {
    package let action: String
    package let resource: String
    /// Type and name; nil where policies do not say for whom they are.
    package let principal: Principal?
    /// The values of condition keys, in the order of the keys; all others are absent.
    package let context: [(key: String, values: [String])]

    package struct Principal: Sendable {
      package let type: String
      package let name: String

      package init(type: String, name: String) {
        self.type = type
        self.name = name
      }
    }

    package init(
      action: String,
      resource: String,
      principal: Principal?,
      context: [(key: String, values: [String])]
    ) {
      self.action = action
      self.resource = resource
      self.principal = principal
      self.context = context
    }
  }

  /// A statement that makes the example one.
  package struct Statement: Sendable {
    /// Its place in the document, from 0.
    package let index: Int
    package let sid: String?
    package let span: SourceSpan?

    package init(index: Int, sid: String?, at span: SourceSpan?) {
      self.index = index
      self.sid = sid
      self.span = span
    }
  }

  /// What the asker calls the question; nil where nobody has named it.
  package let id: String?
  /// Nil for a question that could not be asked.
  package let verdict: Verdict?
  /// Of a candidate that is not covered.
  package let example: Example?
  /// The candidate's statement that allows the example.
  package let allowing: Statement?
  /// The reference's statement that denies it; nil where none of its statements allows it.
  package let denying: Statement?
  /// What has to be known to decide.
  package let needs: [String]
  /// Why the question could not be asked.
  package let refusal: String?
  /// Where that is.
  package let refusalSpan: SourceSpan?

  package init(
    to id: String?,
    _ verdict: Verdict,
    example: Example? = nil,
    allowing: Statement? = nil,
    denying: Statement? = nil,
    needs: [String] = []
  ) {
    self.id = id
    self.verdict = verdict
    self.example = example
    self.allowing = allowing
    self.denying = denying
    self.needs = needs
    refusal = nil
    refusalSpan = nil
  }

  package init(refusing id: String?, because refusal: String, at span: SourceSpan? = nil) {
    self.id = id
    verdict = nil
    example = nil
    allowing = nil
    denying = nil
    needs = []
    self.refusal = refusal
    refusalSpan = span
  }

  /// The places that a report of it tells.
  package var spans: [SourceSpan] {
    [allowing?.span, denying?.span, refusalSpan].compactMap(\.self)
  }
}
