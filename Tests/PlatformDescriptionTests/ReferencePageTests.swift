import Foundation
import PlatformDescription
import Testing

struct ReferencePageTests {
  private static let file = Reading.fixtures.appending(path: "../docs/description-reference.md")
    .standardized

  /// `LINTEL_BLESS=1` writes it anew.
  @Test func theReferencePageIsWhatTheTablesSay() throws {
    let page = descriptionReference()
    if ProcessInfo.processInfo.environment["LINTEL_BLESS"] != nil {
      try Data(page.utf8).write(to: Self.file)
    }
    #expect(try String(contentsOf: Self.file, encoding: .utf8) == page)
  }

  @Test func everySectionOfTheLanguageIsOnThePage() {
    let page = descriptionReference()
    for key in ["include", "stacks", "templates", "expect", "$unknown", "trainingJobs", "via"] {
      #expect(page.contains("`\(key)") || page.contains("{\(key)"), "\(key)")
    }
  }
}
