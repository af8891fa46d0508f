extension LintReport {
  /// The same report with one fix of one of its findings, and no other.
  ///
  /// - Parameter fix: Nil for none at all.
  package func offering(_ fix: Finding.Fix?, of finding: Finding) -> LintReport {
    var report = self
    for index in report.findings.indices {
      let isIts = report.findings[index].fingerprint == finding.fingerprint
      report.findings[index].fixes = isIts ? [fix].compactMap(\.self) : []
    }
    return report
  }

  /// The same report after fixes were made.
  ///
  /// - Parameters:
  ///   - fixed: The fixes.
  ///   - obstacles: Why findings were not mended, by their place among the findings.
  package func fixing(_ fixed: [AppliedFix], obstacles: [Int: String]) -> LintReport {
    LintReport(
      sources: sources,
      files: files,
      resources: resources,
      unmodelled: unmodelled,
      gaps: gaps,
      settable: settable,
      stacks: stacks,
      policies: policies,
      policiesRun: policiesRun,
      findings: findings.enumerated().map { $1.obstructed(by: obstacles[$0]) },
      diagnostics: diagnostics,
      summary: summary,
      wanted: wanted,
      fixed: fixed
    )
  }
}

extension Finding {
  fileprivate func obstructed(by obstacle: String?) -> Finding {
    guard let obstacle else { return self }
    return Finding(
      policy: policy,
      verdict: verdict,
      severity: severity,
      message: message,
      subject: subject,
      span: span,
      related: related,
      witness: witness,
      when: when,
      assumes: assumes,
      needs: needs,
      environment: environment,
      help: help,
      fixes: fixes,
      fixObstacle: obstacle,
      controls: controls,
      fingerprint: fingerprint
    )
  }
}
