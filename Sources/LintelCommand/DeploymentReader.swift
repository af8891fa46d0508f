import Configuration
import FoundationEssentials
import SourceText

/// Makes the values of each environment of what a configuration and the command line say.
struct DeploymentReader {
  /// What the command line says.
  struct Line {
    var parameters: [String] = []
    var parameterFiles: [String] = []
    /// The environments to judge; all where there are none.
    var environments: [String] = []
  }

  let loaded: LoadedConfiguration?
  let line: Line

  /// One for each environment, in the order in which they are written; one where there are none.
  ///
  /// Mistakes of the configuration are noted in the store.
  func deployments(_ store: inout ConfigurationStore) throws(UsageError) -> [DeploymentValues] {
    let environments = loaded?.configuration.environments ?? []
    guard !environments.isEmpty else {
      let wanted = line.environments.first
      if let wanted, loaded == nil {
        throw UsageError("there is no configuration that has an environment '\(wanted)'")
      }
      if let wanted, let loaded {
        throw UsageError("'\(loaded.path)' has no environments, so that '\(wanted)' is none")
      }
      return [try deployment(nil, &store)]
    }
    let names = environments.map(\.name.value)
    for wanted in line.environments where !names.contains(wanted) {
      let help = didYouMean(wanted, among: names) ?? "there are \(names.joined(separator: ", "))"
      throw UsageError("'\(wanted)' is not an environment of '\(loaded?.path ?? "")'; \(help)")
    }
    var deployments: [DeploymentValues] = []
    for environment in environments
    where line.environments.isEmpty || line.environments.contains(environment.name.value) {
      deployments.append(try deployment(environment, &store))
    }
    return deployments
  }

  private func deployment(
    _ environment: Configuration.Environment?,
    _ store: inout ConfigurationStore
  ) throws(UsageError) -> DeploymentValues {
    let name = environment?.name.value
    var result = DeploymentValues(in: name)
    if let configuration = loaded?.configuration {
      add(configuration.deployment, configuration.stacks, to: &result, &store)
    }
    if let environment { add(environment.deployment, environment.stacks, to: &result, &store) }
    for path in line.parameterFiles {
      result.parameters.merge(try ParameterValues.read(file: path, environment: name)) { $1 }
    }
    for pair in line.parameters {
      let (name, value) = try ParameterValues.split(pair)
      guard let sign = name.lastIndex(of: "#") else {
        result.parameters[name] = value
        continue
      }
      let stack = FileSearch.normalized(String(name[..<sign]))
      result.addressed[stack, default: [:]][String(name[name.index(after: sign)...])] = value
    }
    return result
  }

  private func add(
    _ deployment: Configuration.Deployment,
    _ stacks: [Configuration.Stack],
    to result: inout DeploymentValues,
    _ store: inout ConfigurationStore
  ) {
    let all = values(deployment, in: result.environment, &store)
    result.layers.append(.init(pattern: nil, folder: "", values: all))
    result.exports.merge(deployment.imports) { $1 }
    result.storedValues.merge(deployment.storedValues) { $1 }
    for stack in stacks {
      guard let folder = loaded?.folder(ofPatternAt: stack.pattern.span) else { continue }
      checkExistence(of: stack.pattern, in: folder, &store)
      result.layers.append(
        .init(
          pattern: stack.pattern.value,
          folder: folder,
          values: values(stack.deployment, in: result.environment, &store)
        )
      )
    }
  }

  private func values(
    _ deployment: Configuration.Deployment,
    in environment: String?,
    _ store: inout ConfigurationStore
  ) -> DeploymentValues.Values {
    var values = DeploymentValues.Values()
    values.account = deployment.account?.value
    values.region = deployment.region?.value
    values.environment = deployment.environment?.value
    for file in deployment.parameterFiles {
      let path = loaded?.path(file) ?? file.value
      do {
        values.parameters.merge(try ParameterValues.read(file: path, environment: environment)) {
          $1
        }
      } catch {
        store.report(error.message, at: file.span)
      }
    }
    if let name = deployment.name { values.parameters["AWS::StackName"] = name.value }
    for (name, value) in deployment.parameters { values.parameters[name.value] = value }
    return values
  }

  /// What is written as one path has to be there: a template, or one with a nested stack behind it.
  private func checkExistence(
    of pattern: Configuration.Located<PathPattern>,
    in folder: String,
    _ store: inout ConfigurationStore
  ) {
    guard pattern.value.isLiteral else { return }
    var path = Paths.absolute(pattern.value.text, in: folder)
    let whole = path
    while path != folder, path != "/" {
      var isFolder = false
      if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
        guard isFolder else { return }
        break
      }
      path = Paths.parent(of: path)
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let next = Paths.below(path, whole)?.split(separator: "/").first.map(String.init) ?? ""
    let help = didYouMean(next, among: names.sorted())
    store.report(
      "there is no template '\(Paths.shown(whole))'",
      at: pattern.span,
      help: help ?? "paths begin in the folder of the configuration; '**' stands for any folders"
    )
  }
}
