import Findings

extension SARIFBuilder {
  /// The diagnostics, and a word on results that were left out; `codes` are their descriptors.
  func notifications(
    omitted: Int
  ) -> (codes: [String], notifications: [SARIF.Notification]) {
    var diagnostics = located.report.diagnostics
    if omitted > 0 {
      let message =
        "\(counted(omitted, "result")) left out: the run has more than "
        + "\(options.maximumResults) results, and the most severe were kept"
      diagnostics.append(Diagnostic(.warning, "results-truncated", message, at: nil))
    }
    let codes = Set(diagnostics.map(\.code)).sorted()
    let indexes = Self.indexes(of: codes)
    let notifications = diagnostics.map { diagnostic in
      SARIF.Notification(
        descriptor: .init(id: diagnostic.code, index: indexes[diagnostic.code] ?? 0),
        level: diagnostic.level.rawValue,
        message: SARIFText.message(
          diagnostic.help.map { diagnostic.message + "; " + $0 } ?? diagnostic.message
        ),
        locations: diagnostic.span.map { span in
          [location(of: Note(diagnostic.message, at: span), id: nil)]
        }
      )
    }
    return (codes, notifications)
  }
}
