import Findings
import SourceText

/// Makes tests of the files that stand beside a policy: `tests/ID/` next to `ID.yaml`.
///
/// Each file there is a test, and so is each folder, with all files in it. Expectations are comments
/// on the lines; of a JSON file they are in one beside it with the ending `.expect`.
struct FixtureReader {
  private(set) var examples: [PolicyExample] = []
  private(set) var problems: [PolicyTestReport.Problem] = []

  /// - Parameters:
  ///   - files: All files below the folder.
  ///   - folder: Its path, without a slash at the end.
  init(_ files: [SourceFile], in folder: String) {
    var groups: [String: [SourceFile]] = [:]
    for file in files {
      let rest = file.path.dropFirst(folder.count + 1)
      var name = String(rest.prefix { $0 != "/" })
      if rest.count == name.count, name.hasSuffix(LineExpectation.sidecarEnding) {
        name = String(name.dropLast(LineExpectation.sidecarEnding.count))
      }
      groups[name, default: []].append(file)
    }
    for (name, files) in groups.sorted(by: { $0.key < $1.key }) { add(name, files) }
  }

  private mutating func add(_ name: String, _ files: [SourceFile]) {
    var sources: [SourceFile] = []
    var expectations: [LineExpectation] = []
    for file in files {
      guard file.path.hasSuffix(LineExpectation.sidecarEnding) else {
        sources.append(file)
        continue
      }
      do {
        expectations += try LineExpectation.sidecar(file)
      } catch {
        report(error.message, at: error.path, line: error.line)
      }
    }
    for claim in expectations where !sources.contains(where: { $0.path == claim.path }) {
      let path = claim.path + LineExpectation.sidecarEnding
      return report("there is no '\(claim.path)' beside it", at: path, line: 1)
    }
    guard !sources.isEmpty else { return }
    examples.append(PolicyExample(name: name, sources: sources, expectations: expectations))
  }

  private mutating func report(_ message: String, at path: String, line: Int) {
    problems.append(
      PolicyTestReport.Problem(kind: .test, message: message, path: path, line: line)
    )
  }
}
