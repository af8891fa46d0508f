import Findings
import Reporting
import Testing

/// All formats of one run tell the same counts.
@Suite struct CrossFormatTests {
  static let located = LocatedReport(SampleReport.report())

  @Test func jsonCountsWhatItLists() throws {
    let json = try JSONValue(
      parsing: JSONReport.render(Self.located, tool: SampleRendering.tool)
    )
    let verdicts = json["findings"].elements.map { $0["verdict"].text }
    #expect(verdicts.count { $0 == "violation" } == json["summary"]["violations"].integer)
    #expect(verdicts.count { $0 == "undetermined" } == json["summary"]["undetermined"].integer)
  }

  @Test func sarifHasAsManyResults() throws {
    let text = SARIFReport.render(Self.located, tool: SampleRendering.tool)
    let results = try JSONValue(parsing: text)["runs"][0]["results"].elements
    #expect(results.count { $0["kind"].text == "fail" } == Self.located.report.summary.violations)
    #expect(results.count { $0["kind"].text == "open" } == Self.located.report.summary.undetermined)
  }

  @Test(arguments: [true, false])
  func textHasAsManyBlocksAsItsSummarySays(inFull: Bool) {
    let options = TextReport.Options(undeterminedInFull: inFull ? Set(Severity.allCases) : [])
    let text = TextReport.render(Self.located, options: options)
    let summary = Self.located.report.summary
    #expect(text.ranges(of: /(?m)^violation\[/).count == summary.violations)
    let undetermined = inFull ? /(?m)^undetermined\[/ : /(?m)^    high      line/
    #expect(text.ranges(of: undetermined).count == summary.undetermined)
    #expect(text.contains("5 violations (2 critical, 1 high, 2 medium), 2 undetermined"))
  }

  @Test func shortHasALineForEachFindingAndDiagnostic() {
    let lines = ShortReport.render(Self.located).split(separator: "\n")
    let summary = Self.located.report.summary
    #expect(lines.count { $0.contains(": undetermined: ") } == summary.undetermined)
    #expect(
      lines.count
        == summary.violations + summary.undetermined + Self.located.report.diagnostics.count
    )
  }

  @Test(arguments: [[], ["aws-fsbp"], ["nist-800-53-r5"]])
  func markdownHasEachFindingOnce(frameworks: [String]) {
    let text = MarkdownReport.render(
      Self.located,
      tool: SampleRendering.tool,
      options: .init(frameworks: frameworks)
    )
    let summary = Self.located.report.summary
    #expect(text.ranges(of: /(?m)^- \*\*violation\*\*/).count == summary.violations)
    #expect(text.ranges(of: /(?m)^- \*\*undetermined\*\*/).count == summary.undetermined)
    #expect(text.contains("| \(summary.satisfied) |\n"))
  }

  @Test func aSecondReportMadeFromTheSameValueIsTheSame() {
    let again = LocatedReport(SampleReport.report())
    #expect(
      JSONReport.render(Self.located, tool: SampleRendering.tool)
        == JSONReport.render(again, tool: SampleRendering.tool)
    )
  }
}
