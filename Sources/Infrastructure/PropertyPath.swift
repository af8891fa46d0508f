package import Values

/// A dotted path of property names, `VpcConfig.Subnets`; lists on the way are passed through.
package struct PropertyPath: Hashable, Sendable {
  package let components: [String]

  package init(_ text: String) {
    components = text.split(separator: ".").map(String.init)
  }

  /// The values at the path, lists flattened, in order.
  ///
  /// Choices are followed as the context's world decides; where something on the way is unknown, that
  /// unknown is in the result. Defaults that are not written count.
  package func values(in map: Value, _ context: inout EvaluationContext) -> [Value] {
    var values = [map]
    for component in components {
      var next: [Value] = []
      for value in values {
        append(component, of: value, to: &next, &context)
      }
      values = next
    }
    var flat: [Value] = []
    for value in values { flatten(value, into: &flat, &context) }
    return flat
  }

  private func append(
    _ component: String,
    of value: Value,
    to next: inout [Value],
    _ context: inout EvaluationContext
  ) {
    let value = context.resolve(value)
    switch value.kind {
    case .map:
      if let found = context.heap.lookup(component, in: value) { next.append(found) }
    case .list:
      for index in 0..<value.count {
        append(component, of: context.heap.element(index, of: value), to: &next, &context)
      }
    case .unknown:
      next.append(value)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .type, .optional, .duration,
      .timestamp, .resource, .error, .template, .choice, .reference:
      break
    }
  }

  private func flatten(
    _ value: Value,
    into flat: inout [Value],
    _ context: inout EvaluationContext
  ) {
    let value = context.resolve(value)
    guard value.kind == .list else {
      if !value.isAbsent { flat.append(value) }
      return
    }
    for index in 0..<value.count {
      flatten(context.heap.element(index, of: value), into: &flat, &context)
    }
  }
}
