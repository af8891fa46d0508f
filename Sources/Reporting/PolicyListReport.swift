package import Findings

/// The policies of a set, one by one.
package enum PolicyListReport {
  private struct Entry: Encodable {
    let id: String
    let title: String
    let domain: String
    let severity: String
    let controls: [EncodedControl]
  }

  /// `[{"id","title","domain","severity","controls"}]`, in the order given.
  package static func json(_ policies: [LintReport.Policy]) -> String {
    JSONText.encode(
      policies.map { policy in
        Entry(
          id: policy.id.rawValue,
          title: policy.title,
          domain: policy.domain,
          severity: policy.severity.rawValue,
          controls: policy.controls.map(EncodedControl.init)
        )
      }
    )
  }

  /// A table for each domain, in the order of the domains' names.
  package static func text(_ policies: [LintReport.Policy], style: TextStyle) -> String {
    var page = TextPage(style: style)
    let idWidth = policies.map { Visible.width(of: style.visible($0.id.rawValue)) }.max() ?? 0
    for domain in Set(policies.map(\.domain)).sorted() {
      page.gap()
      page.line(style.paint(style.visible(domain), .strong))
      for policy in policies where policy.domain == domain {
        write(policy, idWidth: idWidth, to: &page)
      }
    }
    page.gap()
    page.line(counted(policies.count, "policy", plural: "policies"))
    return page.text
  }

  /// `  id  severity  title`
  private static func write(_ policy: LintReport.Policy, idWidth: Int, to page: inout TextPage) {
    let style = page.style
    let id = style.visible(policy.id.rawValue)
    let pad = String(repeating: " ", count: idWidth - Visible.width(of: id) + 2)
    let severity = policy.severity.rawValue
    let gap = String(repeating: " ", count: 10 - severity.count)
    page.paragraph(
      "  " + style.paint(id, .strong) + pad + severity + gap,
      offset: idWidth + 14,
      style.visible(policy.title),
      indent: idWidth + 14
    )
  }
}
