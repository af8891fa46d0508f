import Findings
import SourceText

extension TextPage {
  /// One finding in full; `policy` is given once, where its reason and controls are to be told.
  mutating func write(_ finding: Finding, of policy: LintReport.Policy?, in located: LocatedReport)
  {
    let ink = ink(of: finding)
    gap()
    header(
      "\(finding.verdict.rawValue)[\(style.visible(finding.policy.rawValue))]",
      " \(finding.severity.rawValue):",
      finding.statement,
      ink
    )
    Excerpt(of: finding.span, in: located)
      .write(to: &self, place: located.place(of: finding.span), ink: ink)
    writeSubject(of: finding)
    let file = finding.span.file
    // What the path says is not said twice.
    let steps = Set(finding.witness.map { place(of: $0.span, from: file, in: located) })
    let related = finding.related
      .filter { !steps.contains(place(of: $0.span, from: file, in: located)) }
      .map { sentence($0, from: file, in: located) }
    row("related", Self.limited(Self.unique(related)))
    writeWitness(of: finding, in: located)
    row("when", finding.when.map(style.visible))
    row("assumes", finding.assumes.map(style.visible))
    let needs = finding.needs.flatMap { need in
      ["\(value(of: need)) (\(place(of: need.span, from: file, in: located)))"] + settling(need)
    }
    row("needs", needs, hanging: 2)
    row("why", prose: policy?.rationale ?? "")
    row("help", prose: finding.help ?? policy?.remediation ?? "")
    // A fix that says what the help says would only repeat it.
    let fixes = finding.fixes.filter { $0.description != finding.help }
    row("fix", fixes.map { sentence(Note($0.description, at: $0.span), from: file, in: located) })
    if located.report.fixed != nil, let obstacle = finding.fixObstacle {
      row("unfixed", prose: obstacle)
    }
    guard let policy else { return }
    row("controls", [controls(policy.controls)].filter { !$0.isEmpty })
    row("more", ["lintel explain " + style.visible(policy.id.rawValue)])
  }

  /// `word[id] severity: message`
  mutating func header(_ name: String, _ rest: String, _ message: String, _ ink: TextStyle.Ink) {
    let start = style.paint(name, ink) + style.paint(rest, .strong) + " "
    let offset = Visible.width(of: name + rest) + 1
    paragraph(start, offset: offset, style.visible(message), indent: 4, ink: .strong)
  }

  func ink(of finding: Finding) -> TextStyle.Ink {
    guard finding.verdict == .violation else { return .doubt }
    switch finding.severity {
    case .critical, .high: return .alarm
    case .medium: return .caution
    case .low, .info: return .strong
    }
  }

  /// `message (place)`
  func sentence(_ note: Note, from file: SourceID?, in located: LocatedReport) -> String {
    style.visible(note.message) + " (\(place(of: note.span, from: file, in: located)))"
  }

  /// The place of a span, as short as a reader of `file` needs it.
  private func place(
    of span: SourceSpan,
    from file: SourceID?,
    in located: LocatedReport
  ) -> String {
    style.visible(located.place(of: span, from: file))
  }

  /// `parameter 'VpcId'`, with the reason where the value does not say it already.
  func value(of need: Finding.Need) -> String {
    let reason = need.reason.replacing("-", with: " ")
    let isSaid = reason.isEmpty || need.value.hasPrefix(reason)
    return style.visible(isSaid ? need.value : "\(need.value) (\(reason))")
  }

  func settling(_ need: Finding.Need) -> [String] {
    need.settle.isEmpty ? [] : ["settle it with: " + style.visible(need.settle)]
  }

  /// `aws-fsbp SageMaker.2 · nist-800-53-r5 AC-4, SC-7 and 12 more`; `lintel explain` has them all.
  private func controls(_ controls: [ControlID]) -> String {
    ControlGroup.groups(of: controls)
      .map { group in
        let isLong = group.ids.count > 5
        let shown = group.ids.prefix(isLong ? 4 : 5).joined(separator: ", ")
        let rest = isLong ? " and \(group.ids.count - 4) more" : ""
        return style.visible("\(group.framework) \(shown)\(rest)")
      }
      .joined(separator: style.separator)
  }

  private mutating func writeSubject(of finding: Finding) {
    guard let subject = finding.subject else { return }
    let environment = finding.environment.map { " (environment '\($0)')" } ?? ""
    row("resource", [style.visible("\(subject.type) \(subject.address)\(environment)")])
  }

  /// Numbered steps, their places in a column where there is room.
  private mutating func writeWitness(of finding: Finding, in located: LocatedReport) {
    let steps = finding.witness.enumerated().map { "\($0 + 1). " + style.visible($1.message) }
    let places = finding.witness.map { place(of: $0.span, from: finding.span.file, in: located) }
    let stepWidth = steps.map(Visible.width(of:)).max() ?? 0
    let placeWidth = places.map(Visible.width(of:)).max() ?? 0
    let fits = Self.labelWidth + stepWidth + 2 + placeWidth <= style.width
    let entries = zip(steps, places).map { step, place in
      if !fits { return "\(step) (\(place))" }
      return step + String(repeating: " ", count: stepWidth - Visible.width(of: step) + 2) + place
    }
    row("path", entries, hanging: 3)
  }
}
