import Configuration
import FoundationEssentials
import Linting
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
    for folder in folders { try add(folder, to: &policies) }
    guard !ids.isEmpty else { return policies }
    try checkExistence(of: ids, among: policies)
    return policies.filter { ids.contains(id(of: $0)) }
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

  /// Adds the policies of a folder.
  ///
  /// - Throws: ``UsageError`` for a folder without policies, and for an id that another policy has.
  static func add(
    _ folder: String,
    to policies: inout [LintOptions.StoredPolicy]
  ) throws(UsageError) {
    var places: [String: String] = [:]
    for policy in policies {
      places[id(of: policy)] =
        policy.types == nil ? "'\(policy.source.path)'" : "the built-in policies"
    }
    var added = policies
    for policy in try read(folder) {
      let (id, path) = (id(of: policy), policy.source.path)
      if let other = places.updateValue("'\(path)'", forKey: id) {
        throw UsageError("policy '\(id)' is in '\(path)' and in \(other)")
      }
      added.append(policy)
    }
    policies = added
  }

  /// - Throws: ``UsageError`` for an id that no policy has.
  static func checkExistence(
    of ids: [String],
    among policies: [LintOptions.StoredPolicy]
  ) throws(UsageError) {
    guard !ids.isEmpty else { return }
    let known = Set(policies.map(id(of:)))
    for wanted in ids where !known.contains(wanted) {
      let help = didYouMean(wanted, among: known.sorted()) ?? "see 'lintel policies list'"
      throw UsageError("policy '\(wanted)' does not exist; \(help)")
    }
  }

  /// The base name of the file, which is the policy's id.
  static func id(of policy: LintOptions.StoredPolicy) -> String {
    let name = policy.source.path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return String(name) }
    return String(name[..<dot])
  }

  /// The policy documents in a file, or in a folder and its folders.
  static func read(_ path: String) throws(UsageError) -> [LintOptions.StoredPolicy] {
    let inputs = try InputFiles([path])
    if let (path, reason) = inputs.unreadable.first { throw UsageError("'\(path)': \(reason)") }
    let documents = inputs.sources.filter { source in
      source.path.hasSuffix(".yaml") || source.path.hasSuffix(".yml")
    }
    guard !documents.isEmpty else { throw UsageError("there are no policies in '\(path)'") }
    return documents.map { source in
      let parts = source.path.split(separator: "/")
      let domain = parts.count > 1 ? String(parts[parts.count - 2]) : "custom"
      return LintOptions.StoredPolicy(source: source, domain: domain)
    }
  }
}
