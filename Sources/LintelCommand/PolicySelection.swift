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
  ) throws -> [LintOptions.StoredPolicy] {
    var policies = BuiltInPolicies.stored(extent)
    guard !ids.isEmpty || !folders.isEmpty else { return policies }
    var places: [String: String] = [:]
    for policy in policies { places[id(of: policy)] = "the built-in policies" }
    for folder in folders {
      for policy in try read(folder) {
        let (id, path) = (id(of: policy), policy.source.path)
        if let other = places.updateValue("'\(path)'", forKey: id) {
          throw UsageError("policy '\(id)' is in '\(path)' and in \(other)")
        }
        policies.append(policy)
      }
    }
    guard !ids.isEmpty else { return policies }
    for wanted in ids where places[wanted] == nil {
      let help = didYouMean(wanted, among: places.keys.sorted()) ?? "see 'lintel policies list'"
      throw UsageError("policy '\(wanted)' does not exist; \(help)")
    }
    return policies.filter { ids.contains(id(of: $0)) }
  }

  /// The base name of the file, which is the policy's id.
  static func id(of policy: LintOptions.StoredPolicy) -> String {
    let name = policy.source.path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return String(name) }
    return String(name[..<dot])
  }

  /// The policy documents in a file, or in a folder and its folders.
  static func read(_ path: String) throws -> [LintOptions.StoredPolicy] {
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
