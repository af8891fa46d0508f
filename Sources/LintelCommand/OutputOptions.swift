import ArgumentParser
import Findings
import FoundationEssentials
import Reporting

/// The formats of `check`.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text, short, json, sarif, markdown
}

/// When colours are used.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never
}

/// A report written to a file: `sarif=lintel.sarif`.
struct OutputTarget: ExpressibleByArgument {
  let format: ReportFormat
  let path: String

  init?(argument: String) {
    guard let sign = argument.firstIndex(of: "="),
      let format = ReportFormat(rawValue: String(argument[..<sign]))
    else { return nil }
    let path = String(argument[argument.index(after: sign)...])
    guard !path.isEmpty else { return nil }
    self.format = format
    self.path = path
  }
}

/// How reports look and where they go.
struct OutputOptions: ParsableArguments {
  @Option(help: "The format on standard output.")
  var format: ReportFormat = .text

  @Option(
    help: ArgumentHelp(
      "Also write the report to a file; can be given again.",
      valueName: "format=path"
    )
  )
  var output: [OutputTarget] = []

  @Option(help: "When to use colours.")
  var color: ColorChoice = .auto

  @Flag(help: "Use ASCII characters only.")
  var ascii = false

  /// Writes the report to standard output and to the files that were asked for.
  func write(
    _ report: LintReport,
    showingUndeterminedInFull: Bool
  ) throws(UsageError) {
    let located = LocatedReport(report)
    Terminal.write(render(located, as: format, forTerminal: true, showingUndeterminedInFull))
    for target in output {
      let text = render(located, as: target.format, forTerminal: false, showingUndeterminedInFull)
      do {
        try Data(text.utf8).write(to: URL(filePath: target.path))
      } catch {
        throw UsageError("'\(target.path)' cannot be written")
      }
    }
  }

  func style(forTerminal: Bool) -> TextStyle {
    let isColored =
      switch color {
      case .always: forTerminal
      case .never: false
      case .auto: forTerminal && Terminal.showsColor(.output)
      }
    return TextStyle(
      isColored: isColored,
      width: forTerminal ? Terminal.width : 100,
      isASCII: ascii || (forTerminal && !Terminal.showsUnicode)
    )
  }

  private func render(
    _ located: LocatedReport,
    as format: ReportFormat,
    forTerminal: Bool,
    _ showsUndeterminedInFull: Bool
  ) -> String {
    let tool = Tool(version: Lintel.version)
    return switch format {
    case .text:
      TextReport.render(
        located,
        options: .init(
          style: style(forTerminal: forTerminal),
          showsUndeterminedInFull: showsUndeterminedInFull
        )
      )
    case .short: ShortReport.render(located)
    case .json: JSONReport.render(located, tool: tool)
    case .sarif: SARIFReport.render(located, tool: tool)
    case .markdown: MarkdownReport.render(located, tool: tool)
    }
  }
}
