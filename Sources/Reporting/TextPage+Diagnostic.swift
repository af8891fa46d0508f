import Findings
import SourceText

extension TextPage {
  /// A diagnostic in the shape of a finding; the other places it names are shown, too.
  mutating func write(_ diagnostic: Diagnostic, in located: LocatedReport) {
    let ink: TextStyle.Ink = diagnostic.level == .error ? .alarm : .caution
    gap()
    header(
      "\(diagnostic.level.rawValue)[\(style.visible(diagnostic.code))]",
      ":",
      diagnostic.message,
      ink
    )
    if let span = diagnostic.span {
      Excerpt(of: span, in: located).write(to: &self, place: located.place(of: span), ink: ink)
    }
    row("note", diagnostic.related.map { sentence($0, in: located) })
    row("help", prose: diagnostic.help ?? "")
  }
}
