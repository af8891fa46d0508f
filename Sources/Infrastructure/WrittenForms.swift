import Syntax
package import Values

/// What is written at places of estates, so far that it can be said whether two are written alike:
/// formatting, comments, the order of keys and the short forms of functions do not matter.
///
/// Each node is looked at once, so that aliases of aliases cost nothing more.
package struct WrittenForms {
  /// Equal for what is written alike, also in two estates.
  package struct Form: Hashable, Sendable, CustomStringConvertible {
    fileprivate let number: Int

    /// A word that says no more than equality does.
    package var description: String { String(number) }
  }

  private enum Shape: Hashable {
    case text(String)
    case list([Form])
    /// By key and value, in the order of the keys' numbers.
    case entries([Entry])
  }

  private struct Entry: Hashable {
    let key: Form
    let value: Form
  }

  private struct Place: Hashable {
    let tree: ObjectIdentifier
    let node: NodeID
  }

  private var numbers: [Shape: Form] = [:]
  private var known: [Place: Form] = [:]
  private var surroundings: [ObjectIdentifier: Form] = [:]
  /// The forms in which functions ask mappings, conditions or macros.
  private var asking: Set<Form> = []

  package init() {}

  /// The form of what a value was read from; nil for computed values.
  ///
  /// - Parameter estate: Lives as long as the forms are compared.
  package mutating func form(of origin: Origin, in estate: Estate) -> Form? {
    guard let (tree, node) = estate.node(of: origin) else { return nil }
    let isKey = tree[node].flags.contains(.isKey)
    return form(of: isKey ? NodeID(node.index + 1) : node, of: tree)
  }

  /// The form of all in a template but its resources and outputs: parameters, mappings, conditions and
  /// transforms, on which it hangs what functions in it come to.
  package mutating func surroundings(of origin: Origin, in estate: Estate) -> Form? {
    guard let (tree, _) = estate.node(of: origin), let root = tree.root else { return nil }
    if let known = surroundings[ObjectIdentifier(tree)] { return known }
    var entries: [Entry] = []
    for (key, value) in tree.entries(of: root)
    where !["Resources", "Outputs", "Description", "Metadata"].contains(tree.text(of: key)) {
      entries.append(Entry(key: form(of: key, of: tree), value: form(of: value, of: tree)))
    }
    let form = form(of: entries)
    surroundings[ObjectIdentifier(tree)] = form
    return form
  }

  /// Whether what is written says what it comes to only with the surroundings.
  package func asksSurroundings(_ form: Form) -> Bool { asking.contains(form) }

  private mutating func form(of node: NodeID, of tree: SyntaxTree) -> Form {
    let node = tree.resolved(node)
    let place = Place(tree: ObjectIdentifier(tree), node: node)
    if let form = known[place] { return form }
    var form: Form
    switch tree[node].kind {
    case .scalar, .alias: form = self.form(.text(tree.text(of: node)))
    case .sequence:
      var elements: [Form] = []
      for element in tree.children(of: node) { elements.append(self.form(of: element, of: tree)) }
      form = self.form(.list(elements))
    case .mapping:
      var entries: [Entry] = []
      for (key, value) in tree.entries(of: node) {
        let key = self.form(of: key, of: tree)
        entries.append(Entry(key: key, value: self.form(of: value, of: tree)))
      }
      form = self.form(of: entries)
    }
    if let tag = tree.tag(of: node) {
      let key = self.form(.text(Self.longForm(of: tag)))
      form = self.form(of: [Entry(key: key, value: form)])
    }
    known[place] = form
    return form
  }

  private static let askingFunctions = [
    "Fn::If", "Fn::FindInMap", "Fn::Transform", "Fn::ForEach",
  ]

  private static func longForm(of tag: String) -> String {
    let name = String(tag.drop { $0 == "!" })
    return name == "Ref" || name == "Condition" ? name : "Fn::\(name)"
  }

  private mutating func form(of entries: [Entry]) -> Form {
    form(.entries(entries.sorted { $0.key.number < $1.key.number }))
  }

  private mutating func form(_ shape: Shape) -> Form {
    if let form = numbers[shape] { return form }
    let form = Form(number: numbers.count)
    numbers[shape] = form
    let asks =
      switch shape {
      case .text(let text): Self.askingFunctions.contains { text.hasPrefix($0) }
      case .list(let forms): forms.contains(where: asking.contains)
      case .entries(let entries):
        entries.contains { asking.contains($0.key) || asking.contains($0.value) }
      }
    if asks { asking.insert(form) }
    return form
  }
}
