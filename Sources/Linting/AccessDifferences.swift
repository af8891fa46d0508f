import AccessAnalysis
package import Findings
package import SourceText

/// What the later of two estates allows that the earlier one does not.
package struct AccessDifferences: Sendable {
  /// One of the estates, as it was read.
  package struct Side: Sendable {
    /// What was read, and what there is to say of it; nothing was judged.
    package let report: LintReport
    private let root: String
    private let reading: EstateReading

    /// - Parameter root: The folder or file that was named.
    package init(of sources: [SourceFile], _ options: LintOptions, root: String) {
      reading = EstateReading(of: sources, EstateReading.parse(sources), options)
      report = LintReport(readingOf: sources, reading)
      self.root = root
    }

    fileprivate func compared(as side: AccessDifference.Side) -> ComparedEstate {
      let paths = report.sources.map(\.path)
      return ComparedEstate(side, reading.estate, paths: paths, root: root)
    }
  }

  package let difference: AccessDifference

  /// Pure: the same estates give the same difference.
  package init(from base: Side, to head: Side) {
    var comparison = AccessComparison(base.compared(as: .base), head.compared(as: .head))
    difference = comparison.difference()
  }
}
