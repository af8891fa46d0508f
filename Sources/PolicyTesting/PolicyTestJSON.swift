#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The result of tests for other programs: `lintel test --format json`.
package enum PolicyTestJSON {
  /// Keys are sorted; policies and tests stand in the order of the report.
  package static func render(_ report: PolicyTestReport) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      let content = try encoder.encode(PolicyTestContent(report))
      return String(decoding: content, as: UTF8.self) + "\n"
    } catch {
      preconditionFailure("a test report holds nothing that JSON cannot say: \(error)")
    }
  }
}
