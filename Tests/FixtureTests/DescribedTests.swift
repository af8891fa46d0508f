import Findings
import Foundation
import Linting
import SourceText
import Testing

/// The platforms of `fixtures/`, well built and broken, as templates and as the descriptions of them in
/// `fixtures/described`: the same verdicts, address by address.
@Suite struct DescribedTests {
  static let estates = Repository.estates.filter { !$0.contains("description") }

  private static func options() -> LintOptions {
    var options = LintOptions()
    options.policies = Repository.policies
    options.takesDefaults = true
    return options
  }

  private static func templates(_ estate: String) -> [SourceFile] {
    Repository.files(below: "fixtures/" + estate).filter { !$0.path.hasSuffix(".expect") }
  }

  /// What is found, without places: policy, verdict and resource, by its file and logical id.
  private static func verdicts(_ report: LintReport) -> [String] {
    report.findings.map { finding in
      let address = finding.subject?.address ?? ""
      let steps = address.split(whereSeparator: { $0 == "/" || $0 == "#" })
      let resource = "\(steps.first ?? "") \(steps.last ?? "")"
      return "\(resource): \(finding.verdict.rawValue) \(finding.policy.rawValue)"
    }.sorted()
  }

  /// `LINTEL_BLESS=1` writes the descriptions anew: read the difference before you commit it.
  @Test(arguments: estates)
  func theDescriptionIsWhatIsDescribed(estate: String) throws {
    let description = EstateDescription(of: Self.templates(estate), Self.options())
    #expect(description.report.diagnostics.filter { $0.level == .error }.map(\.message) == [])
    let file = Repository.url(of: "fixtures/described/\(estate).yaml")
    if ProcessInfo.processInfo.environment["LINTEL_BLESS"] != nil {
      try Data(description.text.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == description.text)
  }

  @Test(arguments: estates)
  func theDescriptionHasTheVerdictsOfTheTemplates(estate: String) throws {
    let file = Repository.files(below: "fixtures/described").first { $0.path == "\(estate).yaml" }
    let described = lint([try #require(file)], Self.options())
    let templates = lint(Self.templates(estate), Self.options())
    #expect(described.diagnostics.filter { $0.level == .error }.map(\.message) == [])
    let (left, right) = (Self.verdicts(described), Self.verdicts(templates))
    #expect(left == right)
    #expect(described.summary.satisfied == templates.summary.satisfied)
  }
}
