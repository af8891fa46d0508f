package import SourceText
package import Values

/// A dotted path of property names, `VpcConfig.Subnets`; lists on the way are passed through.
package struct PropertyPath: Hashable, Sendable {
  /// A component and its name; `.none` for words that no declaration knows.
  package struct Component: Hashable, Sendable {
    package let text: String
    package let name: Name
  }

  /// The path as it is written.
  package let text: String
  package let components: [Component]

  package init(_ text: String) {
    self.text = text
    let vocabulary = Declarations.builtIn.vocabulary
    components = text.split(separator: ".").map {
      Component(text: String($0), name: vocabulary.name(String($0)))
    }
  }

  /// The values at the path, lists flattened, in order.
  ///
  /// Choices are followed as the context's world decides; where something on the way is unknown, that
  /// unknown is in the result. Defaults that are not written count.
  package func values(in map: Value, _ context: inout EvaluationContext) -> [Value] {
    var values: [Value] = []
    collect(map, 0, into: &values, &context)
    return values
  }

  /// Adds what stands at the path's components from `depth` on, below `value`.
  private func collect(
    _ value: Value,
    _ depth: Int,
    into values: inout [Value],
    _ context: inout EvaluationContext
  ) {
    let value = context.resolve(value)
    if value.kind == .list {
      for index in 0..<value.count {
        collect(context.heap.element(index, of: value), depth, into: &values, &context)
      }
    } else if depth == components.count {
      if !value.isAbsent { values.append(value) }
    } else if value.kind == .map {
      guard let next = context.heap.lookup(components[depth], in: value) else { return }
      collect(next, depth + 1, into: &values, &context)
    } else if value.kind == .unknown {
      values.append(value)
    }
  }
}

extension ValueHeap {
  /// The value under a component of a path.
  func lookup(_ component: PropertyPath.Component, in map: Value) -> Value? {
    component.name.isNone
      ? lookup(component.text, in: map) : lookup(component.name, in: map)
  }
}
