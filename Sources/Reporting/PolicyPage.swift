package import Findings

/// What `lintel explain` tells about one policy, and what the reference says of it.
package enum PolicyPage {
  package static func text(_ description: PolicyDescription, style: TextStyle) -> String {
    let policy = description.policy
    var page = TextPage(style: style)
    page.paragraph("", offset: 0, style.visible(policy.title), indent: 0, ink: .strong)
    page.gap()
    page.row("policy", [style.visible(policy.id.rawValue)])
    page.row("severity", [policy.severity.rawValue])
    page.row("domain", [style.visible(policy.domain)])
    page.row("judges", [description.resourceTypes.map(style.visible).joined(separator: ", ")])
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
    writeLimits(of: description, to: &page)
    writeParameters(of: description, to: &page)
    write(description.violating, "a violation", to: &page)
    write(description.satisfied, "as it should be", to: &page)
    writeControls(of: policy, to: &page)
    writeReferences(of: policy, to: &page)
    page.gap()
    page.line(page.style.paint("rule and examples", .strong))
    page.line("  lintel policies show " + page.style.visible(policy.id.rawValue))
    return page.text
  }

  package static func markdown(_ description: PolicyDescription) -> String {
    let policy = description.policy
    var page = MarkdownPage()
    page.heading(1, Markdown.text(policy.title))
    page.paragraph(
      "Policy \(Markdown.code(policy.id.rawValue)) · severity \(policy.severity.rawValue)"
        + " · domain \(Markdown.code(policy.domain))"
    )
    let types = description.resourceTypes.map(Markdown.code).joined(separator: ", ")
    page.paragraph("Judges \(types).")
    page.heading(2, "Why")
    page.prose(policy.rationale)
    page.heading(2, "What to do")
    page.prose(policy.remediation)
    page.write(limitsOf: description)
    page.write(parametersOf: description)
    page.write(description.violating, title: "A violation")
    page.write(description.satisfied, title: "As it should be")
    page.write(sourcesOf: policy, headingLevel: 2)
    return page.text
  }

  private static func writeLimits(
    of description: PolicyDescription,
    to page: inout TextPage
  ) {
    if !description.limits.isEmpty {
      page.gap()
      page.line(page.style.paint("what it does not see", .strong))
      for paragraph in TextPage.paragraphs(of: description.limits) {
        page.paragraph("  ", offset: 2, page.style.visible(paragraph), indent: 2)
      }
    }
    guard !description.undetermined.isEmpty else { return }
    page.gap()
    page.line(page.style.paint("undetermined, as in the tests", .strong))
    for name in description.undetermined {
      page.paragraph("  ", offset: 2, page.style.visible(name), indent: 4)
    }
  }

  private static func writeParameters(
    of description: PolicyDescription,
    to page: inout TextPage
  ) {
    guard !description.parameters.isEmpty else { return }
    page.gap()
    page.line(page.style.paint("parameters", .strong))
    for parameter in description.parameters {
      let content =
        "\(parameter.name) (\(parameter.type)) = \(parameter.initial): \(parameter.description)"
      page.paragraph("  ", offset: 2, page.style.visible(content), indent: 4)
    }
  }

  private static func write(
    _ example: PolicyDescription.Example?,
    _ title: String,
    to page: inout TextPage
  ) {
    guard let example else { return }
    page.gap()
    page.line(page.style.paint(title, .strong) + ": " + page.style.visible(example.name))
    for line in example.text.split(separator: "\n", omittingEmptySubsequences: false).dropTail {
      page.line("  " + page.style.visible(String(line)))
    }
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

extension [Substring] {
  /// Without the empty lines at the end.
  var dropTail: ArraySlice<Substring> {
    self[..<((lastIndex { !$0.isEmpty }).map { $0 + 1 } ?? startIndex)]
  }
}
