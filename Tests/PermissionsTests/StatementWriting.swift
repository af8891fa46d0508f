import Permissions

/// Statements and requests in few words, for the tests of this target.
extension Statement {
  static func allow(
    _ actions: Pattern...,
    on resources: Pattern...,
    when conditions: Condition...
  ) -> Statement {
    Statement(
      .allow,
      Scope(actions: .only(actions), resources: .only(resources), conditions: conditions)
    )
  }

  static func deny(
    _ actions: Pattern...,
    on resources: Pattern...,
    when conditions: Condition...
  ) -> Statement {
    Statement(
      .deny,
      Scope(actions: .only(actions), resources: .only(resources), conditions: conditions)
    )
  }
}

extension Condition {
  /// `"StringEquals": {"aws:username": ["bob"]}`; an operator that is none is open.
  static func when(_ name: String, _ key: ConditionKey, _ values: Pattern...) -> Condition {
    guard let name = ConditionOperator(name) else { return .open(.caller(name)) }
    return .test(name, key, values)
  }
}
