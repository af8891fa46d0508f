package import Findings

/// The answers to questions about permissions, for people and for programs.
package enum AccessReport {
  /// One answer as a text: the verdict, then the statements that decide, or what has to be known.
  package static func text(
    _ answer: AccessAnswer,
    _ places: SourcePlaces,
    style: TextStyle
  ) -> String {
    guard let verdict = answer.verdict else { return AnswerPage.error(answer.refusal, style) }
    var page = AnswerPage(places, style)
    let question = answer.question
    if let holders = answer.holders {
      page.add(holders, question)
      page.add("by:", answer.by)
    } else {
      let ink: TextStyle.Ink =
        switch verdict {
        case .allowed, .denied: .strong
        case .undetermined: .doubt
        }
      let subject = "\(question.principal ?? "") \(question.action) on \(question.resource)"
      page.add("\(style.paint(verdict.rawValue, ink)) \(style.visible(subject))")
      switch verdict {
      case .allowed, .denied: page.add("because:", answer.by)
      case .undetermined: page.add("what may decide:", answer.by)
      }
    }
    page.add("it hangs on:", answer.needs)
    return page.text
  }

  /// One answer as a line of JSON: `id`, `verdict`, `by` and `needs`, and `principals` and `perhaps`
  /// where nobody was asked about; `id` and `error` for a question that could not be asked.
  package static func jsonLine(_ answer: AccessAnswer, _ places: SourcePlaces) -> String {
    AnswerLine.write(answer.question.id, refusal: answer.refusal) { json in
      json.member("verdict", answer.verdict?.rawValue) { $1.string($0) }
      if let holders = answer.holders {
        for (key, names) in [("principals", holders.allowed), ("perhaps", holders.undetermined)] {
          json.member(key) { $0.strings(names) }
        }
      }
      json.member("by", answer.by, places)
      json.member("needs", answer.needs, places)
    }
  }
}

extension AnswerPage {
  fileprivate mutating func add(_ holders: AccessAnswer.Holders, _ question: AccessQuestion) {
    let subject = style.visible("\(question.action) on \(question.resource)")
    add(
      "\(style.paint("\(holders.allowed.count) can", .strong)) \(subject)"
        + (holders.undetermined.isEmpty ? "" : ", \(holders.undetermined.count) perhaps")
    )
    for name in holders.allowed { add(style.visible("  \(name)")) }
    guard !holders.undetermined.isEmpty else { return }
    add("  perhaps:")
    for name in holders.undetermined { add(style.visible("    \(name)")) }
  }
}
