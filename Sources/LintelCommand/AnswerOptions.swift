import ArgumentParser
import Findings
import Linting
import Reporting
import SourceText

/// The formats of answers.
enum AnswerFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}

/// What all questions have in common.
struct AnswerOptions: ParsableArguments {
  /// How answers of a kind are found and shown.
  struct Form<Answer: QueryAnswer> {
    let ask: ([SourceFile], LintOptions, [Answer.Question]) -> EstateAnswers<Answer>
    let text: (Answer, SourcePlaces, TextStyle) -> String
    let jsonLine: (Answer, SourcePlaces) -> String
  }

  @Option(
    help: ArgumentHelp(
      "A file with a question in JSON on each line; the answers come in the same order.",
      valueName: "file"
    )
  )
  var batch: String?

  @Option(help: "The format of the answer; a batch is always answered in JSON.")
  var format: AnswerFormat = .text

  /// Asks, and writes the answers in the order of the entries.
  func answer<Answer: QueryAnswer>(
    _ entries: [BatchEntry<Answer>],
    _ input: ReadingOptions,
    _ form: Form<Answer>
  ) throws -> ExitStatus {
    let questions = entries.compactMap(\.question)
    let (result, unreadable) = try input.single { sources, options in
      form.ask(sources, options, questions)
    } report: {
      $0.report
    }
    if batch == nil, let refusal = result.answers.first?.refusal { throw UsageError(refusal) }
    let spans = result.answers.flatMap(\.steps).compactMap(\.span)
    let places = SourcePlaces(of: spans, in: result.report.sources)
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
        isText ? form.text(answer, places, Terminal.style) : form.jsonLine(answer, places)
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
