package import Findings
import Infrastructure
import SourceText

/// The answers to questions about an estate.
package struct EstateAnswers<Answer: QueryAnswer>: Sendable {
  /// In the order of the questions.
  package let answers: [Answer]
  /// What was read, and what there is to say of it; nothing was judged.
  package let report: LintReport

  /// Pure: the same sources, options and questions give the same answers.
  ///
  /// - Parameters:
  ///   - makeAsker: Makes what keeps from question to question what it has found out.
  ///   - answer: Answers a question.
  init<Asker>(
    of sources: [SourceFile],
    _ options: LintOptions,
    _ questions: [Answer.Question],
    _ makeAsker: (Estate) -> Asker,
    _ answer: (Answer.Question, inout Asker, Estate) -> Answer
  ) {
    let reading = EstateReading(of: sources, EstateReading.parse(sources), options)
    var asker = makeAsker(reading.estate)
    answers = questions.map { answer($0, &asker, reading.estate) }
    report = LintReport(readingOf: sources, reading)
  }
}
