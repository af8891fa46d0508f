import Findings
import SourceText
import Syntax

/// Reads the `tests:` of a policy document.
struct PolicyExampleReader {
  private static let keys: Set<String> = [
    "name", "template", "files", "parameters", "fixed",
  ]
  private static let templatePath = "template.yaml"

  private let tree: SyntaxTree
  private let lines: LineIndex
  private(set) var examples: [PolicyExample] = []
  /// What is wrong with the list itself; an example with a problem is left out.
  private(set) var problems: [PolicyTestReport.Problem] = []
  private let path: String

  /// - Parameters:
  ///   - tree: The policy document.
  ///   - path: Its path, for the places of problems.
  init(_ tree: SyntaxTree, path: String) {
    self.tree = tree
    self.path = path
    lines = LineIndex(tree.bytes)
    read()
  }

  private mutating func read() {
    guard let root = tree.root, let value = tree.value(of: "tests", in: root) else { return }
    if let last = Array(tree.entries(of: root)).last, !tree.isText(last.key, "tests") {
      let key = tree.text(of: last.key)
      report("'\(key)' stands behind 'tests', which is the last key", at: last.key)
    }
    let list = tree.resolved(value)
    guard tree[list].kind == .sequence else {
      report("'tests' is not a list", at: value)
      return
    }
    var names: Set<String> = []
    for child in tree.children(of: list) {
      let count = problems.count
      guard let example = example(at: tree.resolved(child)), problems.count == count else {
        continue
      }
      if names.insert(example.name).inserted {
        examples.append(example)
      } else {
        report("two tests have the name '\(example.name)'", at: child)
      }
    }
  }

  private mutating func example(at node: NodeID) -> PolicyExample? {
    guard tree[node].kind == .mapping else {
      report("a test is not a mapping", at: node)
      return nil
    }
    let count = problems.count
    for (key, _) in tree.entries(of: node) where !Self.keys.contains(tree.text(of: key)) {
      let name = tree.text(of: key)
      let help = Suggestion.help(for: name, among: Self.keys.sorted())
      report("'\(name)' is not a key of a test", at: key, help: help)
    }
    // What a misspelt key was meant to be is not missing, too.
    guard problems.count == count else { return nil }
    let name = tree.value(of: "name", in: node).map(tree.text(of:)) ?? ""
    if name.isEmpty { report("a test has no name", at: node) }
    return PolicyExample(
      name: name,
      line: line(of: node),
      files: files(in: node),
      parameters: parameters(in: node),
      fixed: fixed(in: node)
    )
  }

  /// The texts after fixing: one for a `template`, those that change of `files`.
  private mutating func fixed(in node: NodeID) -> [PolicyExample.File]? {
    guard let value = tree.value(of: "fixed", in: node) else { return nil }
    guard tree.value(of: "files", in: node) != nil else {
      return file(value, path: Self.templatePath).map { [$0] }
    }
    guard tree[tree.resolved(value)].kind == .mapping else {
      report("'fixed' is not a mapping of paths to texts", at: value)
      return nil
    }
    return tree.entries(of: value).compactMap { file($1, path: tree.text(of: $0)) }
  }

  private mutating func files(in node: NodeID) -> [PolicyExample.File] {
    let template = tree.value(of: "template", in: node)
    let files = tree.value(of: "files", in: node)
    switch (template, files) {
    case (let template?, nil):
      return file(template, path: Self.templatePath).map { [$0] } ?? []
    case (nil, let files?):
      guard tree[tree.resolved(files)].kind == .mapping, tree.count(of: files) > 0 else {
        report("'files' is not a mapping of paths to texts", at: files)
        return []
      }
      return tree.entries(of: files).compactMap { file($1, path: tree.text(of: $0)) }
    case (nil, nil):
      report("a test has neither 'template' nor 'files'", at: node)
      return []
    case (_?, let files?):
      report("a test has both 'template' and 'files'", at: files)
      return []
    }
  }

  private mutating func file(_ node: NodeID, path: String) -> PolicyExample.File? {
    let text = tree.resolved(node)
    guard tree[text].kind == .scalar else {
      report("'\(path)' is not a text; write it below '|'", at: node)
      return nil
    }
    return PolicyExample.File(
      source: SourceFile(path: path, bytes: Array(tree.utf8(of: text))),
      line: lines.position(at: tree.textSpan(of: text).start).line,
      isLiteral: tree[text].style == .literal
    )
  }

  /// The values of parameters; a list is written with commas, as the command line has it.
  private mutating func parameters(in node: NodeID) -> [String: String] {
    guard let value = tree.value(of: "parameters", in: node) else { return [:] }
    guard tree[tree.resolved(value)].kind == .mapping else {
      report("'parameters' is not a mapping", at: value)
      return [:]
    }
    var parameters: [String: String] = [:]
    for (key, value) in tree.entries(of: value) {
      let name = tree.text(of: key)
      let isList = tree[tree.resolved(value)].kind == .sequence
      let parts = isList ? Array(tree.children(of: value)) : [value]
      if parts.contains(where: { tree[tree.resolved($0)].kind != .scalar }) {
        report("parameter '\(name)' is not a text or a list of texts", at: key)
      }
      parameters[name] = parts.map(tree.text(of:)).joined(separator: ",")
    }
    return parameters
  }

  private func line(of node: NodeID) -> Int {
    lines.position(at: tree.span(of: node).start).line
  }

  private mutating func report(_ message: String, at node: NodeID, help: String? = nil) {
    let position = lines.position(at: tree.span(of: node).start)
    problems.append(
      PolicyTestReport.Problem(
        kind: .test,
        message: message,
        path: path,
        line: position.line,
        column: position.column,
        help: help
      )
    )
  }
}
