import Findings
import Foundation
import Syntax
import Testing

/// Against nst/JSONTestSuite: `y_` has to be accepted, `n_` refused, `i_` is free.
@Suite struct JSONConformanceTests {
  private struct Case: Decodable {
    let name: String
    let bytes: Data
  }

  @Test func everyCaseIsDecidedAsRFC8259Wants() throws {
    guard let cases = try ConformanceSuite.load("json-test-suite", as: Case.self) else { return }
    #expect(cases.count == 318)
    for suiteCase in cases {
      let parsed = parse(Array(suiteCase.bytes), path: suiteCase.name)
      let hasError = parsed.diagnostics.contains { $0.level == .error }
      #expect((parsed.tree == nil) == hasError, "\(suiteCase.name)")
      if suiteCase.name.hasPrefix("y_") { #expect(parsed.tree != nil, "\(suiteCase.name)") }
      if suiteCase.name.hasPrefix("n_") { #expect(parsed.tree == nil, "\(suiteCase.name)") }
    }
  }
}
