import Infrastructure
import SourceText
import Syntax
import Values

/// Whether a place of an input has a type that the declarations vouch for.
///
/// Readers replace values that contradict the declarations, so that an expression that fails on a
/// declared property is itself mistaken. In policy documents, other free-form values and resource
/// types without a declaration anything may stand: what fails there is the input's doing.
enum DeclaredPlace {
  static func isTyped(
    _ origin: Origin,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool {
    let path = context.withChildIndex { DocumentPath.path(to: origin, in: estate, &$0) }
    // Descriptions are checked key by key while they are read.
    guard path.first == "Resources", path.count > 3 else { return true }
    guard let (tree, _) = estate.node(of: origin), let root = tree.root,
      let resources = tree.value(of: "Resources", in: root),
      let body = tree.value(of: path[1], in: resources),
      let written = tree.value(of: "Type", in: body),
      let type = estate.declarations.type(named: tree.text(of: tree.resolved(written)))
    else { return false }
    return isTyped(path[3...], in: estate.declarations.shape(of: type), estate.declarations)
  }

  /// Whether AWS requires a property of this name of a resource, or of an object in it: policies may read
  /// it without a guard, and an input that lacks it is mistaken.
  static func isRequired(_ name: String, of resource: Resource, in estate: Estate) -> Bool {
    guard let (declarations, type) = estate.declarations.holding(resource.type) else {
      return false
    }
    let name = declarations.vocabulary.name(name)
    guard !name.isNone else { return false }
    var queue = [declarations.shape(of: type)]
    var seen = Set(queue)
    while let shape = queue.popLast() {
      for property in declarations.properties(of: shape) {
        if property.name == name, property.isRequired { return true }
        if case .object(let inner) = property.kind.innermost.form, seen.insert(inner).inserted {
          queue.append(inner)
        }
      }
    }
    return false
  }

  private static func isTyped(
    _ path: ArraySlice<String>,
    in shape: ShapeID,
    _ declarations: Declarations
  ) -> Bool {
    guard let key = path.first else { return true }
    let name = declarations.vocabulary.name(key)
    guard !name.isNone, let property = declarations.property(name, in: shape) else { return false }
    var rest = path.dropFirst()
    var kind = property.kind
    while true {
      switch kind.form {
      case .string, .integer, .number, .boolean: return rest.isEmpty
      case .json: return false
      case .object(let shape): return isTyped(rest, in: shape, declarations)
      case .list(let element), .map(let element):
        if rest.isEmpty { return true }
        rest = rest.dropFirst()
        kind = element
      }
    }
  }
}
