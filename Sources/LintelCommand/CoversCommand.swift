import ArgumentParser
import Findings
import FoundationEssentials
import Linting
import Reporting
import SourceText

extension PolicyAttachment: ExpressibleByArgument {}

/// Whether one policy document allows all that another one does.
struct CoversCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "covers",
    abstract: "Whether a policy allows nothing that a reference does not, or an example.",
    discussion: """
      Both are policy documents, in JSON or YAML. Verdicts are covered: the reference allows every \
      request that the candidate allows; not-covered, with a request; and undetermined, with what \
      would decide. Nobody is asked: this is the offline form of a check for new access.

      The lines of a batch have the documents themselves: {"id", "reference", "candidate", "type"}.

      Exit codes: 0 every question has an answer, 2 a mistake on the command line, 3 something \
      could not be read.
      """
  )

  @Argument(help: "The policy that allows enough.")
  var reference: String?

  @Argument(help: "The policy that may allow more.")
  var candidate: String?

  @Option(
    help: "What the policies are attached to: 'identity' (also organizations), or 'resource'."
  )
  var type: PolicyAttachment = .identity

  @OptionGroup var answers: AnswerOptions

  func execute() throws -> ExitStatus {
    if let batch = answers.batch { return try answer(batch: batch) }
    guard let reference, let candidate else {
      throw UsageError("two policy documents are wanted; or give '--batch'")
    }
    let sources = [try Self.source(reference), try Self.source(candidate)]
    let answer = CoverAnswers.answer(
      reference: sources[0],
      candidate: sources[1],
      attachedTo: type
    )
    if answer.verdict == nil {
      Terminal.warn(CoverReport.text(answer, sources, style: Terminal.style))
      return .incomplete
    }
    try Terminal.write(
      answers.format == .text
        ? CoverReport.text(answer, sources, style: Terminal.style)
        : CoverReport.jsonLine(answer, sources)
    )
    return .success
  }

  private static func source(_ path: String) throws(UsageError) -> SourceFile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UsageError("'\(path)' cannot be read")
    }
    return SourceFile(path: path, bytes: Array(data))
  }

  private func answer(batch path: String) throws -> ExitStatus {
    guard reference == nil else {
      throw UsageError("a batch has its documents on its lines")
    }
    let lines = try QuestionBatch.lines(of: path).map { ($0.number, Array($0.text)) }
    let answers = CoverAnswers.answers(to: lines)
    try Terminal.write(answers.map { CoverReport.jsonLine($0) }.joined())
    return answers.contains { $0.verdict == nil } ? .incomplete : .success
  }
}
