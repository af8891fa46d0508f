import Findings
import SourceText

/// The report as SARIF 2.1.0, made for GitHub code scanning and valid for every other reader.
package enum SARIFReport {
  package struct Options: Sendable {
    /// GitHub refuses a run with more than 25,000 results; of more, the most severe are kept and a
    /// notification says how many are missing.
    package let maximumResults: Int

    package init(maximumResults: Int = 25_000) {
      self.maximumResults = maximumResults
    }
  }

  package static func render(
    _ located: LocatedReport,
    tool: Tool,
    options: Options = Options()
  ) -> String {
    JSONText.encode(SARIFBuilder(located, options: options).log(tool: tool))
  }
}
