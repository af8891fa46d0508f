import Infrastructure
import SourceText
import Testing
import Values

/// The declarations inside the executable, asked by text.
protocol DeclarationsReading {}

extension DeclarationsReading {
  var declarations: Declarations { .builtIn }

  func name(_ word: String) -> Name { declarations.vocabulary.name(word) }

  func shape(_ type: String) throws -> ShapeID {
    declarations.shape(of: try #require(declarations.type(named: type)))
  }

  /// The object that a dotted path leads to, through lists of objects too.
  func shape(_ type: String, _ path: some Sequence<String>) throws -> ShapeID {
    var shape = try shape(type)
    for step in path {
      let entry = try #require(declarations.property(name(step), in: shape), "\(type) \(step)")
      guard case .object(let inner) = entry.kind.innermost.form else {
        Issue.record("\(type) \(step) is no object")
        return shape
      }
      shape = inner
    }
    return shape
  }

  func property(_ path: String, of type: String) throws -> PropertyDeclaration {
    let steps = path.split(separator: ".").map(String.init)
    let shape = try shape(type, steps.dropLast())
    let entry = declarations.property(name(steps.last ?? ""), in: shape)
    return try #require(entry, "\(type) \(path)")
  }

  /// The default of a property as text; nil if there is none.
  func defaultText(_ path: String, of type: String) throws -> String? {
    let steps = path.split(separator: ".").map(String.init)
    let shape = try shape(type, steps.dropLast())
    let last = name(steps.last ?? "")
    guard let entry = declarations.defaults(of: shape).first(where: { $0.name == last }) else {
      return nil
    }
    var heap = ValueHeap()
    let value = declarations.value(of: entry, in: &heap)
    return describe(value, heap)
  }

  func describe(_ value: Value, _ heap: ValueHeap) -> String {
    switch value.kind {
    case .bool: value.isTrue ? "true" : "false"
    case .int: String(value.asInt)
    case .double: String(value.asDouble)
    case .string: heap.text(value)
    case .list: "[\(heap.elements(of: value).map { describe($0, heap) }.joined(separator: ", "))]"
    case .map: "{\((0..<value.count).map { entry($0, value, heap) }.joined(separator: ", "))}"
    default: "?"
    }
  }

  private func entry(_ index: Int, _ map: Value, _ heap: ValueHeap) -> String {
    "\(heap.text(heap.key(index, of: map))): \(describe(heap.entry(index, of: map), heap))"
  }

  /// The shapes of all types and of the objects inside them.
  func allShapes() -> Set<ShapeID> {
    var seen: Set<ShapeID> = []
    var open = declarations.types.map(declarations.shape(of:))
    while let shape = open.popLast() {
      guard seen.insert(shape).inserted else { continue }
      for property in declarations.properties(of: shape) {
        if case .object(let inner) = property.kind.innermost.form { open.append(inner) }
      }
    }
    return seen
  }

  /// A reference template with its holes as they are written in the overlay.
  func template(_ attribute: String, of type: String) throws -> String? {
    let id = try #require(declarations.type(named: type))
    let asked = attribute == "Ref" ? Name.none : name(attribute)
    return declarations.referenceTemplate(of: id, attribute: asked)?.map { piece in
      switch piece {
      case .text(let id): declarations.text(id)
      case .hole(let hole): "${\(declarations.vocabulary.text(of: hole))}"
      case .property(let name): "${property:\(declarations.vocabulary.text(of: name))}"
      case .lowercasedProperty(let name): "${lowercased:\(declarations.vocabulary.text(of: name))}"
      }
    }.joined()
  }
}
