import Findings

/// The lines of an answer as a text.
struct AnswerPage {
  let places: SourcePlaces
  let style: TextStyle
  private(set) var lines: [String] = []

  init(_ places: SourcePlaces, _ style: TextStyle) {
    self.places = places
    self.style = style
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  /// Adds a line that may have colours in it.
  mutating func add(_ line: String) {
    lines.append(line)
  }

  /// Adds sentences below a title; nothing if there are none.
  mutating func add(_ title: String, _ steps: [AnswerStep]) {
    guard !steps.isEmpty else { return }
    lines.append("  \(title)")
    for step in steps {
      let layer = step.layer.map { "\($0): " } ?? ""
      let place = step.span.map { " (\(places.place(of: $0)))" } ?? ""
      lines.append(style.visible("    \(layer)\(step.text)\(place)"))
      if !step.settle.isEmpty { lines.append(style.visible("      \(step.settle)")) }
    }
  }

  /// The text for a question that could not be asked.
  static func error(_ refusal: String?, _ style: TextStyle) -> String {
    style.visible("error: \(refusal ?? "")") + "\n"
  }
}
