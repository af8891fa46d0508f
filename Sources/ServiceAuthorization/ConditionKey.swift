/// A condition key that a service, or every service, fills in.
package struct ConditionKey: Hashable, Sendable {
  /// What its values are.
  package enum Kind: Int, CaseIterable, Sendable {
    case string, strings, arn, arns, bool, bools, numeric, date, ipAddress

    /// Whether a request has several values of it, so that a condition says which of them it means.
    package var isMultivalued: Bool {
      switch self {
      case .strings, .arns, .bools: true
      case .string, .arn, .bool, .numeric, .date, .ipAddress: false
      }
    }
  }

  /// `sagemaker:VpcSubnets`; with `*` for what users name, such as a tag: `aws:RequestTag/*`.
  package let name: String
  package let kind: Kind

  package init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// Whether a condition that names `key` means this one: case does not matter.
  package func isNamed(by key: String) -> Bool {
    CaselessPattern.covers(Array(name.utf8), Array(key.utf8))
  }
}
