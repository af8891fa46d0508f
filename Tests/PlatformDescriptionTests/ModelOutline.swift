import Infrastructure
import SourceText
import Values

/// An estate in words, to be compared with another: resources by address, whatever their order.
struct ModelOutline {
  /// By address: type, scope and properties; entries of maps in the order of their keys.
  let resources: [String: String]

  /// - Parameter rename: What stands for an address.
  init(_ estate: Estate, rename: (Resource) -> String = { $0.address }) {
    var resources: [String: String] = [:]
    var writer = Writer(estate: estate, addresses: estate.resources.map(rename))
    for (index, resource) in estate.resources.enumerated() {
      let scope = estate.scopes[resource.scope.index]
      let facts = [
        scope.name, scope.account ?? "-", scope.region ?? "-", scope.environment ?? "-",
        scope.complete.sorted().joined(separator: "+"),
      ]
      var context = EvaluationContext(heap: estate.heap, worlds: estate.worlds)
      let exists = context.truth(of: resource.existence).map { $0 ? "" : " never" } ?? " perhaps"
      if exists == " never" { continue }
      let properties = writer.text(resource.properties)
      resources[writer.addresses[index]] =
        "\(resource.type)\(exists) in \(facts.joined(separator: " ")): \(properties)"
    }
    self.resources = resources
  }

  private struct Writer {
    let estate: Estate
    let addresses: [String]
    var context: EvaluationContext

    init(estate: Estate, addresses: [String]) {
      self.estate = estate
      self.addresses = addresses
      context = EvaluationContext(heap: estate.heap, worlds: estate.worlds)
    }

    mutating func text(_ value: Value) -> String {
      let value = context.resolve(value)
      let mark = value.flags.contains(.defaulted) ? "~" : ""
      switch value.kind {
      case .map: return mark + "{" + entries(of: value).joined(separator: ", ") + "}"
      case .list: return mark + "[" + elements(of: value).joined(separator: ", ") + "]"
      case .template: return mark + "<" + elements(of: value).joined(separator: " ") + ">"
      case .string: return mark + "'\(context.heap.text(value))'"
      case .bool: return mark + (value.isTrue ? "true" : "false")
      case .int: return mark + String(value.asInt)
      case .double: return mark + String(value.asDouble)
      case .null: return "null"
      case .reference:
        let vocabulary = estate.declarations.vocabulary
        let name = value.name.isNone ? "" : "." + vocabulary.text(of: value.name)
        return "->\(addresses[context.heap.target(of: value)])\(name)"
      case .unknown:
        let unknown = context.heap.unknown(value)
        // What an account does not say of itself is called otherwise in templates.
        return unknown.reason == .pseudoParameter ? "?own" : "?\(unknown.subject)"
      case .choice: return "a choice"
      case .uint, .bytes, .type, .optional, .duration, .timestamp, .ip, .cidr, .resource, .error:
        return "\(value.kind)"
      }
    }

    private mutating func entries(of map: Value) -> [String] {
      var entries: [String] = []
      for index in 0..<map.count {
        let entry = context.resolve(context.heap.entry(index, of: map))
        guard !entry.isAbsent else { continue }
        entries.append("\(context.heap.text(context.heap.key(index, of: map))): \(text(entry))")
      }
      return entries.sorted()
    }

    private mutating func elements(of list: Value) -> [String] {
      var elements: [String] = []
      for element in context.heap.elements(of: list) {
        let resolved = context.resolve(element)
        if !resolved.isAbsent { elements.append(text(resolved)) }
      }
      return elements
    }
  }
}
