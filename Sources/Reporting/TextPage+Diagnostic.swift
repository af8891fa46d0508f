import Findings
import SourceText

extension TextPage {
  /// The diagnostics of one level, in the order of the report.
  mutating func write(diagnostics: [Diagnostic], in located: LocatedReport) {
    for group in Self.byPlace(diagnostics) { write(group, in: located) }
  }

  /// Diagnostics of one place in the shape of a finding: the first in full, then what the others add.
  private mutating func write(_ group: [Diagnostic], in located: LocatedReport) {
    guard let first = group.first else { return }
    let ink: TextStyle.Ink = first.level == .error ? .alarm : .caution
    gap()
    header(
      "\(first.level.rawValue)[\(style.visible(first.code))]",
      ":",
      first.message,
      ink
    )
    if let span = first.span {
      Excerpt(of: span, in: located).write(to: &self, place: located.place(of: span), ink: ink)
    }
    let others = Self.unique(group.map(\.message)).dropFirst().map(style.visible)
    row("also", Self.limited(others))
    let notes = Self.unique(
      group.flatMap { diagnostic in
        diagnostic.related.map { sentence($0, from: diagnostic.span?.file, in: located) }
      }
    )
    row("note", Self.limited(notes))
    for help in Self.unique(group.compactMap(\.help)) { row("help", prose: help) }
  }

  private struct Place: Hashable {
    let code: String
    let span: SourceSpan
  }

  /// Groups what is said of the same span under the same code; what has no span stands alone.
  private static func byPlace(_ diagnostics: [Diagnostic]) -> [[Diagnostic]] {
    var positions: [Place: Int] = [:]
    var groups: [[Diagnostic]] = []
    for diagnostic in diagnostics {
      let place = diagnostic.span.map { Place(code: diagnostic.code, span: $0) }
      if let place, let position = positions[place] {
        groups[position].append(diagnostic)
      } else {
        if let place { positions[place] = groups.count }
        groups.append([diagnostic])
      }
    }
    return groups
  }

  static func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  /// The first six, and how many there are besides.
  static func limited(_ entries: [String]) -> [String] {
    entries.count <= 7 ? entries : entries.prefix(6) + ["and \(entries.count - 6) more"]
  }
}
