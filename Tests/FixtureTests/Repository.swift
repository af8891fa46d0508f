import Foundation
import Linting
import PolicyTesting
import SourceText

/// The fixtures and policies of the repository that these tests are part of.
enum Repository {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func url(of path: String) -> URL { root.appending(path: path) }

  /// The policies of `policies/`, each with the name of its folder as its domain.
  static let policies: [LintOptions.StoredPolicy] = files(below: "policies")
    .filter { $0.path.hasSuffix(".yaml") }
    .map { file in
      let domain = file.path.split(separator: "/").first.map(String.init) ?? ""
      let source = SourceFile(path: "policies/" + file.path, bytes: file.bytes)
      return LintOptions.StoredPolicy(source: source, domain: domain)
    }

  /// The folders of `fixtures/` that are estates.
  static let estates: [String] = {
    let folder = root.appending(path: "fixtures")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let others: Set = [
      "described", "hostile", "malformed", "malformed-policies", "survivors.txt",
    ]
    return names.filter { !others.contains($0) && !$0.hasPrefix(".") }.sorted()
  }()

  /// All files below a folder in the order of their paths, which are relative to it.
  static func files(below folder: String) -> [SourceFile] {
    let folder = root.appending(path: folder)
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (paths ?? []).sorted().compactMap { path in
      var isFolder: ObjCBool = false
      let full = folder.appending(path: path).path
      guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder),
        !isFolder.boolValue, let content = FileManager.default.contents(atPath: full)
      else { return nil }
      return SourceFile(path: path, bytes: Array(content))
    }
  }
}
