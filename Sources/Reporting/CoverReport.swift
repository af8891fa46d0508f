package import Findings
package import SourceText

/// Whether one policy allows all that another one does, for people and for programs.
package enum CoverReport {
  /// The answer as a text: the verdict, then an example with the statements that make it one, or what
  /// has to be known.
  ///
  /// - Parameter sources: The reference and the candidate.
  package static func text(
    _ answer: CoverAnswer,
    _ sources: [SourceFile],
    style: TextStyle
  ) -> String {
    let places = SourcePlaces(of: answer.spans, in: sources)
    guard let verdict = answer.verdict else {
      let place = answer.refusalSpan.map { "\(places.place(of: $0)): " } ?? ""
      return style.visible("error: \(place)\(answer.refusal ?? "")") + "\n"
    }
    let ink: TextStyle.Ink =
      switch verdict {
      case .covered, .notCovered: .strong
      case .undetermined: .doubt
      }
    let names = sources.map { "'\($0.path)'" }
    var lines = [
      style.paint(verdict.rawValue, ink)
        + style.visible(" \(names.last ?? "") by \(names.first ?? "")")
    ]
    if let example = answer.example {
      lines.append("  for example:")
      lines += self.lines(of: example).map(style.visible)
    }
    func add(_ title: String, _ statement: CoverAnswer.Statement?) {
      guard let statement else { return }
      let name = statement.sid.map { " '\($0)'" } ?? ""
      let place = statement.span.map { " (\(places.place(of: $0)))" } ?? ""
      lines.append(style.visible("  \(title) statement \(statement.index + 1)\(name)\(place)"))
    }
    add("allowed by the candidate's", answer.allowing)
    add("denied by the reference's", answer.denying)
    if !answer.needs.isEmpty {
      lines.append("  it hangs on:")
      lines += answer.needs.map { style.visible("    \($0)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// An example for people, indented.
  static func lines(of example: CoverAnswer.Example) -> [String] {
    var lines = ["    action     \(example.action)"]
    lines.append("    resource   \(example.resource)")
    if let principal = example.principal {
      lines.append("    principal  \(principal.type): \(principal.name)")
    }
    for (key, values) in example.context {
      lines.append("    \(key) = \(values.joined(separator: ", "))")
    }
    return lines
  }

  /// One answer as a line of JSON: `id`, `verdict`, `request`, `allowedBy`, `deniedBy` and `needs`; `id`
  /// and `error` for a question that could not be asked.
  package static func jsonLine(_ answer: CoverAnswer, _ sources: [SourceFile] = []) -> String {
    let places = SourcePlaces(of: answer.spans, in: sources)
    return AnswerLine.write(answer.id, refusal: answer.refusal) { json in
      json.member("verdict", answer.verdict?.rawValue) { $1.string($0) }
      json.member("request", answer.example) { write($0, &$1) }
      for (key, statement) in [("allowedBy", answer.allowing), ("deniedBy", answer.denying)] {
        json.member(key, statement) { write($0, places, &$1) }
      }
      json.member("needs") { $0.strings(answer.needs) }
    }
  }

  /// An example for programs.
  static func write(_ example: CoverAnswer.Example, _ json: inout JSONWriter) {
    json.object { json in
      json.member("action", example.action)
      json.member("resource", example.resource)
      json.member("principal", example.principal) { principal, json in
        json.object { $0.member(principal.type, principal.name) }
      }
      json.member("context") { json in
        json.object { json in
          for (key, values) in example.context { json.member(key) { $0.strings(values) } }
        }
      }
    }
  }

  private static func write(
    _ statement: CoverAnswer.Statement,
    _ places: SourcePlaces,
    _ json: inout JSONWriter
  ) {
    json.object { json in
      json.member("statement", statement.index)
      json.member("sid", statement.sid) { $1.string($0) }
      json.place(statement.span, places)
    }
  }
}
