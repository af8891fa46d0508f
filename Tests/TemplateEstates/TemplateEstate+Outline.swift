import Infrastructure
import SourceText
package import Values

/// Values in short notation, as tests compare them.
extension TemplateEstate {
  /// The value at a path such as `Properties of Bucket: Tags.0.Value`; nil where there is nothing.
  package func value(_ path: String, of resource: String) -> Value? {
    guard let id = id(resource) else { return nil }
    var value = estate[id].properties
    for step in path.split(separator: ".") {
      switch value.kind {
      case .map:
        guard let entry = estate.heap.lookup(String(step), in: value) else { return nil }
        value = entry
      case .list:
        guard let index = Int(step), index < value.count else { return nil }
        value = estate.heap.element(index, of: value)
      default:
        return nil
      }
    }
    return value
  }

  /// The outline of the value at a path; nil where there is nothing.
  package func outline(_ path: String, of resource: String) -> String? {
    value(path, of: resource).map { outline($0) }
  }

  /// A value in short notation: texts in quotes, references as `->Name.Attribute`, what is unknown as
  /// `?reason`, texts with gaps as `'a' + ?reason`, choices as `<'a' | 'b'>`, AWS's defaults in
  /// parentheses, what rests on the default of a parameter with `~`, nothing at all as `-`.
  package func outline(_ value: Value, in heap: ValueHeap? = nil) -> String {
    let heap = heap ?? estate.heap
    let plain = plainOutline(value, heap)
    let mark = value.flags.contains(.assumed) ? "~" : ""
    let possible = value.flags.contains(.possible) ? "possibly " : ""
    return possible + mark + (value.flags.contains(.defaulted) ? "(\(plain))" : plain)
  }

  private func plainOutline(_ value: Value, _ heap: ValueHeap) -> String {
    switch value.kind {
    case .null: return "null"
    case .bool: return value.isTrue ? "true" : "false"
    case .int: return String(value.asInt)
    case .double: return String(value.asDouble)
    case .string: return "'\(heap.text(value))'"
    case .list:
      return "[\(parts(value, heap).joined(separator: ", "))]"
    case .map:
      let entries = (0..<value.count).map { index in
        "\(heap.text(heap.key(index, of: value))): \(outline(heap.entry(index, of: value), in: heap))"
      }
      return "{\(entries.joined(separator: ", "))}"
    case .template: return parts(value, heap).joined(separator: " + ")
    case .unknown: return "?\(heap.unknown(value).reason.rawValue)"
    case .reference:
      let target = estate.resources[heap.target(of: value)].name
      let attribute = estate.declarations.vocabulary.text(of: value.name)
      return attribute.isEmpty ? "->\(target)" : "->\(target).\(attribute)"
    case .choice:
      let cases = (0..<value.count).map { outline(heap.choiceCase($0, of: value).value, in: heap) }
      return "<\(cases.joined(separator: " | "))>"
    case .optional: return heap.unwrap(value).map { "some \(outline($0, in: heap))" } ?? "-"
    case .resource: return estate.resources[Int(value.bits)].name
    case .error: return "error \(heap.error(value).code.rawValue)"
    case .uint, .bytes, .type, .duration, .timestamp, .ip, .cidr: return "\(value.kind)"
    }
  }

  private func parts(_ value: Value, _ heap: ValueHeap) -> [String] {
    heap.elements(of: value).map { outline($0, in: heap) }
  }

  /// A value with all choices decided by a world: elements and entries that are not there left out.
  /// Nil for nothing at all.
  package func outline(_ value: Value, in world: World) -> String? {
    var context = context
    context.world = world
    return settled(value, &context).map { outline($0, in: context.heap) }
  }

  private func settled(_ value: Value, _ context: inout EvaluationContext) -> Value? {
    let value = context.resolve(value)
    switch value.kind {
    case .optional where value.isAbsent:
      return nil
    case .list:
      let elements = context.heap.elements(of: value).compactMap { settled($0, &context) }
      return context.heap.list(elements, origin: value.origin)
    case .map:
      var run: [Value] = []
      for index in 0..<value.count {
        guard let entry = settled(context.heap.entry(index, of: value), &context) else { continue }
        run += [context.heap.key(index, of: value), entry]
      }
      return context.heap.map(alternating: run, origin: value.origin)
    case .template:
      return settled(template: value, &context)
    default:
      return value
    }
  }

  /// The pieces of a template, neighbours that are known joined.
  private func settled(template: Value, _ context: inout EvaluationContext) -> Value {
    var pieces: [Value] = []
    var open = Array(context.heap.elements(of: template).reversed())
    while let next = open.popLast() {
      let piece = context.resolve(next)
      // A case of a choice within a text may be a text of several pieces, too.
      if piece.kind == .template {
        open += context.heap.elements(of: piece).reversed()
        continue
      }
      guard piece.kind == .string, let last = pieces.last, last.kind == .string else {
        pieces.append(piece)
        continue
      }
      let joined = Array(context.heap.utf8(last)) + context.heap.utf8(piece)
      pieces[pieces.count - 1] = context.heap.string(utf8: joined)
    }
    if pieces.count == 1, pieces[0].kind == .string { return pieces[0] }
    return context.heap.template(pieces, origin: template.origin)
  }
}
