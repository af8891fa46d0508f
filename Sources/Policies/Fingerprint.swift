import Findings
import Infrastructure

/// Identifies findings across runs: by policy, resource and the path of what is blamed, never by
/// line numbers or by values.
enum Fingerprint {
  /// 16 hexadecimal digits.
  ///
  /// - Parameter path: The steps from the root of the document to what is blamed.
  static func of(
    policy: PolicyID,
    resource: Resource,
    path: [String],
    verdict: Finding.Verdict
  ) -> String {
    of([policy.rawValue, verdict.rawValue, resource.address] + path)
  }

  static func of(_ parts: [String]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for part in parts {
      for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ 0x1F) &* 0x100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
