import Infrastructure
import Syntax
import Values

/// The steps from the root of a document to what a finding is about.
enum DocumentPath {
  /// The keys and positions from the root of the document to a node.
  ///
  /// A key goes by its own text, since where it stands among its neighbours says nothing; names of
  /// intrinsic functions are left out, since their short forms are no keys.
  static func path(
    to origin: Origin,
    in estate: Estate,
    _ children: inout ChildIndex
  ) -> [String] {
    guard let (tree, node) = estate.node(of: origin) else { return [] }
    let host = estate.host(of: origin)
    var path = host.isNone ? [] : self.path(to: host, in: estate, &children)
    var current = tree.documents.last { $0 <= node }
    while let parent = current, parent != node {
      guard let child = children.child(of: parent, around: node, in: tree) else { break }
      let isEntry = tree[parent].kind == .mapping
      let step = isEntry ? tree.text(of: child.key) : String(child.position)
      if step != "Ref", !step.hasPrefix("Fn::") { path.append(step) }
      current = child.node
    }
    return path
  }
}
