/// The answer to a question about an estate.
package protocol QueryAnswer: Sendable {
  associatedtype Question: Sendable

  /// An answer to a question that could not be asked.
  init(refusing question: Question, because refusal: String)

  /// Why the question could not be asked; nil for one that has an answer.
  var refusal: String? { get }
  /// All sentences of the answer, whose places a report tells.
  var steps: [AnswerStep] { get }
}
