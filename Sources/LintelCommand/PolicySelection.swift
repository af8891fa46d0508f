import Configuration
import FoundationEssentials
import Linting
import PolicyTesting
import SourceText

/// The policies that a run judges by.
enum PolicySelection {
  /// The built-in policies and those of `folders`; only `ids` where there are any.
  static func stored(
    ids: [String],
    folders: [String],
    extent: BuiltInPolicies.Extent = .rules
  ) throws(UsageError) -> [LintOptions.StoredPolicy] {
    var policies = BuiltInPolicies.stored(extent)
    for folder in folders { policies += try read(folder) }
    guard !ids.isEmpty else { return policies }
    try checkExistence(of: ids, among: policies)
    return policies.filter { ids.contains($0.id) }
  }

  /// Folders with policies: those that the configuration of the working folder names, and others.
  ///
  /// - Throws: ``ConfigurationError`` where something is wrong with that configuration.
  static func configuredFolders(besides folders: [String]) throws(ConfigurationError) -> [String] {
    var configurations = ConfigurationStore(.nearest)
    let path = configurations.configuration(of: Paths.workingFolder)
    let loaded = path.flatMap { configurations.load($0) }
    try configurations.check()
    let own = loaded.map { $0.configuration.policyFolders.map($0.path) } ?? []
    return own + folders.filter { !own.contains(FileSearch.normalized($0)) }
  }

  /// - Throws: ``UsageError`` for an id that no policy has.
  static func checkExistence(
    of ids: [String],
    among policies: [LintOptions.StoredPolicy]
  ) throws(UsageError) {
    guard !ids.isEmpty else { return }
    let known = Set(policies.map(\.id))
    for wanted in ids where !known.contains(wanted) {
      let help = didYouMean(wanted, among: known.sorted()) ?? "see 'lintel policies list'"
      throw UsageError("policy '\(wanted)' does not exist; \(help)")
    }
  }

  /// The policy documents in a file, or in a folder and its folders.
  static func read(_ path: String) throws(UsageError) -> [LintOptions.StoredPolicy] {
    let inputs = try InputFiles([path])
    if let (path, reason) = inputs.unreadable.first { throw UsageError("'\(path)': \(reason)") }
    let documents = inputs.sources.filter { source in
      let isYAML = source.path.hasSuffix(".yaml") || source.path.hasSuffix(".yml")
      // Fixtures of policies stand in 'tests' beside them.
      let folders = source.path.split(separator: "/").dropLast()
      return isYAML && !folders.dropFirst(path.split(separator: "/").count).contains("tests")
    }
    guard !documents.isEmpty else { throw UsageError("there are no policies in '\(path)'") }
    return documents.map { source in
      let parts = source.path.split(separator: "/")
      let domain = parts.count > 1 ? String(parts[parts.count - 2]) : "custom"
      return LintOptions.StoredPolicy(source: source, domain: domain)
    }
  }

  /// The files of the bigger tests beside each policy, by the policy's path.
  static func fixtures(
    of policies: [LintOptions.StoredPolicy]
  ) throws -> [String: [SourceFile]] {
    var fixtures: [String: [SourceFile]] = [:]
    for policy in policies {
      for path in files(below: policy.fixtureFolder) {
        guard let data = FileManager.default.contents(atPath: path) else {
          throw UsageError("'\(path)' cannot be read")
        }
        fixtures[policy.source.path, default: []].append(
          SourceFile(path: path, bytes: Array(data))
        )
      }
    }
    return fixtures
  }

  /// The paths of all files below a folder, sorted; none where there is no such folder.
  private static func files(below folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter { !$0.hasPrefix(".") }.flatMap { name -> [String] in
      let path = "\(folder)/\(name)"
      var isFolder = false
      let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      return isFolder ? files(below: path) : exists ? [path] : []
    }
  }
}
