import Findings
import Infrastructure
import Syntax
import Values

/// Identifies findings across runs: by policy, resource and the path of what is blamed, never by
/// line numbers or by values.
enum Fingerprint {
  /// 16 hexadecimal digits.
  static func of(
    policy: PolicyID,
    resource: Resource,
    origin: Origin,
    missing: [String],
    verdict: Finding.Verdict,
    in estate: Estate
  ) -> String {
    let path = path(to: origin, in: estate) + missing
    let parts = [policy.rawValue, verdict.rawValue, resource.address] + path
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for part in parts {
      for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ 0x1F) &* 0x100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The keys and positions from the root of the document to a node.
  ///
  /// A key goes by its own text, since where it stands among its neighbours says nothing; names of
  /// intrinsic functions are left out, since their short forms are no keys.
  static func path(to origin: Origin, in estate: Estate) -> [String] {
    guard let (tree, node) = estate.node(of: origin) else { return [] }
    let host = estate.host(of: origin)
    var path = host.isNone ? [] : self.path(to: host, in: estate)
    var current = tree.documents.last { $0 <= node }
    while let parent = current, parent != node {
      current = nil
      var position = 0
      var previous: NodeID?
      for child in tree.children(of: parent) {
        let isInside = child <= node && node.rawValue < tree[child].next
        if isInside {
          let key = position % 2 == 1 ? previous : child
          let isEntry = tree[parent].kind == .mapping
          let step = isEntry ? key.map(tree.text(of:)) ?? "" : String(position)
          if step != "Ref", !step.hasPrefix("Fn::") { path.append(step) }
          current = child
          break
        }
        previous = child
        position += 1
      }
    }
    return path
  }
}
