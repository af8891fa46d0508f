import Findings
import FoundationEssentials
import SourceText
import Syntax

/// The values that a run gives to template parameters.
enum ParameterValues {
  /// What CloudFormation sets without a declaration.
  static let pseudoParameters = [
    "AWS::AccountId", "AWS::NotificationARNs", "AWS::Partition", "AWS::Region", "AWS::StackId",
    "AWS::StackName", "AWS::URLSuffix",
  ]

  /// What the names of values begin with that dynamic references name: `resolve:ssm:/ml/key`.
  static let reference = "resolve:"

  /// The name and the value of a `name=value` pair.
  static func split(_ pair: String) throws(UsageError) -> (name: String, value: String) {
    guard let sign = pair.firstIndex(of: "="), sign != pair.startIndex else {
      throw UsageError("'--parameter \(pair)' is not of the form NAME=VALUE")
    }
    return (String(pair[..<sign]), String(pair[pair.index(after: sign)...]))
  }

  /// Reads `{"Parameters": {…}}` (CodePipeline, SAM), `[{"ParameterKey": …, "ParameterValue": …}]`
  /// (the AWS command line), a plain mapping, or the tables of `samconfig.toml`.
  ///
  /// - Parameter environment: The environment whose tables are read of `samconfig.toml`.
  static func read(
    file path: String,
    environment: String? = nil
  ) throws(UsageError) -> [String: String] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UsageError("parameter file '\(path)' cannot be read")
    }
    let source = SourceFile(path: path, bytes: Array(data))
    if path.hasSuffix(".toml") { return try SAMConfiguration.parameters(source, environment) }
    let parsed = parseSource(source, id: SourceID(0), vocabulary: Vocabulary([]))
    guard let tree = parsed.tree, let root = tree.root.map(tree.resolved) else {
      let problem = parsed.diagnostics.first?.message ?? "it is empty"
      throw UsageError("parameter file '\(path)': \(problem)")
    }
    switch tree[root].kind {
    case .mapping:
      let inner = tree.value(of: "Parameters", in: root).map(tree.resolved)
      return try mapping(inner ?? root, tree, path)
    case .sequence:
      return try list(root, tree, path)
    case .scalar, .alias:
      throw UsageError("parameter file '\(path)' holds neither a mapping nor a list")
    }
  }

  private static func mapping(
    _ node: NodeID,
    _ tree: SyntaxTree,
    _ path: String
  ) throws(UsageError) -> [String: String] {
    guard tree[node].kind == .mapping else {
      throw UsageError("'Parameters' in '\(path)' is not a mapping")
    }
    var values: [String: String] = [:]
    for (key, value) in tree.entries(of: node) {
      let name = tree.text(of: key)
      let value = tree.resolved(value)
      switch tree[value].kind {
      case .scalar:
        values[name] = tree.text(of: value)
      case .sequence:
        let parts = tree.children(of: value).map { tree.text(of: tree.resolved($0)) }
        values[name] = parts.joined(separator: ",")
      case .mapping, .alias:
        throw UsageError("the value of '\(name)' in '\(path)' is neither a text nor a list")
      }
    }
    return values
  }

  private static func list(
    _ node: NodeID,
    _ tree: SyntaxTree,
    _ path: String
  ) throws(UsageError) -> [String: String] {
    var values: [String: String] = [:]
    for child in tree.children(of: node) {
      let entry = tree.resolved(child)
      guard tree[entry].kind == .mapping, let key = tree.value(of: "ParameterKey", in: entry),
        let value = tree.value(of: "ParameterValue", in: entry)
      else {
        throw UsageError("an entry of '\(path)' has no 'ParameterKey' and 'ParameterValue'")
      }
      values[tree.text(of: tree.resolved(key))] = tree.text(of: tree.resolved(value))
    }
    return values
  }
}
