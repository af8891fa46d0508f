import Findings
import Reporting
import Testing

/// The sample report in one format.
struct SampleRendering: Sendable, CustomTestStringConvertible {
  let name: String
  let render: @Sendable () -> String

  var testDescription: String { name }

  static let tool = Tool(version: "0.1.0")

  static let all: [SampleRendering] = [
    report("report.txt") { TextReport.render($0) },
    report("report-full-ascii.txt") {
      let style = TextStyle(width: 72, isASCII: true)
      return TextReport.render(
        $0,
        options: .init(style: style, undeterminedInFull: Set(Severity.allCases))
      )
    },
    report("report-color.txt") {
      TextReport.render($0, options: .init(style: TextStyle(isColored: true)))
    },
    report("report-short.txt") { ShortReport.render($0) },
    report("report.json") { JSONReport.render($0, tool: tool) },
    report("report.sarif") { SARIFReport.render($0, tool: tool) },
    report("report.md") { MarkdownReport.render($0, tool: tool) },
    report("report-fsbp.md") {
      MarkdownReport.render($0, tool: tool, options: .init(frameworks: ["aws-fsbp"]))
    },
    SampleRendering(name: "policies.json") { PolicyListReport.json(SamplePolicies.all) },
    SampleRendering(name: "policies.txt") {
      PolicyListReport.text(SamplePolicies.all, style: TextStyle())
    },
    SampleRendering(name: "policy.txt") {
      PolicyPage.text(SamplePolicies.describedSubnets, style: TextStyle(width: 80))
    },
    SampleRendering(name: "policies.md") {
      PolicyIndex.markdown([SamplePolicies.describedSubnets])
    },
    SampleRendering(name: "policy.md") { PolicyPage.markdown(SamplePolicies.describedSubnets) },
  ]

  private static func report(
    _ name: String,
    _ render: @escaping @Sendable (LocatedReport) -> String
  ) -> SampleRendering {
    SampleRendering(name: name) { render(LocatedReport(SampleReport.report())) }
  }
}
