import Foundation
import Testing

/// The list of the policies inside the executable, which a script writes.
@Suite struct EmbeddedPolicyTests {
  static let list = SourceCode.root.appending(path: "Sources/CBuiltins/policies.c")

  @Test(.enabled(if: FileManager.default.fileExists(atPath: list.path)))
  func theListNamesExactlyTheDocumentsOfTheFolder() throws {
    let text = try String(contentsOf: Self.list, encoding: .utf8)
    let embedded = text.matches(of: /#embed "\.\.\/\.\.\/([^"]+)"/).map { String($0.1) }
    let rows = text.matches(of: /\{"(policies\/[^"]+)", "([^"]+)"/)
    let folder = SourceCode.root.appending(path: "policies").path
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    let documents = names.filter { $0.hasSuffix(".yaml") }.map { "policies/" + $0 }.sorted()
    #expect(!documents.isEmpty)
    #expect(embedded == documents)
    #expect(rows.map { String($0.1) } == documents)
    for row in rows { #expect(row.1.hasPrefix("policies/\(row.2)/")) }
  }
}
