import ArgumentParser
import Findings
import FoundationEssentials
import Reporting

/// The formats of `check`.
enum ReportFormat: String, CommandWord {
  case text, short, json, sarif, markdown
}

/// When colours are used.
enum ColorChoice: String, CommandWord {
  case auto, always, never
}

/// A report written to a file: `sarif=lintel.sarif`.
struct OutputTarget {
  let format: ReportFormat
  let path: String

  init(argument: String) throws(ValidationError) {
    let sign = argument.firstIndex(of: "=") ?? argument.endIndex
    let name = String(argument[..<sign])
    guard let format = ReportFormat(rawValue: name) else {
      let names = ReportFormat.allCases.map(\.rawValue)
      let help = didYouMean(name, among: names) ?? "there are \(names.joined(separator: ", "))"
      throw ValidationError("'\(name)' is not a format; \(help)")
    }
    let path = String(argument[sign...].dropFirst())
    guard !path.isEmpty else {
      throw ValidationError("the path is missing, as in '\(name)=report.\(name)'")
    }
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
      "Also write the report to a file, in any of the formats; can be given again.",
      valueName: "format=path"
    ),
    transform: OutputTarget.init(argument:)
  )
  var output: [OutputTarget] = []

  @Option(
    help: ArgumentHelp(
      "When to use colours; auto heeds the terminal, NO_COLOR and CLICOLOR_FORCE.",
      valueName: "when"
    )
  )
  var color: ColorChoice = .auto

  @Flag(help: "Use ASCII characters only.")
  var ascii = false

  func validate() throws {
    var paths: Set<String> = []
    for target in output where !paths.insert(target.path).inserted {
      throw ValidationError("two reports are written to '\(target.path)'")
    }
    for target in output { try Self.checkPlace(of: target.path) }
  }

  /// What can be known of a path before there is a report to write.
  private static func checkPlace(of path: String) throws {
    var isFolder = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder {
      throw ValidationError("'\(path)' is a folder; name a file in it")
    }
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    let folder = String(path[..<slash])
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder else {
      throw ValidationError("'\(path)' cannot be written: there is no folder '\(folder)'")
    }
  }

  /// Writes the report to the files that were asked for and to standard output, wherever it can.
  func write(
    _ report: LintReport,
    showingInFull undeterminedInFull: Set<Severity>
  ) throws(OutputError) {
    let located = LocatedReport(report)
    let failure = writeFiles(located, undeterminedInFull)
    try Terminal.write(render(located, as: format, forTerminal: true, undeterminedInFull))
    if let failure { throw failure }
  }

  /// Writes the report to the files that were asked for only.
  func writeFiles(
    _ report: LintReport,
    showingInFull undeterminedInFull: Set<Severity>
  ) throws(OutputError) {
    guard !output.isEmpty else { return }
    if let failure = writeFiles(LocatedReport(report), undeterminedInFull) { throw failure }
  }

  /// The first failure, after all that can be written was.
  private func writeFiles(
    _ located: LocatedReport,
    _ undeterminedInFull: Set<Severity>
  ) -> OutputError? {
    var failure: OutputError?
    for target in output {
      let text = render(located, as: target.format, forTerminal: false, undeterminedInFull)
      do {
        try Data(text.utf8).write(to: URL(filePath: target.path))
      } catch {
        failure = failure ?? OutputError("'\(target.path)' cannot be written")
      }
    }
    return failure
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
    _ undeterminedInFull: Set<Severity>
  ) -> String {
    let tool = Tool(version: Lintel.version)
    return switch format {
    case .text:
      TextReport.render(
        located,
        options: .init(
          style: style(forTerminal: forTerminal),
          undeterminedInFull: undeterminedInFull
        )
      )
    case .short: ShortReport.render(located)
    case .json: JSONReport.render(located, tool: tool)
    case .sarif: SARIFReport.render(located, tool: tool)
    case .markdown: MarkdownReport.render(located, tool: tool)
    }
  }
}
