import Findings
import Linting
import SourceText

/// The files that one configuration holds for, which are one estate, and what is known of each of its
/// environments.
struct EstatePlan {
  let configuration: LoadedConfiguration?
  private(set) var files: InputFiles
  /// At least one.
  let deployments: [DeploymentValues]

  init(
    _ configuration: LoadedConfiguration?,
    files: InputFiles,
    deployments: [DeploymentValues]
  ) {
    self.configuration = configuration
    self.files = files
    self.deployments = deployments
  }

  /// Replaces the texts of files, by their paths.
  mutating func replace(_ texts: [String: SourceFile]) {
    files.replace(texts)
  }

  /// What a run over the files gives in each environment; files that they include are added, and these
  /// may include more.
  mutating func results<Result>(
    _ options: LintOptions,
    _ run: ([SourceFile], [LintOptions]) -> [Result],
    wanted: (Result) -> [String]
  ) -> [Result] {
    var options = options
    options.namedPaths = files.named
    while true {
      let paths = files.sources.map(\.path)
      let results = run(files.sources, deployments.map { $0.options(options, for: paths) })
      let more = Set(results.flatMap(wanted)).sorted()
      guard !more.isEmpty, files.add(more) else { return results }
    }
  }
}
