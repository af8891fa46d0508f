import Infrastructure
import PlatformDescription
import SourceText
import Syntax
import TextEditing

/// The way along the names of properties through a text, in the spelling of its language.
struct PropertyWalk {
  let tree: SyntaxTree
  /// Nil for templates, which write AWS's names.
  let spelling: PropertySpelling?
  let declarations: Declarations
  let type: String
  /// The keys on the way, as the text spells them, those that are missing included.
  private(set) var names: [String] = []

  /// Where a path leads, from the body of a resource or an object in it.
  ///
  /// - Parameters:
  ///   - start: The body or the object.
  ///   - isBody: The start is what stands behind the name of a resource.
  ///   - isOwn: It is the judged resource.
  mutating func target(
    of path: [String],
    from start: NodeID,
    isBody: Bool,
    isOwn: Bool
  ) throws(EditObstacle) -> FixWriter.Target {
    var node = start
    var shape =
      isOwn ? declarations.type(named: type).map(declarations.shape(of:)) : nil
    var owner = isOwn ? type : ""
    var steps = path[...]
    var mapping: NodeID?
    var key: NodeID?
    try PropertyPlace.checkLiteral(start, in: tree)
    if spelling == nil, isBody {
      guard let properties = try entry("Properties", in: start, nil, "") else {
        names = path
        return .missing(["Properties"] + path, at: start)
      }
      node = properties.value
    }
    while let step = steps.first {
      try PropertyPlace.checkLiteral(node, in: tree)
      guard tree[node].kind == .mapping else {
        guard tree[node].kind == .scalar, tree[node].type == .null else {
          throw EditObstacle("what should hold it is no mapping")
        }
        return missing(steps, at: node)
      }
      guard let found = try entry(step, in: node, shape, owner) else {
        return missing(steps, at: node)
      }
      names.append(tree.text(of: found.key))
      mapping = node
      key = found.key
      node = found.value
      shape = self.shape(of: step, in: shape)
      owner += ".\(step)"
      steps = steps.dropFirst()
    }
    return .value(node, key: key, in: mapping)
  }

  private mutating func missing(_ steps: ArraySlice<String>, at node: NodeID) -> FixWriter.Target {
    let keys = steps.map { spelling?.key(for: $0) ?? $0 }
    names += keys
    return .missing(keys[...], at: node)
  }

  /// The entry for a property; nil where it is not written.
  private func entry(
    _ property: String,
    in mapping: NodeID,
    _ shape: ShapeID?,
    _ owner: String
  ) throws(EditObstacle) -> (key: NodeID, value: NodeID)? {
    guard tree[mapping].kind == .mapping else {
      guard tree[mapping].kind == .scalar, tree[mapping].type == .null else {
        throw EditObstacle("what should hold it is no mapping")
      }
      return nil
    }
    let found = tree.entries(of: mapping).filter { key, _ in
      let text = tree.text(of: key)
      guard let spelling else { return text == property }
      return spelling.means(text, property, in: shape, owner: owner, type: type)
    }
    guard found.count < 2 else { throw EditObstacle("it is written more than once") }
    if let entry = found.first { return entry }
    // What `<<` brings in is another's as well.
    let isMerged =
      tree[mapping].flags.contains(.hasMergeKey)
      && tree.value(of: spelling?.key(for: property) ?? property, in: mapping) != nil
    if isMerged { throw EditObstacle("its value is shared: '<<' brings it in") }
    return nil
  }

  private func shape(of property: String, in shape: ShapeID?) -> ShapeID? {
    guard let shape,
      let declared = declarations.property(declarations.vocabulary.name(property), in: shape),
      case .object(let inner) = declared.kind.form
    else { return nil }
    return inner
  }
}
