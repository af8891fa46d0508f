import Infrastructure
import SourceText
import Syntax

/// Which template of a run the `TemplateURL` of a nested stack or a stack set stands for.
///
/// Before `aws cloudformation package` it is a path from the folder of the template. Afterwards, and
/// where templates are uploaded by other means, it is the address of an object whose last part is the
/// file's name; that counts where one template of the run has the name.
struct TemplatePlaces {
  private var byPath: [String: Int] = [:]
  private var byFileName: [String: [Int]] = [:]
  /// The templates that no other one nests; of those that nest each other, the first.
  private(set) var roots: [Int] = []

  /// - Parameter templates: After their transforms.
  init(_ templates: [(tree: SyntaxTree, path: String)]) {
    let urls = templates.map { Self.nestedStacks(of: $0.tree) }
    guard urls.contains(where: { !$0.isEmpty }) else {
      roots = Array(templates.indices)
      return
    }
    for (index, template) in templates.enumerated() {
      byPath[Self.normalized(template.path)] = index
      byFileName[Self.fileName(template.path), default: []].append(index)
    }
    var nests = [[Int]](repeating: [], count: templates.count)
    var isNested = [Bool](repeating: false, count: templates.count)
    for (index, template) in templates.enumerated() {
      for url in urls[index] {
        guard let target = self.template(at: url, in: template.tree, from: template.path),
          target != index
        else { continue }
        nests[index].append(target)
        isNested[target] = true
      }
    }
    var isReached = [Bool](repeating: false, count: templates.count)
    func reach(_ first: Int) {
      var open = [first]
      while let next = open.popLast() {
        guard !isReached[next] else { continue }
        isReached[next] = true
        open += nests[next]
      }
    }
    for index in templates.indices where !isNested[index] {
      roots.append(index)
      reach(index)
    }
    for index in templates.indices where !isReached[index] {
      roots.append(index)
      reach(index)
    }
    roots.sort()
  }

  /// The index of the template at a `TemplateURL`; nil where the run has none, or where it is not
  /// clear which one it is.
  func template(at url: NodeID, in tree: SyntaxTree, from path: String) -> Int? {
    guard let text = Self.lastText(url, in: tree), !text.hasSuffix("/") else { return nil }
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let target = (folder.map(String.init) + [text]).joined(separator: "/")
    if let index = byPath[Self.normalized(target)] { return index }
    let name = Self.fileName(text)
    guard !Self.commonNames.contains(name), let named = byFileName[name], named.count == 1 else {
      return nil
    }
    return named[0]
  }

  /// The URLs of the nested stacks and the stack sets of a template.
  private static func nestedStacks(of tree: SyntaxTree) -> [NodeID] {
    guard let root = tree.root, let resources = tree.value(of: .resources, in: root) else {
      return []
    }
    var urls: [NodeID] = []
    for (_, body) in tree.entries(of: resources) {
      guard let type = tree.value(of: .type, in: body),
        tree.isText(type, TemplateReader.stackType)
          || tree.isText(type, TemplateReader.stackSetType),
        let properties = tree.value(of: .properties, in: body),
        let url = tree.value(of: "TemplateURL", in: properties)
      else { continue }
      urls.append(url)
    }
    return urls
  }

  /// The text that a URL ends with: all of a plain one, what stands behind the last variable of
  /// `Fn::Sub`, the last element of `Fn::Join`. Nil where no whole name is at the end.
  private static func lastText(_ node: NodeID, in tree: SyntaxTree) -> String? {
    var node = tree.resolved(node)
    if tree[node].kind == .mapping, tree.count(of: node) == 1 {
      guard let entry = tree.entries(of: node).first(where: { _ in true }) else { return nil }
      let isJoin = tree.isText(entry.key, "Fn::Join")
      guard isJoin || tree.isText(entry.key, "Fn::Sub") else { return nil }
      node = tree.resolved(entry.value)
      if isJoin { return lastElement(ofJoin: node, in: tree) }
    } else if tree[node].kind == .sequence {
      switch tree.tag(of: node) {
      case "!Join"?: return lastElement(ofJoin: node, in: tree)
      case "!Sub"?: break
      default: return nil
      }
    }
    if tree[node].kind == .sequence {
      guard let first = tree.children(of: node).first(where: { _ in true }) else { return nil }
      node = tree.resolved(first)
    }
    guard tree[node].kind == .scalar, ["!Sub", nil].contains(tree.tag(of: node)) else { return nil }
    return ending(tree.text(of: node))
  }

  private static func lastElement(ofJoin node: NodeID, in tree: SyntaxTree) -> String? {
    let operands = tree.children(of: node).map { tree.resolved($0) }
    guard operands.count == 2, tree[operands[1]].kind == .sequence,
      let last = tree.children(of: operands[1]).map({ tree.resolved($0) }).last,
      tree[last].kind == .scalar, ["!Sub", nil].contains(tree.tag(of: last))
    else { return nil }
    // What stands before the element may be a part of the name, unless a slash is between them.
    let separator = tree.text(of: operands[0])
    let text = tree.text(of: last)
    return separator.hasSuffix("/") || text.utf8.contains(UInt8(ascii: "/")) ? ending(text) : nil
  }

  /// What stands behind the last variable, where a new part of the path begins; without a query.
  private static func ending(_ text: String) -> String? {
    let text =
      text.split(separator: "?", omittingEmptySubsequences: false).first.map(String.init) ?? text
    guard let brace = text.utf8.lastIndex(of: UInt8(ascii: "}")) else { return text }
    let rest = text[text.utf8.index(after: brace)...]
    guard let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    return String(rest[slash...])
  }

  /// Names that say nothing: an address with one of them may be of any template.
  private static let commonNames: Set<String> = [
    "template.yaml", "template.yml", "template.json", "main.yaml", "main.yml", "main.json",
    "index.yaml", "index.yml", "stack.yaml", "stack.yml", "packaged.yaml", "packaged.yml",
  ]

  private static func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// A path without `.` and `..`, as far as that can be told.
  private static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
