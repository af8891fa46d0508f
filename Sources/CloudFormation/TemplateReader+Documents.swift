import Findings
import Infrastructure
import SourceText
import Syntax
import Values

/// Policy documents and other free-form values that are given as JSON text.
extension TemplateReader {
  /// What the strings of a text that was read as JSON still have to be filled with.
  private enum Filling {
    case nothing
    /// The variables of a use of `Fn::Sub`, which may bring a mapping of them along.
    case variables(local: NodeID?, call: NodeID)
    /// The pieces of a template, which stand in the text by their number.
    case holes([Value])
  }

  /// The value of a property that takes an object, or the same as JSON text.
  func lowerDocument(_ node: NodeID, _ estate: inout EstateBuilder) -> Value {
    let node = tree.resolved(node)
    if let value = writtenDocument(node, &estate) { return value }
    let value = lower(node, expecting: .anything, &estate)
    return estate.mapCases(of: value) { part, estate in
      assembledDocument(part, at: node, &estate) ?? part
    }
  }

  /// Reads the JSON text that defines a state machine or a pipeline.
  func readDefinition(of resource: Declared, _ estate: inout EstateBuilder) {
    let path: [String]
    switch resource.typeText {
    case "AWS::StepFunctions::StateMachine": path = ["DefinitionString"]
    case "AWS::SageMaker::Pipeline": path = ["PipelineDefinition", "PipelineDefinitionBody"]
    default: return
    }
    guard var node = resource.properties else { return }
    for key in path {
      guard tree[tree.resolved(node)].kind == .mapping, let value = tree.value(of: key, in: node)
      else { return }
      node = tree.resolved(value)
    }
    if let call = call(at: node), call.function == .toJSONString {
      let value = lowerArgument(call, expecting: .anything, &estate)
      return estate.noteDefinition(value, of: resource.id)
    }
    let document = lowerDocument(node, &estate)
    if document.kind == .map || document.kind == .choice {
      estate.noteDefinition(document, of: resource.id)
    }
  }

  // MARK: - Texts as they are written

  /// The document in a text that stands in the source letter by letter, `Fn::Sub` around it or not.
  private func writtenDocument(
    _ node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Value? {
    guard let (text, filling) = writtenText(at: node), Self.isObject(tree.utf8(of: text)) else {
      return nil
    }
    let (bytes, placement) = tree.written(text)
    switch tree[text].style {
    case .plain, .literal, .folded, .block, .flow: break
    case .singleQuoted: if bytes.contains(UInt8(ascii: "'")) { return nil }
    case .doubleQuoted: if bytes.contains(UInt8(ascii: "\\")) { return nil }
    }
    guard spend(1 + bytes.count / 8, at: node, &estate) else { return repeated(node, &estate) }
    let parsed = parseText(
      Array(bytes),
      placed: placement,
      id: tree.source,
      vocabulary: vocabulary
    )
    guard let inner = parsed.tree, let root = inner.root else {
      // Folding and variables may make JSON of it yet.
      guard case .nothing = filling, tree[text].style != .folded else { return nil }
      return notJSON(parsed.diagnostics.first, isComplete: true, node, &estate)
    }
    for diagnostic in parsed.diagnostics { estate.report(diagnostic) }
    let base = estate.add(inner, in: origin(node))
    return lower(root, of: inner, base: base, filling, &estate)
  }

  /// The scalar that is the text of a value, or of the `Fn::Sub` that makes it.
  private func writtenText(at node: NodeID) -> (text: NodeID, filling: Filling)? {
    guard let call = call(at: node) else {
      return isPlainText(node) && tree[node].type == .string ? (node, .nothing) : nil
    }
    guard call.function == .sub else { return nil }
    if argumentText(of: call) != nil {
      return (call.argument, .variables(local: nil, call: node))
    }
    guard let pair = operands(of: call, count: 2), isPlainText(pair[0]),
      tree[pair[1]].kind == .mapping
    else { return nil }
    return (pair[0], .variables(local: pair[1], call: node))
  }

  // MARK: - Texts that are put together

  /// The document in a text that a function or a quoted scalar gives; nil for values that are none.
  private func assembledDocument(
    _ value: Value,
    at node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Value? {
    var pieces = [value]
    if value.kind == .template { pieces = estate.heap.elements(of: value) }
    guard let first = pieces.first, first.kind == .string, Self.isObject(estate.heap.utf8(first))
    else { return nil }
    var bytes: [UInt8] = []
    var holes: [Value] = []
    for piece in pieces {
      if piece.kind == .string {
        bytes += estate.heap.utf8(piece)
      } else {
        bytes += "\(Self.holeStart)\(holes.count)\(Self.holeEnd)".utf8
        holes.append(piece)
      }
    }
    guard spend(1 + bytes.count / 8, at: node, &estate) else { return repeated(node, &estate) }
    let parsed = parseText(
      bytes,
      placed: .within(tree.span(of: node)),
      id: tree.source,
      vocabulary: vocabulary
    )
    guard let inner = parsed.tree, let root = inner.root else {
      return notJSON(parsed.diagnostics.first, isComplete: holes.isEmpty, node, &estate)
    }
    let base = estate.add(inner, in: origin(node))
    return lower(root, of: inner, base: base, holes.isEmpty ? .nothing : .holes(holes), &estate)
  }

  private func repeated(_ node: NodeID, _ estate: inout EstateBuilder) -> Value {
    estate.heap.unknown(Unknown(.invalidValue, "a repeated value"), origin: origin(node))
  }

  /// Private-use characters, which no policy document holds.
  private static let holeStart = "\u{E000}"
  private static let holeEnd = "\u{E001}"

  private func notJSON(
    _ problem: Diagnostic?,
    isComplete: Bool,
    _ node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard isComplete else {
      let unknown = Unknown(.unresolvedReference, "a JSON text that only the deployment completes")
      return estate.heap.unknown(unknown, origin: origin(node))
    }
    let why = problem.map { ": \($0.message)" } ?? ""
    let fact = "the text of this document is not JSON\(why)"
    let span = problem?.span ?? tree.span(of: node)
    estate.report(Diagnostic(.warning, "json-syntax", fact, at: span))
    let unknown = Unknown(.invalidValue, "a document that is not JSON")
    return estate.heap.unknown(unknown, origin: origin(node))
  }

  private static func isObject(_ text: ArraySlice<UInt8>) -> Bool {
    text.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 } == UInt8(ascii: "{")
  }

  // MARK: - Values of the inner tree

  /// The value of a node of a text; the parser has bounded how deep they nest.
  private func lower(
    _ node: NodeID,
    of inner: SyntaxTree,
    base: UInt32,
    _ filling: Filling,
    _ estate: inout EstateBuilder
  ) -> Value {
    let place = Origin(rawValue: base + node.rawValue)
    switch inner[node].kind {
    case .mapping:
      var run: [Value] = []
      for (key, value) in inner.entries(of: node) {
        let name = inner[key].name
        let place = Origin(rawValue: base + key.rawValue)
        run.append(estate.heap.string(utf8: inner.utf8(of: key), origin: place, name: name))
        run.append(lower(value, of: inner, base: base, filling, &estate))
      }
      return estate.heap.map(alternating: run, origin: place)
    case .sequence:
      var elements: [Value] = []
      for child in inner.children(of: node) {
        elements.append(lower(child, of: inner, base: base, filling, &estate))
      }
      return estate.heap.list(elements, origin: place)
    case .scalar, .alias:
      return scalar(node, of: inner, at: place, filling, &estate)
    }
  }

  private func scalar(
    _ node: NodeID,
    of inner: SyntaxTree,
    at place: Origin,
    _ filling: Filling,
    _ estate: inout EstateBuilder
  ) -> Value {
    let text = inner.utf8(of: node)
    switch inner[node].type {
    case .null: return Value.null.from(place)
    case .boolean, .legacyBoolean: return .bool(inner.isText(node, "true"), origin: place)
    case .integer, .float:
      if let number = Int64(inner.text(of: node)) { return .int(number, origin: place) }
      return estate.heap.string(utf8: text, origin: place)
    case .string:
      switch filling {
      case .nothing: return resolved(estate.heap.string(utf8: text, origin: place), &estate)
      case .variables(let local, let call):
        return substituted(text, local: local, at: call, origin: place, &estate)
      case .holes(let holes):
        return filled(text, with: holes, at: place, &estate)
      }
    }
  }

  /// A text with the values that stand in it by their number.
  private func filled(
    _ text: ArraySlice<UInt8>,
    with holes: [Value],
    at place: Origin,
    _ estate: inout EstateBuilder
  ) -> Value {
    var values: [Value] = []
    for (index, part) in String(decoding: text, as: UTF8.self).split(
      separator: Self.holeStart,
      omittingEmptySubsequences: false
    ).enumerated() {
      var literal = part
      if index > 0, let end = part.firstRange(of: Self.holeEnd),
        let hole = Int(part[..<end.lowerBound]),
        holes.indices.contains(hole)
      {
        values.append(holes[hole])
        literal = part[end.upperBound...]
      }
      if !literal.isEmpty { values.append(estate.heap.string(String(literal))) }
    }
    return estate.concatenation(of: values, origin: place)
  }
}
