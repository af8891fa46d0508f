package import Findings
import SourceText

/// What one estate allows that another does not, for people and for programs.
package struct DifferenceReport {
  private let difference: AccessDifference
  private let base: SourcePlaces
  private let head: SourcePlaces

  /// - Parameters:
  ///   - base: What was read of the earlier estate.
  ///   - head: What was read of the later one.
  package init(_ difference: AccessDifference, base: LintReport, head: LintReport) {
    self.difference = difference
    func places(in report: LintReport, _ side: AccessDifference.Side) -> SourcePlaces {
      let spans = difference.places.filter { $0.side == side }.map(\.span)
      return SourcePlaces(of: spans, in: report.sources)
    }
    self.base = places(in: base, .base)
    self.head = places(in: head, .head)
  }

  private func places(of place: AccessDifference.Place) -> SourcePlaces {
    switch place.side {
    case .base: base
    case .head: head
    }
  }

  // MARK: - Text

  /// One paragraph for each statement that grants something new, and what resources are called now.
  package func text(_ style: TextStyle) -> String {
    var paragraphs = difference.changes.map { paragraph($0, style) }
    for rename in difference.renames {
      paragraphs.append(
        style.visible(
          "note: '\(rename.name)' is written as '\(rename.earlier)' was, which is gone: taken for it"
        ) + "\n"
      )
    }
    return paragraphs.joined(separator: "\n") + (paragraphs.isEmpty ? "" : "\n")
      + style.visible(summary) + "\n"
  }

  private var summary: String {
    let new = difference.changes.count { $0.verdict == .new }
    let open = difference.changes.count - new
    guard new + open > 0 else { return "nothing is newly allowed" }
    var parts: [String] = []
    if new > 0 { parts.append("\(new) newly allowed") }
    if open > 0 { parts.append("\(open) undetermined") }
    return parts.joined(separator: ", ")
  }

  private func paragraph(_ change: AccessDifference.Change, _ style: TextStyle) -> String {
    let ink: TextStyle.Ink = change.verdict == .new ? .strong : .doubt
    var lines = [style.paint(change.verdict.rawValue, ink) + style.visible(" " + title(change))]
    func add(_ line: String) { lines.append(style.visible("  " + line)) }
    if let statement = change.statement { add("by \(words(statement))") }
    if let condition = change.condition { add("where \(condition)") }
    if let denial = change.denial { add("denied before by \(words(denial))") }
    for example in change.examples {
      add("\(example.part), \(change.verdict == .new ? "for example" : "perhaps"):")
      for line in CoverReport.lines(of: example.request) { lines.append(style.visible(line)) }
      if !example.isDocumented { add("  (AWS documents no such action today)") }
    }
    if !change.needs.isEmpty { add("it hangs on:") }
    for need in change.needs {
      add("  \(need.text)\(need.place.map { " (\(places(of: $0).place(of: $0.span)))" } ?? "")")
      if !need.settle.isEmpty { add("    \(need.settle)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func title(_ change: AccessDifference.Change) -> String {
    let subject = "'\(change.subject)'\(change.isNewSubject ? ", which is new," : "")"
    switch (change.kind, change.verdict) {
    case (.principal, .new): return "\(subject) can do more"
    case (.principal, .undetermined): return "\(subject) can perhaps do more"
    case (.policy, .new): return "whoever has \(subject) can do more"
    case (.policy, .undetermined): return "whoever has \(subject) can perhaps do more"
    case (.trust, .new): return "\(subject) can be assumed by more"
    case (.trust, .undetermined): return "\(subject) can perhaps be assumed by more"
    case (.resource, .new): return "\(subject) lets in more"
    case (.resource, .undetermined): return "\(subject) perhaps lets in more"
    }
  }

  private func words(_ statement: AccessDifference.Statement) -> String {
    let place = statement.place.map { " (\(places(of: $0).place(of: $0.span)))" } ?? ""
    return "\(statement.name) of '\(statement.holder)'\(place)"
  }

  // MARK: - JSON

  /// An object with `verdict`, `changes` and `renames`.
  package func json() -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("verdict", verdict)
      json.member("changes") { $0.list(difference.changes) { write($0, &$1) } }
      json.member("renames") { json in
        json.list(difference.renames) { rename, json in
          json.object { json in
            json.member("earlier", rename.earlier)
            json.member("name", rename.name)
            json.member("place", rename.place) { write($0, &$1) }
          }
        }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self) + "\n"
  }

  private var verdict: String {
    let verdicts = difference.changes.map(\.verdict)
    if verdicts.contains(.new) { return AccessDifference.Verdict.new.rawValue }
    return verdicts.isEmpty ? "nothing-new" : AccessDifference.Verdict.undetermined.rawValue
  }

  private func write(_ change: AccessDifference.Change, _ json: inout JSONWriter) {
    json.object { json in
      json.member("kind", change.kind.rawValue)
      json.member("verdict", change.verdict.rawValue)
      json.member("subject", change.subject)
      json.member("isNewSubject", change.isNewSubject)
      json.member("allowedBy", change.statement) { write($0, &$1) }
      json.member("deniedBefore", change.denial) { write($0, &$1) }
      json.member("when", change.condition) { $1.string($0) }
      json.member("examples") { json in
        json.list(change.examples) { example, json in
          json.object { json in
            json.member("part", example.part)
            json.member("isDocumented", example.isDocumented)
            json.member("request") { CoverReport.write(example.request, &$0) }
          }
        }
      }
      json.member("needs") { json in
        json.list(change.needs) { need, json in
          json.object { json in
            json.member("text", need.text)
            json.member("settle", need.settle)
            json.member("place", need.place) { write($0, &$1) }
          }
        }
      }
    }
  }

  private func write(_ statement: AccessDifference.Statement, _ json: inout JSONWriter) {
    json.object { json in
      json.member("statement", statement.name)
      json.member("resource", statement.holder)
      json.member("place", statement.place) { write($0, &$1) }
    }
  }

  private func write(_ place: AccessDifference.Place, _ json: inout JSONWriter) {
    json.object { json in
      json.member("side", place.side.rawValue)
      json.place(place.span, places(of: place))
    }
  }
}
