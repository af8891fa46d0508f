import Findings
import SourceText

/// The report for other programs: version 1 of the contract in `schemas/report.schema.json`.
package enum JSONReport {
  /// Keys are sorted, findings and diagnostics stand in the order of the report.
  package static func render(_ located: LocatedReport, tool: Tool) -> String {
    let report = located.report
    var json = JSONWriter()
    json.object { json in
      json.member("complete", report.isComplete)
      json.member("coverage") { write(coverageIn: located, to: &$0) }
      json.member("diagnostics") { json in
        json.list(report.diagnostics) { write($0, in: located, to: &$1) }
      }
      json.member("findings") { json in
        json.list(report.findings) { write($0, in: located, to: &$1) }
      }
      json.member("fixed", report.fixed) { fixed, json in
        json.list(fixed) { write($0, to: &$1) }
      }
      json.member("summary") { write(report.summary, to: &$0) }
      json.member("tool") { json in
        json.object { json in
          json.member("name", tool.name)
          json.member("version", tool.version)
        }
      }
      json.member("version", 1)
    }
    return String(decoding: json.bytes, as: UTF8.self) + "\n"
  }

  private static func write(coverageIn located: LocatedReport, to json: inout JSONWriter) {
    let report = located.report
    json.object { json in
      json.member("conditions") { json in
        json.list(report.gaps.conditions) { condition, json in
          json.object { json in
            json.member("location") { write(condition.span, in: located, to: &$0) }
            json.member("name", condition.name)
            json.member("needs") { $0.strings(condition.needs) }
          }
        }
      }
      json.member("files") { json in
        json.list(report.files) { file, json in
          json.object { json in
            json.member("format", file.format) { $1.string($0) }
            json.member("path", file.path)
            json.member("reason", file.reason) { $1.string($0) }
            json.member("status", file.status.rawValue)
          }
        }
      }
      json.member("policies") { json in
        json.object { json in
          json.member("matched", report.matchedPolicies)
          json.member("run", report.policiesRun)
          json.member("unmatched") { $0.strings(report.gaps.unmatchedPolicies) }
        }
      }
      json.member("resources") { json in
        json.object { json in
          for (type, count) in report.resources.sorted(by: { $0.key < $1.key }) {
            json.member(type, count)
          }
        }
      }
      json.member("unmodelled") { json in
        json.object { json in
          json.member("properties") { $0.strings(report.unmodelled.properties) }
          json.member("types") { $0.strings(report.unmodelled.genericTypes.keys.sorted()) }
          json.member("unexpanded") { $0.strings(report.unmodelled.unexpandedTypes.keys.sorted()) }
        }
      }
    }
  }

  private static func write(_ summary: LintReport.Summary, to json: inout JSONWriter) {
    json.object { json in
      json.member("notApplicable", summary.notApplicable)
      json.member("satisfied", summary.satisfied)
      json.member("undetermined", summary.undetermined)
      json.member("violations", summary.violations)
      json.member("waived", summary.waived)
    }
  }

  private static func write(
    _ diagnostic: Diagnostic,
    in located: LocatedReport,
    to json: inout JSONWriter
  ) {
    json.object { json in
      json.member("code", diagnostic.code)
      json.member("location", diagnostic.span) { write($0, in: located, to: &$1) }
      json.member("message", diagnostic.message)
    }
  }

  private static func write(
    _ span: SourceSpan,
    in located: LocatedReport,
    to json: inout JSONWriter
  ) {
    let location = located.location(of: span)
    json.object { json in
      json.member("column", location.column)
      json.member("endColumn", location.endColumn)
      json.member("endLine", location.endLine)
      json.member("line", location.line)
      json.member("path", location.path)
    }
  }
}

// MARK: - Findings

extension JSONReport {
  static func write(
    _ finding: Finding,
    in located: LocatedReport,
    to json: inout JSONWriter
  ) {
    json.object { json in
      json.member("assumes") { $0.strings(finding.assumes) }
      json.member("controls") { json in
        json.list(finding.controls) { write($0, to: &$1) }
      }
      json.member("environment", finding.environment) { $1.string($0) }
      json.member("fingerprint", finding.fingerprint)
      json.member("fixObstacle", finding.fixObstacle) { $1.string($0) }
      json.member("fixes") { json in
        json.list(finding.fixes) { write($0, in: located, to: &$1) }
      }
      json.member("help", finding.help) { $1.string($0) }
      json.member("location") { write(finding.span, in: located, to: &$0) }
      json.member("message", finding.statement)
      json.member("needs") { json in
        json.list(finding.needs) { write($0, in: located, to: &$1) }
      }
      json.member("policy", finding.policy.rawValue)
      json.member("related") { json in
        json.list(finding.related) { write($0, as: "message", in: located, to: &$1) }
      }
      json.member("resource", finding.subject) { subject, json in
        json.object { json in
          json.member("address", subject.address)
          json.member("type", subject.type)
        }
      }
      json.member("severity", finding.severity.rawValue)
      json.member("verdict", finding.verdict.rawValue)
      // Findings that somebody accepted are not told apart in this version.
      json.member("waiver", String?.none) { $1.string($0) }
      json.member("when") { $0.strings(finding.when) }
      json.member("witness") { json in
        json.list(finding.witness) { write($0, as: "step", in: located, to: &$1) }
      }
    }
  }

  private static func write(_ control: ControlID, to json: inout JSONWriter) {
    json.object { json in
      json.member("framework", control.framework)
      json.member("id", control.id)
    }
  }

  /// A place with what it contributes, under the key that the contract has for it.
  static func write(
    _ note: Note,
    as key: String,
    in located: LocatedReport,
    to json: inout JSONWriter
  ) {
    json.object { json in
      json.member("location") { write(note.span, in: located, to: &$0) }
      json.member(key, note.message)
    }
  }

  private static func write(
    _ need: Finding.Need,
    in located: LocatedReport,
    to json: inout JSONWriter
  ) {
    json.object { json in
      json.member("location") { write(need.span, in: located, to: &$0) }
      json.member("reason", need.reason)
      json.member("settle", need.settle)
      json.member("value", need.value)
    }
  }

  private static func write(
    _ fix: Finding.Fix,
    in located: LocatedReport,
    to json: inout JSONWriter
  ) {
    json.object { json in
      json.member("description", fix.description)
      json.member("edits") { json in
        json.list(fix.edits) { edit, json in
          json.object { json in
            json.member("location") { write(edit.span, in: located, to: &$0) }
            json.member("replacement", edit.replacement)
          }
        }
      }
      json.member("safety", fix.safety.rawValue)
    }
  }

  private static func write(_ fix: AppliedFix, to json: inout JSONWriter) {
    json.object { json in
      json.member("description", fix.description)
      json.member("path", fix.path)
      json.member("policy", fix.policy.rawValue)
      json.member("resource", fix.subject) { subject, json in
        json.object { json in
          json.member("address", subject.address)
          json.member("type", subject.type)
        }
      }
      json.member("safety", fix.safety.rawValue)
    }
  }
}
