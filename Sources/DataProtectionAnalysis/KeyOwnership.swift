package import Infrastructure
package import Values

/// Whose KMS key a value names.
package enum KeyOwnership {
  /// Whether a key id, key ARN, alias or reference names a key of the customer: a boolean, or unknown.
  ///
  /// AWS managed keys have aliases below `alias/aws/`, which nobody else can create. A key id or key
  /// ARN that is written out is taken as a customer's. An empty text names no key at all.
  /// Source: KMS Developer Guide, "AWS KMS keys" and "Aliases".
  package static func isCustomerManaged(
    _ value: Value,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    let value = context.resolve(value)
    switch value.kind {
    case .reference:
      let type = estate[ResourceID(context.heap.target(of: value))].type
      if ["AWS::KMS::Key", "AWS::KMS::Alias", "AWS::KMS::ReplicaKey"].contains(type) {
        return .bool(true, origin: value.origin)
      }
      return isCustomerManaged(context.heap.text(of: value), in: estate, &context)
        .from(value.origin)
    case .string:
      let text = context.heap.text(value)
      let isOwn = !text.isEmpty && !isAliasOfAWS(text)
      return .bool(isOwn, origin: value.origin)
    case .template:
      return isCustomerManaged(template: value, &context)
    case .unknown, .error:
      return value
    case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .choice:
      return context.heap.error(.noSuchOverload, "kms.isCustomerManaged", origin: value.origin)
    }
  }

  private static func isCustomerManaged(
    template: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    let literals = context.heap.elements(of: template).filter { $0.kind == .string }
    let texts = literals.map { context.heap.text($0) }
    if texts.contains(where: { $0.contains(":key/") }) {
      return .bool(true, origin: template.origin)
    }
    if let text = texts.first(where: { $0.hasPrefix("alias/") || $0.contains(":alias/") }),
      let name = text.components(after: "alias/")
    {
      if name.hasPrefix("aws/") { return .bool(false, origin: template.origin) }
      // What follows a hole could still make `aws/` of a beginning such as `aw`.
      if !"aws/".hasPrefix(name) { return .bool(true, origin: template.origin) }
    }
    let unknown = Unknown(.unresolvedReference, "which key is named here")
    return context.heap.unknown(unknown, origin: template.origin)
  }

  private static func isAliasOfAWS(_ text: String) -> Bool {
    text.hasPrefix("alias/aws/") || text.contains(":alias/aws/")
  }
}

extension String {
  /// The text behind the first occurrence of `mark`; nil where there is none.
  fileprivate func components(after mark: String) -> Substring? {
    guard let range = firstRange(of: mark) else { return nil }
    return self[range.upperBound...]
  }
}
