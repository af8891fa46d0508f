import Foundation
import Policies
import Testing

@Suite struct FunctionReferenceTests {
  private static let file = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "docs/policy-functions.md")

  /// `LINTEL_BLESS=1` writes it anew.
  @Test func thePageIsWhatTheDeclarationsSay() throws {
    let page = policyFunctionReference()
    if ProcessInfo.processInfo.environment["LINTEL_BLESS"] != nil {
      try Data(page.utf8).write(to: Self.file)
    }
    #expect(try String(contentsOf: Self.file, encoding: .utf8) == page)
  }

  /// A function that is added needs a note: what it gives, and what does not follow from it.
  @Test func everyFunctionHasANoteAndTypes() {
    #expect(FunctionReference().unmatched == [])
    #expect(FunctionReference().untyped == [])
  }
}
