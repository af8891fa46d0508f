package import Foundation
import Linting
import SourceText
import Syntax

/// What inputs are made of: the fixtures, the examples of the policies, and the words in them.
package struct Corpus: Sendable {
  /// The files of each folder of `fixtures/` but `hostile`, together.
  let estates: [[Seed]]
  /// The same files one by one.
  let files: [Seed]
  let hostile: [Seed]
  /// The inputs of the policies' own examples.
  let examples: [Seed]
  let policies: [LintOptions.StoredPolicy]
  /// The same documents with their examples, to be mutated.
  let policySeeds: [Seed]
  /// The expressions of the built-in policies, and what else stands on one line there.
  let expressions: [String]
  /// The resource types that Lintel declares.
  let types: [String]
  /// Keys and short texts that occur in the seeds, each once.
  let keys: [String]
  let texts: [String]

  /// Reads the seeds of a checkout.
  package init(root: URL) {
    let fixtures = Self.files(below: root.appending(path: "fixtures"))
      .filter { !$0.path.hasSuffix(".expect") }
    let folders = Dictionary(grouping: fixtures) { file in
      file.path.split(separator: "/").first.map(String.init) ?? ""
    }
    let single: Set = ["described", "hostile", "malformed"]
    hostile = single.sorted().flatMap { folders[$0] ?? [] }.map(Seed.init)
    estates = folders.keys.sorted().filter { !single.contains($0) }.map { name in
      (folders[name] ?? []).map(Seed.init)
    }
    files = estates.flatMap(\.self)
    policies = BuiltInPolicies.stored()
    let documents = BuiltInPolicies.stored(.everything).map(\.source)
    policySeeds = documents.map(Seed.init)
    expressions = Self.words(of: policySeeds).texts
    examples = documents.flatMap(Self.examples(in:)).map(Seed.init)
    let list = root.appending(path: "schemas/types.txt")
    let lines = (try? String(contentsOf: list, encoding: .utf8)) ?? ""
    types = lines.split(separator: "\n").map(String.init).filter { $0.hasPrefix("AWS::") }
    (keys, texts) = Self.words(of: files + examples)
  }

  private static func files(below folder: URL) -> [SourceFile] {
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

  /// The templates that stand as texts in the `tests:` of a policy.
  private static func examples(in policy: SourceFile) -> [SourceFile] {
    guard let tests = Draft(reading: policy)?["tests"] else { return [] }
    var texts: [String] = []
    for test in tests.elements {
      if let template = test["template"]?.text { texts.append(template) }
      texts += test["files"]?.entries.compactMap(\.value.text) ?? []
    }
    return texts.enumerated().map { index, text in
      SourceFile(path: "\(policy.path).\(index).yaml", bytes: Array(text.utf8))
    }
  }

  private static func words(of seeds: [Seed]) -> (keys: [String], texts: [String]) {
    var keys: Set<String> = []
    var texts: Set<String> = []
    for seed in seeds {
      seed.draft?.visit { _, node in
        keys.formUnion(node.entries.compactMap(\.key.text))
        if let text = node.text, text.utf8.count <= 200 { texts.insert(text) }
      }
    }
    return (keys.sorted(), texts.sorted())
  }
}
