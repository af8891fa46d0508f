import Findings

extension Finding {
  /// The message as its verdict allows to state it: policies word the violation, and what is undetermined
  /// must not read like a fact.
  var statement: String {
    switch verdict {
    case .violation: message
    case .undetermined: "cannot rule out that " + message
    }
  }
}
