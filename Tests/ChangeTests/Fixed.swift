import Change
import Findings
import Linting
import SourceText

/// Some files after the built-in policies' fixes, and what is found then.
struct Fixed {
  let before: LintReport
  let outcome: Fixing.Outcome
  let files: [SourceFile]

  init(
    _ files: [SourceFile],
    _ selection: FixSelection = .all,
    policies: [LintOptions.StoredPolicy] = BuiltInPolicies.stored()
  ) {
    var options = LintOptions()
    options.policies = policies
    options.seeksNarrowing = selection == .all
    options.namedPaths = Set(files.map(\.path))
    before = lint(files, options)
    outcome = Fixing.run(selection, on: files, report: before) { lint($0, options) }
    let changes = Dictionary(
      outcome.changes.map { ($0.before.path, $0.after) },
      uniquingKeysWith: { first, _ in first }
    )
    self.files = files.map { changes[$0.path] ?? $0 }
  }

  init(_ text: String, path: String = "template.yaml", _ selection: FixSelection = .all) {
    self.init([SourceFile(path: path, bytes: Array(text.utf8))], selection)
  }

  /// The first file afterwards.
  var text: String { String(decoding: files[0].bytes, as: UTF8.self) }

  /// Why findings were not mended, each once, in their order.
  var obstacles: [String] {
    var seen: Set<String> = []
    return outcome.report.findings.compactMap(\.fixObstacle).filter { seen.insert($0).inserted }
  }

  /// What was made.
  var made: [String] { (outcome.report.fixed ?? []).map(\.description) }
}
