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
      return LintOptions.StoredPolicy(
        source: SourceFile(
          path: unsafe String(cString: entry.path),
          bytes: unsafe bytes(of: entry.text, extent)
        ),
        domain: unsafe String(cString: entry.domain),
        types: unsafe String(cString: entry.types).split(separator: " ").map(String.init)
      )
    }
  }

  private static func bytes(_ text: UnsafeRawBufferPointer, _ extent: Extent) -> [UInt8] {
    // The bytes belong to the executable and live as long as it runs.
    let all = unsafe Array(text)
    guard extent == .rules else { return all }
    let mark = Array("\ntests:".utf8)
    var start = all.startIndex
    while let line = all[start...].firstIndex(of: 0x0A) {
      if all[line...].starts(with: mark) { return Array(all[...line]) }
      start = line + 1
    }
    return all
  }

  private static func bytes(of text: lintel_embedded_bytes, _ extent: Extent) -> [UInt8] {
    unsafe bytes(UnsafeRawBufferPointer(start: text.start, count: text.count), extent)
  }
}
