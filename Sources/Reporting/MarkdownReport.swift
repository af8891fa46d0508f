package import Findings

/// The compliance report: for each framework its controls, the policies that give evidence, how often
/// they were met, and the places where they were not.
///
/// A linter sees a part of what a control asks for. So no control is ever called fulfilled, and there
/// is no percentage: a control is contradicted, undetermined, supported or not assessed.
package enum MarkdownReport {
  package struct Options: Sendable {
    /// The frameworks to report on, in this order; empty for all that the policies carry.
    package let frameworks: [String]

    package init(frameworks: [String] = []) {
      self.frameworks = frameworks
    }
  }

  /// The frameworks that some policy carries, sorted: what `Options` can choose from.
  package static func frameworks(of policies: [LintReport.Policy]) -> [String] {
    Set(policies.flatMap { $0.controls.map(\.framework) }).sorted()
  }

  package static func render(
    _ located: LocatedReport,
    tool: Tool,
    options: Options = Options()
  ) -> String {
    let report = located.report
    let frameworks =
      options.frameworks.isEmpty ? Self.frameworks(of: report.policies) : options.frameworks
    var page = MarkdownPage()
    page.writeHead(of: report, tool: tool)
    let evidence = Evidence(located)
    for framework in frameworks {
      page.write(framework: framework, evidence)
    }
    let rest = report.policies.filter { policy in
      !policy.controls.contains { frameworks.contains($0.framework) }
    }
    page.write(unmapped: rest)
    page.write(findingsOf: report.policies, evidence)
    page.writeDiagnostics(in: located)
    page.writeInputs(of: report)
    return page.text
  }
}
