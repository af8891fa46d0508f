import CBuiltins
import SourceText

/// The policies inside the executable: those of the folder `policies/` when it was built.
package enum BuiltInPolicies {
  /// What is embedded of a policy document.
  package enum Extent: Sendable {
    /// Everything before `tests:`, which is always the last key.
    case rules
    case everything
  }

  /// All policies, by path.
  package static func stored(_ extent: Extent = .rules) -> [LintOptions.StoredPolicy] {
    (0..<lintel_policy_count()).map { index in
      let entry = unsafe lintel_policy_at(index)
      let count = extent == .rules ? lintel_policy_rules_size(index) : unsafe entry.text.count
      // The bytes belong to the executable and live as long as it runs.
      let bytes = unsafe UnsafeBufferPointer(start: entry.text.start, count: count)
      return LintOptions.StoredPolicy(
        source: SourceFile(path: unsafe String(cString: entry.path), bytes: unsafe Array(bytes)),
        domain: unsafe String(cString: entry.domain),
        types: unsafe String(cString: entry.types).utf8.split(separator: UInt8(ascii: " ")).map {
          String(Substring($0))
        }
      )
    }
  }
}
