/// How much a violation matters, in ascending order.
package enum Severity: String, CaseIterable, Comparable, Sendable {
  case info, low, medium, high, critical

  package static func < (left: Severity, right: Severity) -> Bool {
    left.rank < right.rank
  }

  /// 0 for `info` to 4 for `critical`.
  package var rank: Int {
    switch self {
    case .info: 0
    case .low: 1
    case .medium: 2
    case .high: 3
    case .critical: 4
    }
  }
}
