import Infrastructure
import NetworkAnalysis
import TemplateEstates
import Testing
import Values

/// The facts of a template, as texts.
struct AskedFacts {
  let template: TemplateEstate
  let facts: NetworkFacts

  init(_ text: String) {
    template = TemplateEstate(text)
    facts = NetworkFacts(of: template.estate)
  }

  /// The elements of an answer: texts, names of resources, ways as their steps.
  ///
  /// - Parameter names: Of resources; what names none is a text.
  func ask(
    in world: [String: String] = [:],
    _ names: [String],
    _ question: ([Value], inout EvaluationContext) -> Value
  ) -> [String] {
    var context = template.context
    context.world = template.world(world)
    let arguments = names.map { name in
      template.id(name).map { Value.resource($0.index, origin: .none) }
        ?? context.heap.string(name)
    }
    let value = question(arguments, &context)
    if value.kind == .string { return [context.heap.text(value)] }
    guard value.kind == .list else { return [template.outline(value, in: context.heap)] }
    return context.heap.elements(of: value).map { element in
      if element.kind == .string { return context.heap.text(element) }
      if let id = element.resourceID { return template.estate[id].name }
      guard element.kind == .list else { return template.outline(element, in: context.heap) }
      return context.heap.elements(of: element)
        .compactMap { context.heap.lookup("step", in: $0).map { context.heap.text($0) } }
        .joined(separator: " -> ")
    }
  }

  /// The same with all ways alike.
  func outline(
    _ names: [String],
    _ question: ([Value], ResourceID, inout EvaluationContext) -> Value
  ) throws -> [String] {
    let first = try #require(template.id(names[0]))
    return ask(names) { question($0, first, &$1) }.map { $0.contains(" -> ") ? "a way" : $0 }
  }
}
