import SourceText
import Syntax

/// Writes out the `Fn::ForEach` loops of a template, as `AWS::LanguageExtensions` does before anything
/// else is read.
///
/// `${Identifier}` stands for the value, `&{Identifier}` for its letters and digits, and `Ref` of the
/// identifier for the value, too. A loop over what this run does not know stays as it is.
/// Source: CloudFormation Template Reference, "Fn::ForEach".
struct LoopExpansion {
  /// What a loop goes over.
  struct Collection {
    let texts: [String]
    /// The default that the texts rest on, in words: `Names = a,b`.
    let assumption: String?
  }

  private let tree: SyntaxTree
  private let parameter: (String) -> Collection?
  /// The keys of all loops, in order.
  private let loops: [Int]
  private var writer: TreeRewriter
  private var depth = 0
  /// The defaults that what is being written rests on.
  private var rests: [String] = []
  private var bindings: [(name: String, value: String)] = []
  /// The defaults that generated entries rest on, by the keys.
  private var assumptions: [NodeID: [String]] = [:]

  /// Nil where there is nothing to expand.
  ///
  /// - Parameter parameter: The texts of a list parameter, or the one text of another; nil where they
  ///   are not known.
  init?(_ tree: SyntaxTree, vocabulary: Vocabulary, parameter: @escaping (String) -> Collection?) {
    var loops: [Int] = []
    for index in tree.nodes.indices
    where tree.nodes[index].flags.contains(.isKey) && Self.isLoop(NodeID(index), tree) {
      loops.append(index)
    }
    guard !loops.isEmpty else { return nil }
    self.tree = tree
    self.loops = loops
    self.parameter = parameter
    let limit = 50_000 + 20 * tree.nodes.count
    writer = TreeRewriter(tree, vocabulary: vocabulary, limit: limit)
  }

  /// The template without the loops that could be expanded.
  consuming func expanded() -> TransformedTemplate? {
    guard let root = tree.root else { return nil }
    write(root)
    let isFull = writer.isFull
    return TransformedTemplate(
      tree: writer.finish(),
      assumptions: assumptions,
      tooLarge: isFull ? tree.span(of: NodeID(loops[0])) : nil
    )
  }

  private static func isLoop(_ key: NodeID, _ tree: SyntaxTree) -> Bool {
    tree.utf8(of: key).starts(with: "Fn::ForEach::".utf8)
  }

  /// Whether a loop stands below a node.
  private func holdsLoop(_ id: NodeID) -> Bool {
    var low = 0
    var high = loops.count
    while low < high {
      let middle = (low + high) / 2
      if loops[middle] <= id.index { low = middle + 1 } else { high = middle }
    }
    return low < loops.count && loops[low] < Int(tree[id].next)
  }

  // MARK: - Writing

  private mutating func write(_ id: NodeID) {
    let node = tree.resolved(id)
    // Nothing is written any more where the writer is full, but aliases could be followed for ever.
    guard holdsLoop(node) || !bindings.isEmpty, depth < 200, !writer.isFull else {
      return writer.copy(id)
    }
    depth += 1
    defer { depth -= 1 }
    if let value = boundReference(node) { return writer.scalar(value, at: node) }
    switch tree[node].kind {
    case .mapping:
      writer.open(like: node)
      for (key, value) in tree.entries(of: node) { writeEntry(key, value) }
      writer.close()
    case .sequence:
      writer.open(like: node)
      for child in tree.children(of: node) { write(child) }
      writer.close()
    case .scalar, .alias:
      writeScalar(node)
    }
  }

  private mutating func writeEntry(_ key: NodeID, _ value: NodeID) {
    if Self.isLoop(key, tree), writeLoop(tree.resolved(value)) { return }
    if !rests.isEmpty { assumptions[writer.next] = rests }
    writeScalar(key)
    write(value)
  }

  /// Writes what a loop generates; false where that is not known.
  private mutating func writeLoop(_ loop: NodeID) -> Bool {
    guard tree[loop].kind == .sequence, tree.count(of: loop) == 3 else { return false }
    let parts = tree.children(of: loop).map { tree.resolved($0) }
    guard tree[parts[0]].kind == .scalar, tree[parts[2]].kind == .mapping,
      let collection = collection(parts[1])
    else { return false }
    let name = tree.text(of: parts[0])
    if let assumption = collection.assumption { rests.append(assumption) }
    for value in collection.texts where !writer.isFull {
      bindings.append((name, value))
      for (key, body) in tree.entries(of: parts[2]) { writeEntry(key, body) }
      bindings.removeLast()
    }
    if collection.assumption != nil { rests.removeLast() }
    return true
  }

  private mutating func writeScalar(_ id: NodeID) {
    guard !bindings.isEmpty else { return writer.copy(id) }
    let bindings = bindings
    writer.copy(id) { text in
      guard text.contains(UInt8(ascii: "{")) else { return nil }
      let filled = Self.filled(text, bindings)
      return filled.elementsEqual(text) ? nil : filled
    }
  }

  /// A text with the values of the loops around it.
  private static func filled(
    _ text: ArraySlice<UInt8>,
    _ bindings: [(name: String, value: String)]
  ) -> [UInt8] {
    var result: [UInt8] = []
    var rest = text
    while let mark = rest.first {
      rest = rest.dropFirst()
      guard mark == UInt8(ascii: "$") || mark == UInt8(ascii: "&"),
        rest.first == UInt8(ascii: "{"), let end = rest.firstIndex(of: UInt8(ascii: "}"))
      else {
        result.append(mark)
        continue
      }
      let name = rest[(rest.startIndex + 1)..<end]
      guard let binding = bindings.last(where: { name.elementsEqual($0.name.utf8) }) else {
        result.append(mark)
        continue
      }
      let isPlain = mark == UInt8(ascii: "$")
      result += isPlain ? Array(binding.value.utf8) : binding.value.utf8.filter(Self.isAlphanumeric)
      rest = rest[(end + 1)...]
    }
    return result
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  // MARK: - What a loop goes over

  private func collection(_ id: NodeID) -> Collection? {
    if let name = referenceName(id) {
      return binding(name).map { Collection(texts: [$0], assumption: nil) } ?? parameter(name)
    }
    if let found = foundInMap(id) { return found }
    guard tree[id].kind == .sequence, tree[id].tag == 0 else { return nil }
    var texts: [String] = []
    var assumption: String?
    for child in tree.children(of: id) {
      guard let text = text(tree.resolved(child)), text.texts.count == 1 else { return nil }
      texts += text.texts
      assumption = assumption ?? text.assumption
    }
    return Collection(texts: texts, assumption: assumption)
  }

  /// The one text that a node stands for.
  private func text(_ id: NodeID) -> Collection? {
    if let name = referenceName(id) {
      return binding(name).map { Collection(texts: [$0], assumption: nil) } ?? parameter(name)
    }
    guard tree[id].kind == .scalar, tree.tag(of: id) == nil else { return nil }
    let text = String(decoding: Self.filled(tree.utf8(of: id), bindings), as: UTF8.self)
    return Collection(texts: [text], assumption: nil)
  }

  /// The texts of an entry of `Mappings` whose keys are known.
  private func foundInMap(_ id: NodeID) -> Collection? {
    var list = id
    if tree[id].kind == .mapping {
      guard tree.count(of: id) == 1, let value = tree.value(of: "Fn::FindInMap", in: id) else {
        return nil
      }
      list = tree.resolved(value)
    } else if tree.tag(of: id) != "!FindInMap" {
      return nil
    }
    guard tree[list].kind == .sequence, tree.count(of: list) >= 3, let root = tree.root,
      var node = tree.value(of: "Mappings", in: root)
    else { return nil }
    var assumption: String?
    for child in tree.children(of: list).prefix(3) {
      guard let key = text(tree.resolved(child)), key.texts.count == 1,
        tree[tree.resolved(node)].kind == .mapping,
        let found = tree.value(of: key.texts[0], in: node)
      else { return nil }
      assumption = assumption ?? key.assumption
      node = found
    }
    node = tree.resolved(node)
    switch tree[node].kind {
    case .scalar:
      return Collection(texts: [tree.text(of: node)], assumption: assumption)
    case .sequence:
      let texts = tree.children(of: node).map { tree.text(of: $0) }
      return Collection(texts: texts, assumption: assumption)
    case .mapping, .alias:
      return nil
    }
  }

  private func binding(_ name: String) -> String? {
    bindings.last { $0.name == name }?.value
  }

  private func boundReference(_ id: NodeID) -> String? {
    bindings.isEmpty ? nil : referenceName(id).flatMap(binding)
  }

  /// The name that a use of `Ref` is of.
  private func referenceName(_ id: NodeID) -> String? {
    if tree[id].kind == .scalar { return tree.tag(of: id) == "!Ref" ? tree.text(of: id) : nil }
    guard tree[id].kind == .mapping, tree.count(of: id) == 1,
      let value = tree.value(of: "Ref", in: id), tree[tree.resolved(value)].kind == .scalar
    else { return nil }
    return tree.text(of: value)
  }
}
