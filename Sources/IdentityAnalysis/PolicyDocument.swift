package import Infrastructure
package import Values

/// One policy document of a resource, with its statements in one form.
package struct PolicyDocument: Sendable {
  /// As ``PolicyDocuments/statements(of:in:_:)`` has them.
  package let statements: [Value]
  /// Whether `${…}` in it is filled in by requests: not before the version of 2012-10-17, and a
  /// document without a version is of 2008.
  ///
  /// Source: IAM User Guide, "IAM JSON policy elements: Version".
  package let hasVariables: Bool

  package init(_ value: Value, _ context: inout EvaluationContext) {
    statements = StatementReader.statements(in: value, &context)
    let document = context.resolve(value)
    var hasVariables = document.kind != .map
    if document.kind == .map,
      let version = context.heap.lookup(.version, in: document).map({ context.resolve($0) })
    {
      hasVariables = version.kind != .string || context.heap.text(version) == "2012-10-17"
    }
    self.hasVariables = hasVariables
  }
}

extension PolicyDocuments {
  /// The permission policies that a resource holds itself, one by one.
  package static func documents(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> [PolicyDocument] {
    values(of: id, in: estate, &context).map { PolicyDocument($0, &context) }
  }

  /// The trust policy of a role.
  package static func trustDocuments(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> [PolicyDocument] {
    trustValues(of: id, in: estate, &context).map { PolicyDocument($0, &context) }
  }
}
