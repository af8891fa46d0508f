package import Findings
package import Infrastructure
import Permissions
import SourceText
import Values

/// One of two estates that are compared, whose resources have names that both use.
package struct ComparedEstate {
  package let side: AccessDifference.Side
  let estate: Estate
  var access: Access
  var context: EvaluationContext
  /// The folder or file that the estate was read from, which stands before the names in it.
  private let root: String
  /// The paths of the files, by their numbers.
  private let paths: [String]
  private var names: [String]
  private(set) var byName: [String: ResourceID]

  /// - Parameters:
  ///   - paths: Those of the files, by their numbers.
  ///   - root: The path of the folder or file, as it was named; paths of two estates are the same behind
  ///     their roots.
  package init(
    _ side: AccessDifference.Side,
    _ estate: Estate,
    paths: [String],
    root: String
  ) {
    self.side = side
    self.paths = paths
    self.estate = estate
    self.root = root
    access = Access(estate)
    context = EvaluationContext(heap: estate.heap, worlds: estate.worlds)
    names = estate.resources.map { Self.name($0.address, below: root) }
    byName = Dictionary(
      names.enumerated().map { ($1, ResourceID($0)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// What both estates call a resource.
  func name(of id: ResourceID) -> String { names[id.index] }

  /// What both estates call something whose name begins with a path.
  func name(of text: String) -> String { Self.name(text, below: root) }

  func name(of scope: ScopeID) -> String { name(of: estate.scopes[scope.index].name) }

  /// Calls a resource as the other estate does.
  mutating func rename(_ id: ResourceID, to name: String) {
    byName[names[id.index]] = nil
    names[id.index] = name
    byName[name] = id
  }

  private static func name(_ text: String, below root: String) -> String {
    guard !root.isEmpty, text.hasPrefix(root) else { return text }
    let rest = text.dropFirst(root.count)
    guard let next = rest.first else { return "" }
    return next == "/" || next == "#" ? String(rest) : text
  }

  /// The path of the file that something was read from.
  func path(of origin: Origin) -> String? {
    guard let file = estate.span(of: origin)?.file, paths.indices.contains(file.index) else {
      return nil
    }
    return paths[file.index]
  }

  /// Whether a resource is created in the context's world.
  func existence(of id: ResourceID) -> WorldModel.Truth {
    estate.worlds.truth(of: estate[id].existence, in: context.world)
  }

  func place(of origin: Origin) -> AccessDifference.Place? {
    estate.span(of: origin).map { .init($0, in: side) }
  }

  /// A statement as reports name it.
  func told(_ statement: Statement) -> AccessDifference.Statement? {
    let provenance = statement.provenance
    guard estate.resources.indices.contains(provenance.document) else { return nil }
    let holder = estate[ResourceID(provenance.document)]
    let name = provenance.sid.map { "statement '\($0)'" } ?? "statement \(provenance.index + 1)"
    let origin = provenance.origin.isNone ? holder.origin : provenance.origin
    return .init(name, of: holder.address, at: place(of: origin))
  }
}
