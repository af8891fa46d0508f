import Findings

/// Markdown as it is written. What it is given has been escaped by `Markdown`.
struct MarkdownPage {
  private(set) var text = ""

  mutating func heading(_ level: Int, _ content: String) {
    block([String(repeating: "#", count: level) + " " + content])
  }

  mutating func paragraph(_ content: String) {
    block([content])
  }

  mutating func quote(_ lines: [String]) {
    block(lines.map { $0.isEmpty ? ">" : "> " + $0 })
  }

  /// Items of a list; an item's further lines are items of a list inside it.
  mutating func list(_ items: [[String]]) {
    guard !items.isEmpty else { return }
    block(
      items.flatMap { item in
        item.enumerated().map { $0 == 0 ? "- " + $1 : "  - " + $1 }
      }
    )
  }

  /// A table; columns from `firstNumber` on hold numbers and are set flush right.
  mutating func table(_ header: [String], firstNumber: Int? = nil, _ rows: [[String]]) {
    let rule = header.indices.map { $0 >= firstNumber ?? header.count ? "---:" : "---" }
    block(([header, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" })
  }

  /// Prose of a policy: one paragraph for each of its lines.
  mutating func prose(_ content: String) {
    for line in TextPage.paragraphs(of: content) { paragraph(Markdown.text(line)) }
  }

  /// Why a policy is there, what to do, what it gives evidence for, where to read more.
  mutating func write(explanationOf policy: LintReport.Policy, headingLevel: Int) {
    heading(headingLevel, "Why")
    prose(policy.rationale)
    heading(headingLevel, "What to do")
    prose(policy.remediation)
    write(sourcesOf: policy, headingLevel: headingLevel)
  }

  /// What a policy gives evidence for, and where to read more.
  mutating func write(sourcesOf policy: LintReport.Policy, headingLevel: Int) {
    if !policy.controls.isEmpty {
      heading(headingLevel, "Controls")
      list(
        ControlGroup.groups(of: policy.controls).map { group in
          let ids = group.ids.map(Markdown.code).joined(separator: ", ")
          return ["\(Markdown.text(Framework.title(of: group.framework))): \(ids)"]
        }
      )
    }
    if !policy.references.isEmpty {
      heading(headingLevel, "Read more")
      list(policy.references.map { [Markdown.link($0)] })
    }
  }

  /// What a policy does not see, and what keeps its verdicts open.
  mutating func write(limitsOf description: PolicyDescription) {
    guard !description.limits.isEmpty || !description.undetermined.isEmpty else { return }
    heading(2, "Limits")
    prose(description.limits)
    guard !description.undetermined.isEmpty else { return }
    paragraph("The verdict is undetermined, as in these tests:")
    list(description.undetermined.map { [Markdown.text($0)] })
  }

  mutating func write(parametersOf description: PolicyDescription) {
    guard !description.parameters.isEmpty else { return }
    heading(2, "Parameters")
    table(
      ["name", "type", "value unless set", "meaning"],
      description.parameters.map { parameter in
        [
          Markdown.code(parameter.name), Markdown.code(parameter.type),
          Markdown.code(parameter.initial), Markdown.text(parameter.description),
        ]
      }
    )
  }

  /// An example, with what is found in it.
  mutating func write(_ example: PolicyDescription.Example?, title: String) {
    guard let example else { return }
    heading(2, title)
    paragraph(Markdown.text(example.name.capitalizedFirst) + ":")
    fence(example.text)
    list(example.messages.map { ["Found: " + Markdown.text($0)] })
  }

  /// Text as it stands, in a fence that is longer than any run of backticks in it.
  private mutating func fence(_ content: String) {
    var mark = "```"
    while content.contains(mark) { mark += "`" }
    let lines = content.split(separator: "\n", omittingEmptySubsequences: false).dropTail
    block([mark + "yaml"] + lines.map { Visible.text(String($0)) } + [mark])
  }

  /// Blocks are parted by a blank line. A line that GitHub's runner would take for a command is
  /// escaped, as in `TextPage`.
  private mutating func block(_ lines: [String]) {
    if !text.isEmpty { text += "\n" }
    for line in lines { text += (line.hasPrefix("::") ? "\\" : "") + line + "\n" }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
