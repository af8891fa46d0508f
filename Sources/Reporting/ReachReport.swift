package import Findings
import SourceText

/// The answers to questions about the network, for people and for programs.
package enum ReachReport {
  /// One answer as a text: the verdict, then the way, where packets end, or what has to be known.
  package static func text(
    _ answer: ReachAnswer,
    _ located: LocatedReport,
    style: TextStyle
  ) -> String {
    let question = answer.question
    var lines: [String] = []
    let subject = "from \(question.source) to \(question.target)"
    let service = question.port.map { "\(question.protocol)/\($0)" } ?? question.protocol
    let direction = question.isOneWay ? ", one way" : ""
    guard let verdict = answer.verdict else {
      return style.visible("error: \(answer.refusal ?? "")") + "\n"
    }
    let ink: TextStyle.Ink =
      switch verdict {
      case .reachable, .unreachable: .strong
      case .undetermined: .doubt
      }
    lines.append(
      "\(style.paint(verdict.rawValue, ink)) \(style.visible(subject)) (\(service)\(direction))"
    )
    func add(_ title: String, _ steps: [ReachAnswer.Step]) {
      guard !steps.isEmpty else { return }
      lines.append("  \(title)")
      for step in steps {
        let place = step.span.map { " (\(located.place(of: $0)))" } ?? ""
        lines.append(style.visible("    \(step.text)\(place)"))
      }
    }
    switch verdict {
    case .reachable: add("the way:", answer.witness)
    case .unreachable: add("packets end here:", answer.cut)
    case .undetermined:
      add("it hangs on:", answer.needs)
      add("a way that may be open:", answer.witness)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// One answer as a line of JSON: `id`, `verdict`, `witness`, `cut` and `needs`; `id` and `error` for a
  /// question that could not be asked.
  package static func jsonLine(_ answer: ReachAnswer, _ located: LocatedReport) -> String {
    var json = JSONWriter(onOneLine: true)
    json.object { json in
      json.member("id", answer.question.id) { $1.string($0) }
      guard let verdict = answer.verdict else {
        json.member("error", answer.refusal ?? "")
        return
      }
      json.member("verdict", verdict.rawValue)
      for (key, steps) in [
        ("witness", answer.witness), ("cut", answer.cut), ("needs", answer.needs),
      ] {
        json.member(key) { json in
          json.list(steps) { step, json in write(step, located, &json) }
        }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self) + "\n"
  }

  private static func write(
    _ step: ReachAnswer.Step,
    _ located: LocatedReport,
    _ json: inout JSONWriter
  ) {
    json.object { json in
      json.member("step", step.text)
      if let resource = step.resource { json.member("resource", resource) }
      if let span = step.span {
        let location = located.location(of: span)
        json.member("file", location.path)
        json.member("line", location.line)
        json.member("column", location.column)
      }
    }
  }
}
