/// A policy that AWS manages, in the version that is the default one.
package struct ManagedPolicy: Sendable {
  /// One statement, each element as a list.
  package struct Statement: Hashable, Sendable {
    /// One line of a condition block.
    package struct Condition: Hashable, Sendable {
      /// `ForAnyValue:StringLike`
      package let `operator`: String
      package let key: String
      package let values: [String]
    }

    /// Nil where the statement has none.
    package let sid: String?
    package let isAllow: Bool
    /// `Action`, or what `NotAction` leaves out.
    package let actions: [String]
    package let isNotAction: Bool
    /// `Resource`, or what `NotResource` leaves out.
    package let resources: [String]
    package let isNotResource: Bool
    package let conditions: [Condition]
  }

  private let tables: EmbeddedTables
  private let row: Int

  init(_ tables: EmbeddedTables, row: Int) {
    self.tables = tables
    self.row = row
  }

  /// `AmazonSageMakerFullAccess`
  package var name: String { tables.text(field(0)) }

  /// `/`, `/service-role/`, `/job-function/`, `/aws-service-role/`
  package var path: String { tables.text(field(1)) }

  /// The number of the default version: 29 for `v29`.
  package var version: Int { field(2) >> 1 }

  /// Whether its language is that of 2008-10-17, which has no policy variables.
  package var isOldLanguage: Bool { field(2) & 1 == 1 }

  /// In the order of the document.
  package var statements: [Statement] {
    (field(3)..<tables.short(.policies, row * 4 + 7)).map(statement)
  }

  private func field(_ column: Int) -> Int { tables.short(.policies, row * 4 + column) }

  private func statement(_ row: Int) -> Statement {
    let flags = tables.short(.statements, row * 5)
    let sid = tables.short(.statements, row * 5 + 1)
    let items = tables.run(tables.short(.statements, row * 5 + 4))
    return Statement(
      sid: flags & 8 == 0 ? nil : tables.text(sid),
      isAllow: flags & 1 == 0,
      actions: tables.run(tables.short(.statements, row * 5 + 2)).map(pattern),
      isNotAction: flags & 2 != 0,
      resources: tables.run(tables.short(.statements, row * 5 + 3)).map(tables.text),
      isNotResource: flags & 4 != 0,
      conditions: stride(from: 0, to: items.count, by: 3).map { place in
        Statement.Condition(
          operator: tables.text(items[place]),
          key: tables.text(items[place + 1]),
          values: tables.run(items[place + 2]).map(tables.text)
        )
      }
    )
  }

  /// An action of a statement: a text of its own, or the number of an action.
  private func pattern(_ item: Int) -> String {
    let count = tables[.patternCount]
    guard item >= count else { return tables.text(item) }
    let action = ActionID(rawValue: UInt16(item - count))
    return ServiceAuthorization.builtIn.name(of: action)
  }
}

extension ServiceAuthorization {
  /// All policies that AWS manages, by name.
  package var managedPolicies: [ManagedPolicy] {
    (0..<tables[.policyCount]).map { ManagedPolicy(tables, row: $0) }
  }

  /// The policy with a name such as `AmazonSageMakerFullAccess`.
  package func managedPolicy(named name: some StringProtocol) -> ManagedPolicy? {
    let name = String(name)
    let row = search(0..<tables[.policyCount]) { row in
      let other = tables.text(tables.short(.policies, row * 4))
      return other == name ? 0 : other.utf8.lexicographicallyPrecedes(name.utf8) ? -1 : 1
    }
    return row.map { ManagedPolicy(tables, row: $0) }
  }

  /// The policy with an ARN such as `arn:aws:iam::aws:policy/service-role/AWSLambdaRole`, in any
  /// partition.
  package func managedPolicy(arn: String) -> ManagedPolicy? {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[3].isEmpty,
      parts[4] == "aws", parts[5].hasPrefix("policy/"),
      let slash = parts[5].lastIndex(of: "/")
    else { return nil }
    let name = parts[5][parts[5].index(after: slash)...]
    guard let policy = managedPolicy(named: name), "policy\(policy.path)" == parts[5][...slash]
    else {
      return nil
    }
    return policy
  }
}
