package import Findings

/// The answers to questions about the network, for people and for programs.
package enum ReachReport {
  /// One answer as a text: the verdict, then the way, where packets end, or what has to be known.
  package static func text(
    _ answer: ReachAnswer,
    _ places: SourcePlaces,
    style: TextStyle
  ) -> String {
    guard let verdict = answer.verdict else { return AnswerPage.error(answer.refusal, style) }
    var page = AnswerPage(places, style)
    let question = answer.question
    let subject = "from \(question.source) to \(question.target)"
    let service = question.port.map { "\(question.protocol)/\($0)" } ?? question.protocol
    let direction = question.isOneWay ? ", one way" : ""
    let ink: TextStyle.Ink =
      switch verdict {
      case .reachable, .unreachable: .strong
      case .undetermined: .doubt
      }
    page.add(
      "\(style.paint(verdict.rawValue, ink)) \(style.visible(subject)) (\(service)\(direction))"
    )
    switch verdict {
    case .reachable: page.add("the way:", answer.witness)
    case .unreachable: page.add("packets end here:", answer.cut)
    case .undetermined:
      page.add("it hangs on:", answer.needs)
      page.add("a way that may be open:", answer.witness)
    }
    return page.text
  }

  /// One answer as a line of JSON: `id`, `verdict`, `witness`, `cut` and `needs`; `id` and `error` for a
  /// question that could not be asked.
  package static func jsonLine(_ answer: ReachAnswer, _ places: SourcePlaces) -> String {
    AnswerLine.write(answer.question.id, refusal: answer.refusal) { json in
      json.member("verdict", answer.verdict?.rawValue) { $1.string($0) }
      json.member("witness", answer.witness, places)
      json.member("cut", answer.cut, places)
      json.member("needs", answer.needs, places)
    }
  }
}
