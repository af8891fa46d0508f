package import Findings

/// What `lintel explain` tells about one policy.
package enum PolicyPage {
  package static func text(_ policy: LintReport.Policy, style: TextStyle) -> String {
    var page = TextPage(style: style)
    page.paragraph("", offset: 0, style.visible(policy.title), indent: 0, ink: .strong)
    page.gap()
    page.row("policy", [style.visible(policy.id.rawValue)])
    page.row("severity", [policy.severity.rawValue])
    page.row("domain", [style.visible(policy.domain)])
    page.row(
      "tags",
      [policy.tags.map(style.visible).joined(separator: ", ")].filter { !$0.isEmpty }
    )
    for (label, prose) in [("why", policy.rationale), ("what to do", policy.remediation)] {
      page.gap()
      page.line(style.paint(label, .strong))
      for paragraph in TextPage.paragraphs(of: prose) {
        page.paragraph("  ", offset: 2, style.visible(paragraph), indent: 2)
      }
    }
    writeControls(of: policy, to: &page)
    writeReferences(of: policy, to: &page)
    page.gap()
    page.line(page.style.paint("rule and examples", .strong))
    page.line("  lintel policies show " + page.style.visible(policy.id.rawValue))
    return page.text
  }

  package static func markdown(_ policy: LintReport.Policy) -> String {
    var page = MarkdownPage()
    page.heading(1, Markdown.text(policy.title))
    page.paragraph(
      "Policy \(Markdown.code(policy.id.rawValue)) · severity \(policy.severity.rawValue)"
        + " · domain \(Markdown.code(policy.domain))"
    )
    page.write(explanationOf: policy, headingLevel: 2)
    return page.text
  }

  private static func writeControls(of policy: LintReport.Policy, to page: inout TextPage) {
    guard !policy.controls.isEmpty else { return }
    page.gap()
    page.line(page.style.paint("controls that it gives evidence for", .strong))
    for group in ControlGroup.groups(of: policy.controls) {
      let title = Framework.title(of: group.framework)
      let content = "\(title): \(group.ids.joined(separator: ", "))"
      page.paragraph("  ", offset: 2, page.style.visible(content), indent: 4)
    }
  }

  private static func writeReferences(of policy: LintReport.Policy, to page: inout TextPage) {
    guard !policy.references.isEmpty else { return }
    page.gap()
    page.line(page.style.paint("read more", .strong))
    for reference in policy.references { page.line("  " + page.style.visible(reference)) }
  }
}
