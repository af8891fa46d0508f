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
      finding.message,
      ink
    )
    Excerpt(of: finding.span, in: located)
      .write(to: &self, place: located.place(of: finding.span), ink: ink)
    writeSubject(of: finding)
    row("related", finding.related.map { sentence($0, in: located) })
    writeWitness(finding.witness, in: located)
    row("when", finding.when.map(style.visible))
    row("assumes", finding.assumes.map(style.visible))
    row("needs", finding.needs.flatMap { [need($0, in: located)] + settling($0) }, hanging: 2)
    row("why", prose: policy?.rationale ?? "")
    row("help", prose: finding.help ?? policy?.remediation ?? "")
    // A fix that says what the help says would only repeat it.
    let fixes = finding.fixes.filter { $0.description != finding.help }
    row("fix", fixes.map { fix($0, in: located) })
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
  func sentence(_ note: Note, in located: LocatedReport) -> String {
    style.visible("\(note.message) (\(located.place(of: note.span)))")
  }

  /// `parameter 'VpcId' (parameter) at network.yaml:3:3`
  func need(_ need: Finding.Need, in located: LocatedReport) -> String {
    let reason = need.reason.isEmpty ? "" : " (\(need.reason))"
    return style.visible("\(need.value)\(reason) at \(located.place(of: need.span))")
  }

  func settling(_ need: Finding.Need) -> [String] {
    need.settle.isEmpty ? [] : ["settle it with: " + style.visible(need.settle)]
  }

  /// `aws-fsbp SageMaker.2 · nist-800-53-r5 AC-4, SC-7`
  func controls(_ controls: [ControlID]) -> String {
    ControlGroup.groups(of: controls)
      .map { style.visible("\($0.framework) \($0.ids.joined(separator: ", "))") }
      .joined(separator: style.separator)
  }

  private mutating func writeSubject(of finding: Finding) {
    guard let subject = finding.subject else { return }
    let environment = finding.environment.map { " (environment '\($0)')" } ?? ""
    row("resource", [style.visible("\(subject.type) \(subject.address)\(environment)")])
  }

  /// Numbered steps, their places in a column where there is room.
  private mutating func writeWitness(_ witness: [Note], in located: LocatedReport) {
    let steps = witness.enumerated().map { "\($0 + 1). " + style.visible($1.message) }
    let places = witness.map { style.visible(located.place(of: $0.span)) }
    let stepWidth = steps.map(Visible.width(of:)).max() ?? 0
    let placeWidth = places.map(Visible.width(of:)).max() ?? 0
    let fits = Self.labelWidth + stepWidth + 2 + placeWidth <= style.width
    let entries = zip(steps, places).map { step, place in
      if !fits { return "\(step) (\(place))" }
      return step + String(repeating: " ", count: stepWidth - Visible.width(of: step) + 2) + place
    }
    row("path", entries, hanging: 3)
  }

  private func fix(_ fix: Finding.Fix, in located: LocatedReport) -> String {
    style.visible("\(fix.description) (\(located.place(of: fix.span)))")
  }
}
