package import SourceText

/// All that one run found out; every format is made from this value.
package struct LintReport: Sendable {
  /// What happened to one input file.
  package struct File: Sendable {
    package enum Status: String, Sendable {
      case read, skipped, failed
    }

    package let path: String
    package let status: Status
    /// `cloudformation`, `platform-description`; nil where nothing was recognised.
    package let format: String?
    /// Why it was skipped or failed; nil for files that were read.
    package let reason: String?

    package init(path: String, status: Status, format: String?, reason: String?) {
      self.path = path
      self.status = status
      self.format = format
      self.reason = reason
    }
  }

  /// How often each verdict was reached, counted as findings are: policy × resource × place.
  package struct Summary: Equatable, Sendable {
    package var violations = 0
    package var undetermined = 0
    package var waived = 0
    package var satisfied = 0
    package var notApplicable = 0

    package init() {}
  }

  /// What a report needs to know of a policy that ran.
  package struct Policy: Sendable {
    /// A parameter that a configuration may set.
    package struct Parameter: Sendable {
      package let name: String
      /// `string`, `list(string)`, …
      package let type: String

      package init(name: String, type: String) {
        self.name = name
        self.type = type
      }
    }

    package let id: PolicyID
    package let title: String
    package let domain: String
    package let severity: Severity
    package let rationale: String
    package let remediation: String
    package let tags: [String]
    package let references: [String]
    package let controls: [ControlID]
    package let parameters: [Parameter]
    /// The verdicts of this policy alone.
    package var summary: Summary

    package init(
      id: PolicyID,
      title: String,
      domain: String,
      severity: Severity,
      rationale: String,
      remediation: String,
      tags: [String],
      references: [String],
      controls: [ControlID],
      parameters: [Parameter] = [],
      summary: Summary
    ) {
      self.id = id
      self.title = title
      self.domain = domain
      self.severity = severity
      self.rationale = rationale
      self.remediation = remediation
      self.tags = tags
      self.references = references
      self.controls = controls
      self.parameters = parameters
      self.summary = summary
    }
  }

  /// The inputs, indexed by `SourceID`.
  package let sources: [SourceFile]
  package let files: [File]
  /// Resources by type name.
  package let resources: [String: Int]
  /// What was read, but is not modelled, so that no policy sees it.
  package struct Unmodelled: Sendable {
    /// Types without a declaration, with the number of their resources.
    package let types: [String: Int]
    /// Properties that the declaration of their type does not have: `AWS::S3::Bucket.Color`.
    package let properties: [String]

    /// Those that a transform would have made others of, which was not applied to them.
    package var unexpandedTypes: [String: Int] {
      types.filter { $0.key.hasPrefix("AWS::Serverless::") }
    }

    /// The others, of which nothing but AWS's schema is known.
    package var genericTypes: [String: Int] {
      types.filter { !$0.key.hasPrefix("AWS::Serverless::") }
    }

    package init(types: [String: Int] = [:], properties: [String] = []) {
      self.types = types
      self.properties = properties
    }
  }

  /// What was judged with a gap that nobody has to mend: the rest of the account of coverage.
  package struct Gaps: Sendable {
    /// A condition that the run does not decide: what it guards is judged in both worlds.
    package struct Condition: Hashable, Sendable {
      package let name: String
      package let span: SourceSpan
      /// What it waits for: parameters, or conditions that nothing settles; not all of very many.
      package let needs: [String]

      package init(name: String, span: SourceSpan, needs: [String]) {
        self.name = name
        self.span = span
        self.needs = needs
      }
    }

    /// In the order of their places.
    package let conditions: [Condition]
    /// The ids of the policies that ran and had no resource to judge.
    package let unmatchedPolicies: [String]

    package init(conditions: [Condition] = [], unmatchedPolicies: [String] = []) {
      self.conditions = conditions
      self.unmatchedPolicies = unmatchedPolicies
    }
  }

  package let unmodelled: Unmodelled
  package let gaps: Gaps
  /// What values can be given to in templates, by their paths; nothing where the run gives none.
  package let settable: [String: SettableNames]
  /// The names of the stacks, nested ones included; none where the run says nothing of single ones.
  package let stacks: [String]
  /// The policies that ran, by id.
  package let policies: [Policy]
  /// How many policies were asked for, those that no resource concerns included.
  package let policiesRun: Int
  /// In reporting order: by file, place, policy.
  package internal(set) var findings: [Finding]
  package let diagnostics: [Diagnostic]
  package let summary: Summary
  /// The files and folders that inputs name and that were not given: with them the run could be
  /// repeated.
  package let wanted: [String]
  /// What was mended before the findings were made; nil where nobody asked for it.
  package let fixed: [AppliedFix]?

  package init(
    sources: [SourceFile],
    files: [File],
    resources: [String: Int],
    unmodelled: Unmodelled = Unmodelled(),
    gaps: Gaps = Gaps(),
    settable: [String: SettableNames] = [:],
    stacks: [String] = [],
    policies: [Policy],
    policiesRun: Int,
    findings: [Finding],
    diagnostics: [Diagnostic],
    summary: Summary,
    wanted: [String] = [],
    fixed: [AppliedFix]? = nil
  ) {
    self.sources = sources
    self.files = files
    self.resources = resources
    self.unmodelled = unmodelled
    self.gaps = gaps
    self.settable = settable
    self.stacks = stacks
    self.policies = policies
    self.policiesRun = policiesRun
    self.findings = findings
    self.diagnostics = diagnostics
    self.summary = summary
    self.wanted = wanted
    self.fixed = fixed
  }

  /// False when something was left out: a file that failed, a policy that is defective.
  package var isComplete: Bool {
    !diagnostics.contains { $0.level == .error } && !files.contains { $0.status == .failed }
  }

  /// How many of the policies that ran had at least one resource to judge.
  package var matchedPolicies: Int {
    policies.count {
      $0.summary.violations + $0.summary.undetermined + $0.summary.satisfied + $0.summary.waived > 0
    }
  }
}
