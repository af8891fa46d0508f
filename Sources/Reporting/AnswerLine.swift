import Findings
import SourceText

/// Answers as lines of JSON.
enum AnswerLine {
  /// `id`, then the members of an answer, or `error` for a question that could not be asked.
  static func write(
    _ id: String?,
    refusal: String?,
    _ members: (inout JSONWriter) -> Void
  ) -> String {
    var json = JSONWriter(onOneLine: true)
    json.object { json in
      json.member("id", id) { $1.string($0) }
      if let refusal {
        json.member("error", refusal)
      } else {
        members(&json)
      }
    }
    return String(decoding: json.bytes, as: UTF8.self) + "\n"
  }
}

extension JSONWriter {
  /// A list of sentences.
  mutating func member(_ key: String, _ steps: [AnswerStep], _ places: SourcePlaces) {
    member(key) { json in
      json.list(steps) { step, json in
        json.object { json in
          if let layer = step.layer { json.member("layer", layer) }
          json.member("step", step.text)
          if let resource = step.resource { json.member("resource", resource) }
          json.place(step.span, places)
          if !step.settle.isEmpty { json.member("settle", step.settle) }
        }
      }
    }
  }

  /// `file`, `line` and `column`, where there is a place.
  mutating func place(_ span: SourceSpan?, _ places: SourcePlaces) {
    guard let span else { return }
    let location = places.location(of: span)
    member("file", location.path)
    member("line", location.line)
    member("column", location.column)
  }
}
