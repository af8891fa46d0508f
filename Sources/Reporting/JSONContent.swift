import Findings
import SourceText

/// The shape of the JSON report. Property names are the contract's keys.
struct JSONContent: Encodable {
  struct ToolName: Encodable {
    let name: String
    let version: String
  }

  struct Summary: Encodable {
    let violations: Int
    let undetermined: Int
    let waived: Int
    let satisfied: Int
    let notApplicable: Int
  }

  struct Coverage: Encodable {
    struct File: Encodable {
      let path: String
      let status: String
      let format: Nullable<String>
      let reason: Nullable<String>
    }

    struct Policies: Encodable {
      let run: Int
      let matched: Int
    }

    let files: [File]
    let resources: [String: Int]
    let policies: Policies
  }

  struct Diagnostic: Encodable {
    let code: String
    let message: String
    let location: Nullable<Location>
  }

  struct Finding: Encodable {
    struct Resource: Encodable {
      let type: String
      let address: String
    }

    struct Related: Encodable {
      let message: String
      let location: Location
    }

    struct Step: Encodable {
      let step: String
      let location: Location
    }

    struct Need: Encodable {
      let value: String
      let reason: String
      let location: Location
      let settle: String
    }

    struct Fix: Encodable {
      let description: String
      let location: Location
      let replacement: String
    }

    let policy: String
    let verdict: String
    let severity: String
    let message: String
    let resource: Nullable<Resource>
    let location: Location
    let related: [Related]
    let witness: [Step]
    let when: [String]
    let assumes: [String]
    let needs: [Need]
    let environment: Nullable<String>
    /// Always null: findings that somebody accepted are not told apart in this version.
    let waiver: Nullable<String>
    let help: Nullable<String>
    let fixes: [Fix]
    let controls: [Control]
    let fingerprint: String
  }

  struct Control: Encodable {
    let framework: String
    let id: String

    init(_ control: ControlID) {
      framework = control.framework
      id = control.id
    }
  }

  let version = 1
  let tool: ToolName
  let complete: Bool
  let summary: Summary
  let coverage: Coverage
  let diagnostics: [Diagnostic]
  let findings: [Finding]

  init(_ located: LocatedReport, tool: Tool) {
    let report = located.report
    self.tool = ToolName(name: tool.name, version: tool.version)
    complete = report.isComplete
    summary = Summary(report.summary)
    coverage = Coverage(report)
    diagnostics = report.diagnostics.map { Diagnostic($0, in: located) }
    findings = report.findings.map { Finding($0, in: located) }
  }
}

extension JSONContent.Summary {
  init(_ summary: LintReport.Summary) {
    violations = summary.violations
    undetermined = summary.undetermined
    waived = summary.waived
    satisfied = summary.satisfied
    notApplicable = summary.notApplicable
  }
}

extension JSONContent.Coverage {
  init(_ report: LintReport) {
    files = report.files.map { file in
      File(
        path: file.path,
        status: file.status.rawValue,
        format: Nullable(file.format),
        reason: Nullable(file.reason)
      )
    }
    resources = report.resources
    policies = Policies(run: report.policiesRun, matched: report.matchedPolicies)
  }
}

extension JSONContent.Diagnostic {
  init(_ diagnostic: Diagnostic, in located: LocatedReport) {
    code = diagnostic.code
    message = diagnostic.message
    location = Nullable(diagnostic.span.map(located.location(of:)))
  }
}

extension JSONContent.Finding {
  init(_ finding: Finding, in located: LocatedReport) {
    policy = finding.policy.rawValue
    verdict = finding.verdict.rawValue
    severity = finding.severity.rawValue
    message = finding.statement
    resource = Nullable(finding.subject.map { Resource(type: $0.type, address: $0.address) })
    location = located.location(of: finding.span)
    related = finding.related.map {
      Related(message: $0.message, location: located.location(of: $0.span))
    }
    witness = finding.witness.map {
      Step(step: $0.message, location: located.location(of: $0.span))
    }
    when = finding.when
    assumes = finding.assumes
    needs = finding.needs.map { need in
      Need(
        value: need.value,
        reason: need.reason,
        location: located.location(of: need.span),
        settle: need.settle
      )
    }
    environment = Nullable(finding.environment)
    waiver = Nullable(nil)
    help = Nullable(finding.help)
    fixes = finding.fixes.map { fix in
      Fix(
        description: fix.description,
        location: located.location(of: fix.span),
        replacement: fix.replacement
      )
    }
    controls = finding.controls.map(JSONContent.Control.init)
    fingerprint = finding.fingerprint
  }
}
