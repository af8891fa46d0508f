import Configuration
import Linting
import SourceText

/// What configuration and command line say of the stacks of one environment.
struct DeploymentValues: Sendable {
  /// What is said of stacks; nil and empty where nothing is.
  struct Values: Sendable {
    var account: String?
    var region: String?
    var environment: String?
    var parameters: [String: String] = [:]

    var isEmpty: Bool {
      account == nil && region == nil && environment == nil && parameters.isEmpty
    }
  }

  /// One entry of `stacks`, or what holds for all.
  struct Layer: Sendable {
    /// Nil for all templates.
    let pattern: PathPattern?
    /// The folder that the pattern begins in.
    let folder: String
    let values: Values
  }

  /// The environment; nil where there are no environments.
  let environment: String?
  /// Later ones win.
  var layers: [Layer] = []
  var exports: [String: String] = [:]
  var storedValues: [String: String] = [:]
  /// What the command line gives to all templates; it wins over the layers.
  var parameters: [String: String] = [:]
  /// What the command line gives to single stacks, by name; it wins over everything.
  var addressed: [String: [String: String]] = [:]

  init(in environment: String?) {
    self.environment = environment
  }

  private var saysSomethingOfStacks: Bool {
    environment != nil || !addressed.isEmpty
      || layers.contains { $0.pattern != nil || !$0.values.isEmpty }
  }

  /// The options of a run over some files.
  func options(_ options: LintOptions, for paths: [String]) -> LintOptions {
    var options = options
    options.parameters = parameters
    for (name, value) in storedValues {
      let reference = "\(ParameterValues.reference)ssm:\(name)"
      options.parameters[reference] = parameters[reference] ?? value
    }
    options.exports = exports
    if saysSomethingOfStacks {
      let files = Set(paths)
      options.stacks = { name in values(of: name, amongst: files) }
    }
    return options
  }

  /// The accounts that the templates of a run are known to be deployed to.
  func accounts(of paths: [String]) -> Set<String> {
    let files = Set(paths)
    return Set(paths.compactMap { values(of: $0, amongst: files).account })
  }

  /// - Parameter files: The paths of the run: a stack with another name is nested in one of these.
  private func values(of stack: String, amongst files: Set<String>) -> LintOptions.StackValues {
    var values = LintOptions.StackValues()
    let root = Self.root(of: stack, files)
    let isNested = root != stack
    if !isNested { values.environment = environment }
    for layer in layers where covers(layer, stack, root, isNested) {
      values.account = layer.values.account ?? values.account
      values.region = layer.values.region ?? values.region
      values.environment = layer.values.environment ?? values.environment
      values.parameters.merge(layer.values.parameters) { $1 }
    }
    if !isNested { values.parameters.merge(parameters) { $1 } }
    values.parameters.merge(addressed[stack] ?? [:]) { $1 }
    return values
  }

  /// What is said of a template does not hold for the stacks that it nests: these are given what it
  /// passes.
  private func covers(_ layer: Layer, _ stack: String, _ root: String, _ isNested: Bool) -> Bool {
    guard let pattern = layer.pattern else { return !isNested }
    func covers(_ name: String) -> Bool {
      Paths.below(layer.folder, Paths.absolute(name)).map { pattern.covers($0) } ?? false
    }
    return covers(stack) && (!isNested || !covers(root))
  }

  /// The path of the template that a stack is, or is nested in.
  private static func root(of stack: String, _ files: Set<String>) -> String {
    var name = stack
    while !files.contains(name), let slash = name.lastIndex(of: "/"), slash != name.startIndex {
      name = String(name[..<slash])
    }
    return files.contains(name) ? name : stack
  }
}
