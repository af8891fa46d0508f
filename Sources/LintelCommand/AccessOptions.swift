import ArgumentParser
import Findings
import Linting
import Reporting

/// What questions about permissions have in common.
struct AccessOptions: ParsableArguments {
  @Option(
    name: .customLong("context"),
    help: ArgumentHelp(
      """
      The value of a condition key of the request; given again, the key has several, and with \
      nothing behind '=' it has none.
      """,
      valueName: "key=value"
    )
  )
  var context: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file with a question in JSON on each line; the answers come in the same order.",
      valueName: "file"
    )
  )
  var batch: String?

  @Option(help: "The format of the answer; a batch is always answered in JSON.")
  var format: AnswerFormat = .text

  /// The condition keys that are given.
  func keys() throws(UsageError) -> [String: [String]] {
    var keys: [String: [String]] = [:]
    for entry in context {
      guard let equals = entry.firstIndex(of: "="), equals != entry.startIndex else {
        throw UsageError("'\(entry)' is no KEY=VALUE")
      }
      let key = String(entry[..<equals])
      let value = String(entry[entry.index(after: equals)...])
      keys[key, default: []] += value.isEmpty ? [] : [value]
    }
    return keys
  }

  /// Asks, and writes the answers in the order of the entries.
  func answer(_ entries: [AccessBatch.Entry], _ input: ReadingOptions) throws -> ExitStatus {
    let questions = entries.compactMap(\.question)
    let (result, unreadable) = try input.single { sources, options in
      AccessAnswers(of: sources, options, questions)
    } report: {
      $0.report
    }
    let spans = result.answers.flatMap { $0.by + $0.needs }.compactMap(\.span)
    let located = LocatedReport(result.report, alsoMentioning: spans)
    if batch == nil, let refusal = result.answers.first?.refusal { throw UsageError(refusal) }
    var answers = result.answers[...]
    var output = ""
    for entry in entries {
      let answer =
        switch entry {
        case .question: answers.popFirst()
        case .refused(let answer): Optional(answer)
        }
      guard let answer else { continue }
      let isText = batch == nil && format == .text
      output +=
        isText
        ? AccessReport.text(answer, located, style: Terminal.style)
        : AccessReport.jsonLine(answer, located)
    }
    try Terminal.write(output)
    for file in unreadable { Terminal.warn("error: '\(file.path)': \(file.reason)") }
    let isRefused =
      result.answers.count < entries.count || result.answers.contains { $0.refusal != nil }
    let isComplete = result.report.isComplete && unreadable.isEmpty
    if !result.report.isComplete { Terminal.warn(ShortReport.render(LocatedReport(result.report))) }
    return isComplete && !isRefused ? .success : .incomplete
  }
}
