package import SourceText

/// One policy, one resource, one blamed place.
package struct Finding: Hashable, Sendable {
  /// The verdicts that are reported one by one; the others are only counted.
  package enum Verdict: String, Sendable {
    case violation, undetermined
  }

  /// The resource that was judged.
  package struct Subject: Hashable, Sendable {
    /// `AWS::SageMaker::NotebookInstance`
    package let type: String
    /// `network.yaml#PrivateSubnet`, `ml-prod/vpcs/ml/subnets/a`; no line numbers.
    package let address: String

    package init(type: String, address: String) {
      self.type = type
      self.address = address
    }
  }

  /// A value that an undetermined verdict waits for.
  package struct Need: Hashable, Sendable {
    /// `parameter 'VpcId'`
    package let value: String
    /// Why it is not known: `parameter`, `imported-value`, …
    package let reason: String
    package let span: SourceSpan
    /// What somebody can do; empty where nothing can be done.
    package let settle: String

    package init(value: String, reason: String, span: SourceSpan, settle: String) {
      self.value = value
      self.reason = reason
      self.span = span
      self.settle = settle
    }
  }

  /// A change of the text that would mend the finding.
  package struct Fix: Hashable, Sendable {
    /// Whether somebody has to look at it first.
    package enum Safety: String, Sendable {
      /// Deploying it replaces and interrupts nothing, and what stops working is what the policy
      /// forbids.
      case safe
      /// It may be wrong for the deployment, or replace what holds data.
      case review
    }

    /// What it does, as an order: `set EnableKeyRotation to true`.
    package let description: String
    package let safety: Safety
    /// At least one; made together or not at all.
    package let edits: [SourceEdit]
    /// Why what it leaves is left, for a fix that narrows something; else nil.
    package let narrowing: Narrowing?

    package init(
      description: String,
      safety: Safety,
      edits: [SourceEdit],
      narrowing: Narrowing? = nil
    ) {
      self.description = description
      self.safety = safety
      self.edits = edits
      self.narrowing = narrowing
    }

    /// What is known of a narrower statement. It exists only where containment proved that the statement
    /// allows nothing new and everything that is needed as far as that is known.
    package struct Narrowing: Hashable, Sendable {
      /// Each resource that stays allowed, and what needs it.
      package let needed: [Note]
      /// What nothing in the estate can show.
      package let assumptions: [String]
      /// A request that is no longer allowed.
      package let loss: String
      /// The actions that are no longer allowed on anything, because the estate holds nothing for them.
      package let lostActions: [String]

      package init(
        needed: [Note],
        assumptions: [String],
        loss: String,
        lostActions: [String]
      ) {
        self.needed = needed
        self.assumptions = assumptions
        self.loss = loss
        self.lostActions = lostActions
      }
    }

    /// Where the first edit is.
    package var span: SourceSpan {
      edits.first?.span ?? SourceSpan(file: SourceID(0), start: 0, end: 0)
    }
  }

  package let policy: PolicyID
  package let verdict: Verdict
  package let severity: Severity
  package let message: String
  package let subject: Subject?
  package let span: SourceSpan
  package let related: [Note]
  /// The steps of a proof in order: a path, a chain of grants.
  package let witness: [Note]
  /// The worlds in which it holds; empty for all worlds.
  package let when: [String]
  /// The parameter defaults that it rests on.
  package let assumes: [String]
  package let needs: [Need]
  package let environment: String?
  package let help: String?
  /// Changes that would mend it, by themselves; they are not tried out before they are asked for.
  package internal(set) var fixes: [Fix]
  /// Why the change that would mend it cannot be made in the text; nil where it can, and where no such
  /// change is known.
  package let fixObstacle: String?
  package let controls: [ControlID]
  /// Stable under moving, reformatting and renaming of what is not blamed; 16 hexadecimal digits.
  package var fingerprint: String

  package init(
    policy: PolicyID,
    verdict: Verdict,
    severity: Severity,
    message: String,
    subject: Subject?,
    span: SourceSpan,
    related: [Note] = [],
    witness: [Note] = [],
    when: [String] = [],
    assumes: [String] = [],
    needs: [Need] = [],
    environment: String? = nil,
    help: String? = nil,
    fixes: [Fix] = [],
    fixObstacle: String? = nil,
    controls: [ControlID] = [],
    fingerprint: String
  ) {
    self.policy = policy
    self.verdict = verdict
    self.severity = severity
    self.message = message
    self.subject = subject
    self.span = span
    self.related = related
    self.witness = witness
    self.when = when
    self.assumes = assumes
    self.needs = needs
    self.environment = environment
    self.help = help
    self.fixes = fixes
    self.fixObstacle = fixObstacle
    self.controls = controls
    self.fingerprint = fingerprint
  }

  /// The order of reports: by place, then policy, then text.
  package static func isReportedBefore(_ left: Finding, _ right: Finding) -> Bool {
    if left.span != right.span { return left.span < right.span }
    if left.policy != right.policy { return left.policy < right.policy }
    return left.message < right.message
  }
}
