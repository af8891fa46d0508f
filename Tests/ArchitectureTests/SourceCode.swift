import Foundation

/// The Swift files of the repository that these tests are part of.
struct SourceCode: Sendable {
  /// One Swift file below `Sources/` or `Tests/`.
  struct File: Sendable {
    /// Relative to the repository: `Sources/Values/World.swift`.
    let path: String
    let text: String
    /// The text without comments and without what stands in string literals.
    let code: String

    /// `Values`
    var target: String { String(path.split(separator: "/")[1]) }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  }

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let sources = files(below: "Sources")
  static let tests = files(below: "Tests")

  private static func files(below folder: String) -> [File] {
    let paths = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
    let names = paths?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
      let path = folder + "/" + name
      guard let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8) else {
        return nil
      }
      return File(path: path, text: text, code: CodeText.strip(text))
    }
  }
}
