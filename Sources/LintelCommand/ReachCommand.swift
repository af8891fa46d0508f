import ArgumentParser
import Findings
import FoundationEssentials
import Linting
import Reporting

/// The formats of answers.
enum AnswerFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}

/// Whether packets get from one thing to another.
struct ReachCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "reach",
    abstract: "Whether packets get from one thing to another, with the way or where they end.",
    discussion: """
      Ends are addresses of resources as reports show them (a workload, an endpoint, a subnet, a \
      VPC), blocks of IP addresses, and 'internet'; packets may also be for a service such as 's3' \
      or 'sagemaker.api'. A subnet stands for any host that somebody may put there. \
      Verdicts are reachable, unreachable, and undetermined with what would decide.

      Exit codes: 0 every question has an answer, 2 a mistake on the command line, 3 something \
      could not be read, or a question of a batch names something that is not there.
      """
  )

  @OptionGroup var input: ReadingOptions

  @Option(help: ArgumentHelp("Where packets start.", valueName: "address"))
  var from: String?

  @Option(help: ArgumentHelp("Where they should get.", valueName: "address"))
  var to: String?

  @Option(help: "'tcp', 'udp', 'icmp', 'icmpv6', a number, or 'all'.")
  var `protocol` = "all"

  @Option(help: "A port of TCP or UDP; all of them without it.")
  var port: Int?

  @Flag(help: "Ask whether packets arrive, even if no answer comes back.")
  var oneWay = false

  @Option(
    help: ArgumentHelp(
      "A file with a question in JSON on each line; the answers come in the same order.",
      valueName: "file"
    )
  )
  var batch: String?

  @Option(help: "The format of the answer; a batch is always answered in JSON.")
  var format: AnswerFormat = .text

  func execute() throws -> ExitStatus {
    let entries = try batch.map(ReachBatch.read(file:)) ?? [.question(single())]
    let questions = entries.compactMap(\.question)
    let (result, unreadable) = try input.single { sources, options in
      ReachAnswers(of: sources, options, questions)
    } report: {
      $0.report
    }
    let spans = result.answers.flatMap { $0.witness + $0.cut + $0.needs }.compactMap(\.span)
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
        ? ReachReport.text(answer, located, style: Terminal.style)
        : ReachReport.jsonLine(answer, located)
    }
    try Terminal.write(output)
    for file in unreadable { Terminal.warn("error: '\(file.path)': \(file.reason)") }
    let isRefused =
      result.answers.count < entries.count || result.answers.contains { $0.refusal != nil }
    let isComplete = result.report.isComplete && unreadable.isEmpty
    if !result.report.isComplete { Terminal.warn(ShortReport.render(LocatedReport(result.report))) }
    return isComplete && !isRefused ? .success : .incomplete
  }

  private func single() throws(UsageError) -> ReachQuestion {
    guard let from else { throw UsageError("'--from' is missing; or give '--batch'") }
    guard let to else { throw UsageError("'--to' is missing; or give '--batch'") }
    return ReachQuestion(
      from: from,
      to: to,
      protocol: self.protocol,
      port: port,
      isOneWay: oneWay
    )
  }
}
