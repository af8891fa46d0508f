package import Findings
import SourceText

/// The answers to questions about permissions, for people and for programs.
package enum AccessReport {
  /// One answer as a text: the verdict, then the statements that decide, or what has to be known.
  package static func text(
    _ answer: AccessAnswer,
    _ located: LocatedReport,
    style: TextStyle
  ) -> String {
    guard let verdict = answer.verdict else {
      return style.visible("error: \(answer.refusal ?? "")") + "\n"
    }
    var page = Page(located: located, style: style)
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
      page.lines.append("\(style.paint(verdict.rawValue, ink)) \(style.visible(subject))")
      switch verdict {
      case .allowed, .denied: page.add("because:", answer.by)
      case .undetermined: page.add("what may decide:", answer.by)
      }
    }
    page.add("it hangs on:", answer.needs)
    return page.lines.joined(separator: "\n") + "\n"
  }

  private struct Page {
    let located: LocatedReport
    let style: TextStyle
    var lines: [String] = []

    mutating func add(_ title: String, _ steps: [AccessAnswer.Step]) {
      guard !steps.isEmpty else { return }
      lines.append("  \(title)")
      for step in steps {
        let layer = step.layer.map { "\($0): " } ?? ""
        let place = step.span.map { " (\(located.place(of: $0)))" } ?? ""
        lines.append(style.visible("    \(layer)\(step.text)\(place)"))
        if !step.settle.isEmpty { lines.append(style.visible("      \(step.settle)")) }
      }
    }

    mutating func add(_ holders: AccessAnswer.Holders, _ question: AccessQuestion) {
      let subject = style.visible("\(question.action) on \(question.resource)")
      lines.append(
        "\(style.paint("\(holders.allowed.count) can", .strong)) \(subject)"
          + (holders.undetermined.isEmpty ? "" : ", \(holders.undetermined.count) perhaps")
      )
      for name in holders.allowed { lines.append(style.visible("  \(name)")) }
      guard !holders.undetermined.isEmpty else { return }
      lines.append("  perhaps:")
      for name in holders.undetermined { lines.append(style.visible("    \(name)")) }
    }
  }

  /// One answer as a line of JSON: `id`, `verdict`, `by` and `needs`, and `principals` and `perhaps`
  /// where nobody was asked about; `id` and `error` for a question that could not be asked.
  package static func jsonLine(_ answer: AccessAnswer, _ located: LocatedReport) -> String {
    var json = JSONWriter(onOneLine: true)
    json.object { json in
      json.member("id", answer.question.id) { $1.string($0) }
      guard let verdict = answer.verdict else {
        json.member("error", answer.refusal ?? "")
        return
      }
      json.member("verdict", verdict.rawValue)
      if let holders = answer.holders {
        for (key, names) in [("principals", holders.allowed), ("perhaps", holders.undetermined)] {
          json.member(key) { json in json.list(names) { $1.string($0) } }
        }
      }
      for (key, steps) in [("by", answer.by), ("needs", answer.needs)] {
        json.member(key) { json in
          json.list(steps) { step, json in write(step, located, &json) }
        }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self) + "\n"
  }

  private static func write(
    _ step: AccessAnswer.Step,
    _ located: LocatedReport,
    _ json: inout JSONWriter
  ) {
    json.object { json in
      if let layer = step.layer { json.member("layer", layer) }
      json.member("step", step.text)
      if let resource = step.resource { json.member("resource", resource) }
      if let span = step.span {
        let location = located.location(of: span)
        json.member("file", location.path)
        json.member("line", location.line)
        json.member("column", location.column)
      }
      if !step.settle.isEmpty { json.member("settle", step.settle) }
    }
  }
}
