/// A policy's id: it names the requirement, `notebook-direct-internet-access-disabled`.
package struct PolicyID: Hashable, Comparable, Sendable {
  package let rawValue: String

  package init(_ rawValue: String) {
    self.rawValue = rawValue
  }

  package static func < (left: PolicyID, right: PolicyID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// A control of a compliance framework that a policy gives evidence for: `aws-fsbp` `SageMaker.1`.
package struct ControlID: Hashable, Comparable, Sendable {
  package let framework: String
  package let id: String

  package init(framework: String, id: String) {
    self.framework = framework
    self.id = id
  }

  package static func < (left: ControlID, right: ControlID) -> Bool {
    (left.framework, left.id) < (right.framework, right.id)
  }
}
