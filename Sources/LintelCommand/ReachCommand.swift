import ArgumentParser
import Findings
import Linting
import Reporting

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

  @OptionGroup var answers: AnswerOptions

  func execute() throws -> ExitStatus {
    let entries = try answers.batch.map(ReachBatch.read(file:)) ?? [.question(single())]
    let form = AnswerOptions.Form(
      ask: EstateAnswers<ReachAnswer>.init(of:_:_:),
      text: ReachReport.text,
      jsonLine: ReachReport.jsonLine
    )
    return try answers.answer(entries, input, form)
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
