import Change
import Findings
import Foundation
import SourceText
import Testing

/// Fixes on whole estates: those of `fixtures/`, and any that `LINTEL_CORPUS` names.
@Suite struct EstateTests {
  private static let fixtures = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "fixtures")

  static let estates: [URL] = {
    let names = [
      "quickstart", "ml-platform", "ml-platform-broken-accounts", "ml-platform-broken-encryption",
      "ml-platform-broken-exposure", "ml-platform-broken-network", "ml-platform-broken-privilege",
      "ml-platform-description-broken",
    ]
    var estates = names.map { fixtures.appending(path: $0) }
    guard let corpus = ProcessInfo.processInfo.environment["LINTEL_CORPUS"] else {
      print("skipped: LINTEL_CORPUS names no folder of estates")
      return estates
    }
    let folder = URL(filePath: corpus)
    let inner = (try? FileManager.default.contentsOfDirectory(atPath: corpus)) ?? []
    estates += inner.sorted().filter { !$0.contains(".") }.map { folder.appending(path: $0) }
    return estates
  }()

  private func files(_ folder: URL) -> [SourceFile] {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    let suffixes = [".yaml", ".yml", ".json", ".template"]
    return (paths ?? []).sorted().compactMap { path in
      guard suffixes.contains(where: path.hasSuffix),
        let content = FileManager.default.contents(atPath: folder.appending(path: path).path)
      else { return nil }
      return SourceFile(path: path, bytes: Array(content))
    }
  }

  @Test(arguments: estates, FixSelection.allCases)
  func fixesMendAndBreakNothing(_ folder: URL, _ selection: FixSelection) {
    let files = files(folder)
    let fixed = Fixed(files, selection)
    let (before, after) = (fixed.before, fixed.outcome.report)
    #expect(after.files.map(\.status) == before.files.map(\.status))
    #expect(after.resources == before.resources)
    let known = Set(before.findings.map(\.fingerprint))
    #expect(after.findings.allSatisfy { known.contains($0.fingerprint) })
    // One fix may mend more: a trail of all regions covers the others.
    #expect(after.findings.count <= before.findings.count - (after.fixed?.count ?? 0))
    #expect(after.diagnostics.map(\.message).sorted() == before.diagnostics.map(\.message).sorted())
    let again = Fixed(fixed.files, selection)
    #expect(again.outcome.changes.isEmpty, "a second run changes nothing")
    #expect(again.outcome.report.findings.map(\.fingerprint) == after.findings.map(\.fingerprint))
    print("\(folder.lastPathComponent), \(selection): \(after.fixed?.count ?? 0) fixed")
  }
}
