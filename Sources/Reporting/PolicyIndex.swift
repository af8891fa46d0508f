package import Findings

/// The first page of the reference: all policies, by domain and by framework.
package enum PolicyIndex {
  /// Links lead to `ID.md` beside it.
  package static func markdown(_ descriptions: [PolicyDescription]) -> String {
    var page = MarkdownPage()
    page.heading(1, "Policies")
    page.paragraph(
      "Written by `lintel policies docs`; do not edit."
        + " `lintel explain ID` shows a page on the terminal."
    )
    let domains = Set(descriptions.map(\.policy.domain)).sorted()
    for domain in domains {
      page.heading(2, Markdown.text(domain.replacing("-", with: " ")))
      page.table(
        ["policy", "severity", "requirement"],
        descriptions.filter { $0.policy.domain == domain }.map { description in
          [
            link(to: description.policy), description.policy.severity.rawValue,
            Markdown.text(description.policy.title),
          ]
        }
      )
    }
    let frameworks = MarkdownReport.frameworks(of: descriptions.map(\.policy))
    for framework in frameworks {
      page.heading(2, Markdown.text(Framework.title(of: framework)))
      page.table(["control", "policies"], rows(of: framework, descriptions))
    }
    return page.text
  }

  private static func rows(
    of framework: String,
    _ descriptions: [PolicyDescription]
  ) -> [[String]] {
    let controls = descriptions.flatMap(\.policy.controls).filter { $0.framework == framework }
    return Set(controls).sorted().map { control in
      let policies = descriptions.map(\.policy).filter { $0.controls.contains(control) }
      return [Markdown.code(control.id), policies.map(link).joined(separator: ", ")]
    }
  }

  private static func link(to policy: LintReport.Policy) -> String {
    "[\(Markdown.code(policy.id.rawValue))](\(policy.id.rawValue).md)"
  }
}
