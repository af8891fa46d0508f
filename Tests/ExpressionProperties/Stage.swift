package import CEL
package import SourceText
package import Values

/// Variables, functions and a context to try expressions in.
package struct Stage {
  package var context: EvaluationContext
  package var functions: [Function] = []
  package private(set) var names: [String] = []
  package private(set) var values: [Value] = []
  /// The path of each origin: `paths[0]` is that of `.none`.
  package private(set) var paths: [String] = [""]

  package static let vocabulary = Vocabulary([
    "Arn", "Enabled", "Key", "KmsKeyId", "Tags", "Value", "Zone",
  ])

  package init(_ worlds: WorldModel = WorldModel(), stepLimit: Int = 1_000_000) {
    context = EvaluationContext(
      heap: ValueHeap(),
      worlds: worlds,
      identifyingAttributes: [Self.vocabulary.name("Arn")],
      stepLimit: stepLimit
    )
  }

  package mutating func declare(_ name: String, _ document: Document) {
    names.append(name)
    values.append(place(document, at: name))
  }

  package mutating func declare(_ name: String, value: Value) {
    names.append(name)
    values.append(value)
  }

  /// Puts a document into the heap.
  package mutating func place(_ document: Document, at path: String) -> Value {
    paths.append(path)
    let origin = Origin(rawValue: UInt32(paths.count - 1))
    switch document {
    case .null: return Value.null.from(origin)
    case .bool(let value): return .bool(value, origin: origin)
    case .int(let value): return .int(value, origin: origin)
    case .double(let value): return .double(value, origin: origin)
    case .resource(let index): return .resource(index, origin: origin)
    case .text(let text):
      let name = Self.vocabulary.name(text)
      return context.heap.string(text, origin: origin, name: name)
    case .list(let elements):
      let values = elements.enumerated().map { place($1, at: "\(path)[\($0)]") }
      return context.heap.list(values, origin: origin)
    case .map(let entries):
      let run = entries.flatMap { entry in
        [
          context.heap.string(entry.key, name: Self.vocabulary.name(entry.key)),
          place(entry.value, at: "\(path).\(entry.key)"),
        ]
      }
      return context.heap.map(alternating: run, origin: origin)
    case .defaulted(let document):
      var value = place(document, at: path)
      value.flags.insert(.defaulted)
      return value
    case .possible(let document):
      var value = place(document, at: path)
      value.flags.insert(.possible)
      return value
    case .unknown(let subject):
      return context.heap.unknown(Unknown(.parameter, subject), origin: origin)
    case .identifier(let subject):
      var value = context.heap.unknown(Unknown(.generatedAttribute, subject), origin: origin)
      value.flags.insert(.identifier)
      return value
    case .template(let pieces):
      let values = pieces.map { place($0, at: path) }
      return context.heap.template(values, origin: origin)
    case .reference(let target, let attribute, let text):
      let text = place(text, at: path)
      let name = Self.vocabulary.name(attribute)
      return context.heap.reference(to: target, attribute: name, text: text, origin: origin)
    case .choice(let cases):
      let cases = cases.map { ($0.guard, $0.value.map { place($0, at: path) } ?? .none) }
      return context.heap.choice(cases, origin: origin)
    }
  }

  package var environment: Environment {
    Environment(
      variables: names,
      functions: functions,
      vocabulary: Self.vocabulary,
      selectField: { resource, _, text, context in
        switch text {
        case "id": context.heap.string("resource-\(resource.bits)", origin: resource.origin)
        default: nil
        }
      }
    )
  }

  /// The value of an expression as the language writes it.
  package mutating func evaluate(_ text: String) throws -> String {
    let value = try value(of: text)
    return context.heap.literal(value)
  }

  package mutating func value(of text: String) throws -> Value {
    let program = try Program(compiling: text, in: environment)
    context.resetTouched()
    let value = program.evaluate(values, in: &context)
    return context.resolve(value)
  }

  /// Why an expression is not `want`, in one line.
  package mutating func explain(_ text: String, want: Bool = true) throws -> String {
    let program = try Program(compiling: text, in: environment)
    let blame = program.explain(values, want: want, in: &context)
    return render(blame)
  }
}

// MARK: - Blame as text

extension Stage {
  private func render(_ blame: Blame) -> String {
    switch blame {
    case .all(let blames): "all(\(blames.map { render($0) }.joined(separator: "; ")))"
    case .any(let blames): "any(\(blames.map { render($0) }.joined(separator: "; ")))"
    case .leaf(let leaf): render(leaf)
    }
  }

  private func render(_ leaf: Blame.Leaf) -> String {
    var text =
      switch leaf.kind {
      case .value:
        "\(path(leaf.value.origin))\(isScalar(leaf.value) ? " is \(literal(leaf.value))" : "")"
      case .absent(let parent, let path):
        "\(self.path(parent.origin)) lacks \(path.joined(separator: "."))"
      case .call(let name): "\(name)() is \(literal(leaf.value))"
      case .unknown(let unknown): "\(path(leaf.value.origin)) is open: \(unknown.subject)"
      }
    if leaf.value.kind == .error { text += " [\(context.heap.error(leaf.value).code.rawValue)]" }
    if let suggestion = leaf.suggestion { text += " -> \(literal(suggestion))" }
    if !leaf.related.isEmpty { text += " beside \(leaf.related.map(path).joined(separator: ", "))" }
    if !leaf.witness.isEmpty {
      text += " through \(leaf.witness.map(literal).joined(separator: ", "))"
    }
    return text
  }

  private func isScalar(_ value: Value) -> Bool {
    value.kind != .list && value.kind != .map && value.kind != .error
  }

  private func literal(_ value: Value) -> String { context.heap.literal(value) }

  private func path(_ origin: Origin) -> String {
    origin.isNone ? "nothing" : paths[Int(origin.rawValue)]
  }
}
