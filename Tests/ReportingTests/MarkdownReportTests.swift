import Findings
import Reporting
import Testing

@Suite struct MarkdownReportTests {
  static func sample(_ frameworks: [String] = []) -> String {
    MarkdownReport.render(
      LocatedReport(SampleReport.report()),
      tool: SampleRendering.tool,
      options: .init(frameworks: frameworks)
    )
  }

  static func message(_ message: String) -> String {
    let located = TinyReport.report(
      Array("a: 1".utf8),
      marking: [0..<1],
      message: message,
      policies: [policy]
    )
    let text = MarkdownReport.render(located, tool: SampleRendering.tool)
    let line = text.split(separator: "\n").first { $0.hasPrefix("- **violation**") } ?? ""
    return String(line.dropFirst("- **violation** at `a.yaml:1:1`: ".count))
  }

  private static let policy = LintReport.Policy(
    id: TinyReport.policy,
    title: "A title",
    domain: "domain",
    severity: .high,
    rationale: "",
    remediation: "",
    tags: [],
    references: [],
    controls: [],
    summary: .init()
  )

  @Test(arguments: [
    ("role 'a_b*c' is wide", "role `a_b*c` is wide"),
    ("name 'a|b'", "name <code>a&#124;b</code>"),
    ("name 'a`b``c'", "name ```a`b``c```"),
    ("name '`'", "name `` ` ``"),
    ("a_b *c* [d](e) <f> & ~g~ $h$ \\i", #"a\_b \*c\* \[d\](e) &lt;f&gt; &amp; \~g\~ \$h\$ \\i"#),
    ("by @team, see #12", "by @&#8203;team, see #&#8203;12"),
    (
      "at https://x.example and www.x.example",
      "at https:&#8203;//x.example and www.&#8203;x.example"
    ),
    ("it's the owner's", "it's the owner's"),
    ("''", "''"),
    ("a\n# b", "a&lt;U+000A&gt;#&#8203; b"),
  ])
  func messagesAreHarmless(message: String, markdown: String) {
    #expect(Self.message(message) == markdown)
  }

  @Test func controlsAreOrderedAsPeopleCount() {
    let rows = Self.sample().split(separator: "\n").filter {
      $0.hasPrefix("| `S") || $0.hasPrefix("| `A")
    }
    let controls = rows.compactMap { $0.firstMatch(of: /\| `([^`]+)`/).map { String($0.1) } }
    #expect(
      controls.filter { !$0.contains("::") } == [
        "S3.1", "S3.8", "SageMaker.2", "SageMaker.10",
        "AC-4", "SC-7", "SC-7(3)", "SC-12", "SC-13",
      ]
    )
  }

  @Test func aControlIsNeverCalledFulfilled() {
    let text = Self.sample()
    #expect(text.contains("| `S3.1` | contradicted |"))
    #expect(text.contains("| `SC-12` | undetermined |"))
    #expect(text.contains("| `SageMaker.10` | not assessed |"))
    #expect(!text.contains("%\n") && !text.contains("compliant"))
  }

  @Test func onlyTheChosenFrameworksAreReported() {
    let text = Self.sample(["aws-fsbp"])
    #expect(text.contains("(`aws-fsbp`)"))
    #expect(!text.contains("nist-800-53-r5"))
    #expect(text.contains("Policies without a control of these frameworks"))
  }

  @Test func aFrameworkThatNoPolicyCarriesSaysSo() {
    #expect(Self.sample(["soc-2"]).contains("No policy of this run gives evidence"))
    #expect(MarkdownReport.frameworks(of: SamplePolicies.all) == ["aws-fsbp", "nist-800-53-r5"])
  }

  @Test func everyRowOfATableHasAllItsCells() {
    var columns = 0
    for line in Self.sample().split(separator: "\n", omittingEmptySubsequences: false) {
      let cells = line.hasPrefix("|") ? line.count { $0 == "|" } : 0
      #expect(columns == 0 || cells == 0 || cells == columns, "\(line)")
      columns = cells
    }
  }

  @Test func aReferenceThatIsNoWebAddressIsNoLink() {
    let page = PolicyPage.markdown(SamplePolicies.describedSubnets)
    #expect(page.contains("- <https://docs.aws.amazon.com/"))
    #expect(page.contains("- `javascript:alert(1)`"))
  }
}
