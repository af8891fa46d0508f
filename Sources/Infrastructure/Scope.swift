/// The index of a scope in its ``Estate``.
package struct ScopeID: Hashable, BitwiseCopyable, Sendable {
  package let rawValue: UInt32

  package init(_ index: Int) {
    rawValue = UInt32(truncatingIfNeeded: index)
  }

  package var index: Int { Int(rawValue) }
}

/// What is deployed together: the stack of one template, or one account of a description.
///
/// Resources of one scope live in one account; whether two scopes share an account is known only
/// where both name it.
package struct Scope: Sendable {
  /// The template's path, or the account's name.
  package let name: String
  /// The account's name or id, where the estate says it.
  package let account: String?
  package let region: String?
  /// `dev`, `test`, `prod`, where the estate says it.
  package let environment: String?
  /// The parts that are wholly described, so that absence is proof even for what was not created
  /// here: `network`, `identity`, `organization`, …
  package let complete: Set<String>
  /// Whether it is the stack of a template, which creates what it holds.
  package let isStack: Bool
  /// The stack that this one is nested in; both are in one account.
  package private(set) var above: ScopeID?

  package init(
    name: String,
    account: String? = nil,
    region: String? = nil,
    environment: String? = nil,
    complete: Set<String> = [],
    isStack: Bool = false
  ) {
    self.name = name
    self.account = account
    self.region = region
    self.environment = environment
    self.complete = complete
    self.isStack = isStack
  }

  /// The scope of a stack that is nested in this one.
  ///
  /// - Parameter id: The id of this scope.
  package func nesting(_ name: String, in id: ScopeID) -> Scope {
    var scope = Scope(
      name: name,
      account: account,
      region: region,
      environment: environment,
      complete: complete,
      isStack: true
    )
    scope.above = id
    return scope
  }
}
