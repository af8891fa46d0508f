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

  @OptionGroup var answers: AnswerOptions

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

  /// Answers the questions of the batch.
  ///
  /// - Parameters:
  ///   - asksWho: Whether the questions are without a principal.
  ///   - words: What stands where a question would: with a batch, these are paths, too.
  func answer(
    batch: String,
    asksWho: Bool,
    _ words: [String?],
    _ input: ReadingOptions
  ) throws -> ExitStatus {
    var input = input
    input.paths = words.compactMap(\.self) + input.paths
    return try answer(AccessBatch.read(file: batch, asksWho: asksWho), input)
  }

  func answer(_ question: AccessQuestion, _ input: ReadingOptions) throws -> ExitStatus {
    try answer([.question(question)], input)
  }

  private func answer(
    _ entries: [BatchEntry<AccessAnswer>],
    _ input: ReadingOptions
  ) throws -> ExitStatus {
    let form = AnswerOptions.Form(
      ask: EstateAnswers<AccessAnswer>.init(of:_:_:),
      text: AccessReport.text,
      jsonLine: AccessReport.jsonLine
    )
    return try answers.answer(entries, input, form)
  }
}
