package import Findings
import Linting
import PolicyTesting
import Reporting
import SourceText
import Syntax

/// What happened with one input.
package struct FuzzTrial: Sendable {
  /// How much time of all processors `lint` took; the least of three where the first was too much,
  /// because a busy machine has slow processors, too.
  package private(set) var duration: Duration
  /// What must never be, in words.
  package private(set) var problems: [String] = []
  /// Of the report as JSON, where it was rendered: equal inputs have equal ones, in every process.
  package private(set) var digest: UInt64?
  package let report: LintReport

  package static let limit = Duration.seconds(1)

  /// - Parameters:
  ///   - rendersReports: Whether to make reports of all formats.
  ///   - runsTwice: Whether to judge again, which has to give the same report.
  package init(of input: FuzzInput, rendersReports: Bool, runsTwice: Bool) {
    let start = ProcessorTime()
    report = lint(input.sources, input.options)
    duration = start.elapsed
    for _ in 0..<2 where duration > Self.limit {
      let start = ProcessorTime()
      _ = lint(input.sources, input.options)
      duration = min(duration, start.elapsed)
    }
    if duration > Self.limit { problems.append("slow: \(duration)") }
    checkReport(of: input)
    checkPolicies(of: input)
    if rendersReports || runsTwice { render() }
    if runsTwice { checkAgain(input) }
  }

  /// Numbers of the report against each other, and places against files.
  private mutating func checkReport(of input: FuzzInput) {
    let violations = report.findings.count { $0.verdict == .violation }
    if violations != report.summary.violations { problems.append("summary: violations") }
    let undetermined = report.findings.count - violations
    if undetermined != report.summary.undetermined { problems.append("summary: undetermined") }
    if report.files.map(\.path) != input.sources.map(\.path) { problems.append("files") }
    for finding in report.findings {
      let notes = (finding.related + finding.witness).map(\.span)
      let spans =
        [finding.span] + notes + finding.needs.map(\.span)
        + finding.fixes.flatMap { $0.edits.map(\.span) }
      if !spans.allSatisfy(isInside) { problems.append("span: \(finding.policy.rawValue)") }
      if finding.span.file.index >= input.sources.count {
        problems.append("span: \(finding.policy.rawValue) points into a policy")
      }
      if finding.message.isEmpty { problems.append("message: \(finding.policy.rawValue)") }
      if finding.fingerprint.utf8.count != 16 { problems.append("fingerprint") }
    }
    for diagnostic in report.diagnostics {
      let spans = [diagnostic.span].compactMap(\.self) + diagnostic.related.map(\.span)
      if !spans.allSatisfy(isInside) { problems.append("span: \(diagnostic.code)") }
    }
    checkDefects(of: input)
  }

  /// No input makes a built-in policy defective.
  private mutating func checkDefects(of input: FuzzInput) {
    let builtIn = input.sources.count..<input.sources.count + builtInCount(input)
    for diagnostic in report.diagnostics {
      guard let span = diagnostic.span, builtIn.contains(span.file.index) else { continue }
      problems.append("defect: \(diagnostic.code): \(diagnostic.message)")
    }
  }

  /// A policy that cannot be read is told, and never just left out; its examples run or fail.
  private mutating func checkPolicies(of input: FuzzInput) {
    let fuzzed = input.options.policies.filter { $0.domain == "fuzzed" }
    guard !fuzzed.isEmpty else { return }
    let first = input.sources.count + builtInCount(input)
    let isRefused = report.diagnostics.contains { diagnostic in
      diagnostic.level == .error && (diagnostic.span?.file.index ?? first) >= first
    }
    let isComplete = report.policies.count == input.options.policies.count
    if input.options.readsEveryPolicy, !isRefused, !isComplete {
      problems.append("policy: left out")
    }
    let tried = testPolicies(fuzzed).policies
    if tried.count != fuzzed.count { problems.append("policy: not tried") }
  }

  private func builtInCount(_ input: FuzzInput) -> Int {
    input.options.policies.count { $0.domain != "fuzzed" }
  }

  private func isInside(_ span: SourceSpan) -> Bool {
    report.sources.indices.contains(span.file.index) && span.start <= span.end
      && Int(span.end) <= report.sources[span.file.index].bytes.count
  }

  private mutating func render() {
    let located = LocatedReport(report)
    let tool = Tool(version: "0")
    let json = JSONReport.render(located, tool: tool)
    if !isJSON(json) { problems.append("render: JSON") }
    if !isJSON(SARIFReport.render(located, tool: tool)) { problems.append("render: SARIF") }
    let full = TextReport.Options(undeterminedInFull: Set(Severity.allCases))
    if TextReport.render(located).isEmpty { problems.append("render: text") }
    if TextReport.render(located, options: full).isEmpty { problems.append("render: text") }
    if MarkdownReport.render(located, tool: tool).isEmpty { problems.append("render: Markdown") }
    _ = ShortReport.render(located)
    digest = Self.hash(json)
  }

  private mutating func checkAgain(_ input: FuzzInput) {
    let again = LocatedReport(lint(input.sources, input.options))
    let digest = Self.hash(JSONReport.render(again, tool: Tool(version: "0")))
    if digest != self.digest { problems.append("twice: another report") }
  }

  private func isJSON(_ text: String) -> Bool {
    let file = SourceFile(path: "report.json", bytes: Array(text.utf8))
    let parsed = parseSource(file, id: SourceID(0), vocabulary: Vocabulary([]))
    return parsed.tree != nil && parsed.diagnostics.isEmpty
  }

  /// FNV-1a, 64 bits.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
