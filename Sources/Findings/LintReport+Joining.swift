import SourceText

/// A part of a run: the same files in several environments, or files that are judged by themselves.
package struct LintPart: Sendable {
  package let report: LintReport
  /// The estate that was judged; parts with the same number differ in nothing but the environment.
  package let estate: Int
  /// The environment that the estate was judged in.
  package let environment: String?

  package init(_ report: LintReport, estate: Int, environment: String?) {
    self.report = report
    self.estate = estate
    self.environment = environment
  }
}

extension LintReport {
  /// One report of several parts: what is the same in several environments is said once, with all of
  /// them.
  ///
  /// Violations and undetermined verdicts are counted as they are said; satisfied ones and those that do
  /// not apply in each part.
  package static func joining(_ parts: [LintPart]) -> LintReport {
    if parts.count == 1, let part = parts.first, part.environment == nil { return part.report }
    var joining = ReportJoining(parts.map(\.report))
    for (index, part) in parts.enumerated() { joining.add(part, index) }
    return joining.report(of: parts)
  }
}

/// The state of joining reports.
private struct ReportJoining {
  private var sources: [SourceFile] = []
  /// For each part the new ids of its sources.
  private var ids: [[SourceID]] = []
  private var findings: [Finding] = []
  /// Where a finding is among those, and the environments that it was found in.
  private var places: [Finding: Int] = [:]
  private var environments: [[String]] = []
  private var diagnostics: Set<Diagnostic> = []

  /// Inputs come before policies, both in the order of their paths.
  init(_ reports: [LintReport]) {
    let inputs = Set(reports.flatMap(\.files).map(\.path))
    var byPath: [String: SourceFile] = [:]
    for source in reports.flatMap(\.sources) { byPath[source.path] = source }
    sources = byPath.values.sorted { one, other in
      let (isInput, isOtherInput) = (inputs.contains(one.path), inputs.contains(other.path))
      return isInput == isOtherInput ? one.path < other.path : isInput
    }
    let places = Dictionary(uniqueKeysWithValues: sources.enumerated().map { ($1.path, $0) })
    ids = reports.map { $0.sources.map { SourceID(places[$0.path] ?? 0) } }
  }

  mutating func add(_ part: LintPart, _ index: Int) {
    let ids = ids[index]
    for finding in part.report.findings {
      let moved = finding.moved(in: nil) { $0.moved(ids) }
      let environment = finding.environment ?? part.environment
      let place = places[moved] ?? findings.count
      if place == findings.count {
        places[moved] = place
        findings.append(moved)
        environments.append([])
      }
      guard let environment, !environments[place].contains(environment) else { continue }
      environments[place].append(environment)
    }
    for diagnostic in part.report.diagnostics {
      diagnostics.insert(
        Diagnostic(
          diagnostic.level,
          diagnostic.code,
          diagnostic.message,
          at: diagnostic.span?.moved(ids),
          related: diagnostic.related.map { $0.moved(ids) },
          help: diagnostic.help
        )
      )
    }
  }

  func report(of parts: [LintPart]) -> LintReport {
    let reports = parts.map(\.report)
    let named = zip(findings, environments).map { finding, environments in
      finding.moved(in: environments.isEmpty ? nil : environments.joined(separator: ", ")) { $0 }
    }
    let policies = joinedPolicies(reports, named)
    return LintReport(
      sources: sources,
      files: Self.files(of: reports),
      resources: Self.counts(parts) { $0.resources },
      unmodelled: LintReport.Unmodelled(
        types: Self.counts(parts) { $0.unmodelled.types },
        properties: Set(reports.flatMap(\.unmodelled.properties)).sorted()
      ),
      gaps: gaps(of: reports),
      settable: reports.reduce(into: [:]) { $0.merge($1.settable) { $1 } },
      stacks: Set(reports.flatMap(\.stacks)).sorted(),
      policies: policies,
      policiesRun: reports.map(\.policiesRun).max() ?? 0,
      findings: named.sorted(by: Finding.isReportedBefore),
      diagnostics: diagnostics.sorted(by: Diagnostic.isReportedBefore),
      summary: Self.sum(policies.map(\.summary)),
      wanted: Set(reports.flatMap(\.wanted)).sorted()
    )
  }

  /// A policy is without a resource where it has none anywhere.
  private func gaps(of reports: [LintReport]) -> LintReport.Gaps {
    var conditions: Set<LintReport.Gaps.Condition> = []
    for (report, ids) in zip(reports, ids) {
      for condition in report.gaps.conditions {
        let span = condition.span.moved(ids)
        conditions.insert(.init(name: condition.name, span: span, needs: condition.needs))
      }
    }
    let unmatched = reports.map { Set($0.gaps.unmatchedPolicies) }
    let common = unmatched.dropFirst().reduce(unmatched.first ?? []) { $0.intersection($1) }
    return LintReport.Gaps(
      conditions: conditions.sorted { one, other in
        (one.span.file.index, one.span.start, one.name)
          < (other.span.file.index, other.span.start, other.name)
      },
      unmatchedPolicies: common.sorted()
    )
  }

  private func joinedPolicies(
    _ reports: [LintReport],
    _ findings: [Finding]
  ) -> [LintReport.Policy] {
    var policies: [PolicyID: LintReport.Policy] = [:]
    for policy in reports.flatMap(\.policies) {
      var joined = policies[policy.id] ?? policy
      if policies[policy.id] != nil {
        joined.summary = Self.sum([joined.summary, policy.summary])
      }
      policies[policy.id] = joined
    }
    for id in policies.keys {
      let own = findings.filter { $0.policy == id }
      policies[id]?.summary.violations = own.count { $0.verdict == .violation }
      policies[id]?.summary.undetermined = own.count { $0.verdict == .undetermined }
    }
    return policies.values.sorted { $0.id < $1.id }
  }

  private static func sum(_ summaries: [LintReport.Summary]) -> LintReport.Summary {
    summaries.reduce(into: LintReport.Summary()) { sum, summary in
      sum.violations += summary.violations
      sum.undetermined += summary.undetermined
      sum.waived += summary.waived
      sum.satisfied += summary.satisfied
      sum.notApplicable += summary.notApplicable
    }
  }

  /// A file that one part could not read, or read, is that for the whole run.
  private static func files(of reports: [LintReport]) -> [LintReport.File] {
    let order: [LintReport.File.Status] = [.failed, .read, .skipped]
    var files: [String: LintReport.File] = [:]
    for file in reports.flatMap(\.files) {
      let known = files[file.path].flatMap { order.firstIndex(of: $0.status) } ?? order.count
      if let place = order.firstIndex(of: file.status), place < known { files[file.path] = file }
    }
    return files.values.sorted { $0.path < $1.path }
  }

  /// What environments of one estate count is the same; estates add up.
  private static func counts(
    _ parts: [LintPart],
    _ counts: (LintReport) -> [String: Int]
  ) -> [String: Int] {
    var estates: [Int: [String: Int]] = [:]
    for part in parts {
      estates[part.estate, default: [:]].merge(counts(part.report), uniquingKeysWith: max)
    }
    return estates.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
  }
}

extension SourceSpan {
  fileprivate func moved(_ ids: [SourceID]) -> SourceSpan {
    guard ids.indices.contains(file.index) else { return self }
    return SourceSpan(file: ids[file.index], start: start, end: end)
  }
}

extension Note {
  fileprivate func moved(_ ids: [SourceID]) -> Note {
    Note(message, at: span.moved(ids))
  }
}

extension Finding {
  /// The finding with its places elsewhere, in another environment.
  fileprivate func moved(
    in environment: String?,
    _ place: (SourceSpan) -> SourceSpan
  ) -> Finding {
    Finding(
      policy: policy,
      verdict: verdict,
      severity: severity,
      message: message,
      subject: subject,
      span: place(span),
      related: related.map { Note($0.message, at: place($0.span)) },
      witness: witness.map { Note($0.message, at: place($0.span)) },
      when: when,
      assumes: assumes,
      needs: needs.map {
        Need(value: $0.value, reason: $0.reason, span: place($0.span), settle: $0.settle)
      },
      environment: environment,
      help: help,
      fixes: fixes.map { fix in
        let edits = fix.edits.map { SourceEdit(place($0.span), $0.replacement) }
        return Fix(
          description: fix.description,
          safety: fix.safety,
          edits: edits,
          narrowing: fix.narrowing.map { narrowing in
            Fix.Narrowing(
              needed: narrowing.needed.map { Note($0.message, at: place($0.span)) },
              assumptions: narrowing.assumptions,
              loss: narrowing.loss,
              lostActions: narrowing.lostActions
            )
          }
        )
      },
      fixObstacle: fixObstacle,
      controls: controls,
      fingerprint: fingerprint
    )
  }
}
