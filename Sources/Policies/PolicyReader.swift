import CEL
package import Findings
import SourceText
package import Syntax

/// True if a tree is a policy document: a mapping with `lintel: policy/v1`.
package func isPolicy(_ tree: SyntaxTree) -> Bool {
  guard let root = tree.root, tree[root].kind == .mapping,
    let version = tree.value(of: "lintel", in: root)
  else { return false }
  return tree.text(of: tree.resolved(version)).hasPrefix("policy/")
}

/// Reads policy documents: everything in them is checked, and every expression compiled.
package struct PolicyReader {
  /// A policy, unless something in it is wrong.
  package struct Result: Sendable {
    package let policy: Policy?
    package let diagnostics: [Diagnostic]
  }

  private static let keys: Set<String> = [
    "lintel", "id", "title", "severity", "tags", "rationale", "remediation", "controls",
    "references", "params", "rules", "tests",
  ]

  let tree: SyntaxTree
  let domain: String
  let host: PolicyHost
  let isKnown: Bool
  var diagnostics: [Diagnostic] = []

  /// - Parameters:
  ///   - tree: The document; ``isPolicy(_:)`` holds.
  ///   - domain: The folder that the document stands in.
  ///   - host: What its expressions may name.
  ///   - isKnown: The document has been read before and nothing was wrong with it, as with those that
  ///     are built in: expressions are compiled when they are first needed.
  package static func read(
    _ tree: SyntaxTree,
    domain: String,
    host: PolicyHost,
    isKnown: Bool = false
  ) -> Result {
    var reader = PolicyReader(tree: tree, domain: domain, host: host, isKnown: isKnown)
    let policy = reader.readPolicy()
    let isDefective = reader.diagnostics.contains { $0.level == .error }
    return Result(policy: isDefective ? nil : policy, diagnostics: reader.diagnostics)
  }

  private init(tree: SyntaxTree, domain: String, host: PolicyHost, isKnown: Bool) {
    self.tree = tree
    self.domain = domain
    self.host = host
    self.isKnown = isKnown
  }

  private mutating func readPolicy() -> Policy? {
    guard let root = tree.root else { return nil }
    checkKeys(of: root, among: Self.keys, in: "a policy")
    checkVersion(root)
    let id = text("id", in: root, required: true)
    let title = text("title", in: root, required: true)
    let rationale = text("rationale", in: root, required: true)
    let remediation = text("remediation", in: root, required: true)
    let severity = severity(in: root)
    let parameters = parameters(in: root)
    let rules = rules(in: root)
    guard let id, let title, let rationale, let remediation, let severity else { return nil }
    checkID(id, in: root)
    return Policy(
      id: PolicyID(id),
      title: title,
      severity: severity,
      domain: domain,
      tags: texts("tags", in: root),
      rationale: rationale,
      remediation: remediation,
      controls: controls(in: root),
      references: texts("references", in: root),
      parameters: parameters,
      rules: rules,
      span: tree.value(of: "id", in: root).map(tree.span(of:)) ?? tree.span(of: root)
    )
  }

  private mutating func checkVersion(_ root: NodeID) {
    guard let version = tree.value(of: "lintel", in: root),
      tree.text(of: tree.resolved(version)) != "policy/v1"
    else { return }
    let found = tree.text(of: tree.resolved(version))
    report(
      "policy language '\(found)' is not known",
      at: version,
      help: "write 'lintel: policy/v1'"
    )
  }

  private mutating func checkID(_ id: String, in root: NodeID) {
    let isWellFormed =
      id.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
      } && id.utf8.first.map { (0x61...0x7A).contains($0) } == true && !id.hasSuffix("-")
    guard !isWellFormed, let node = tree.value(of: "id", in: root) else { return }
    report(
      "id '\(id)' is not in lower case with hyphens",
      at: node,
      help: "name the requirement, such as 'notebook-in-customer-vpc'"
    )
  }

  private mutating func severity(in root: NodeID) -> Severity? {
    guard let word = text("severity", in: root, required: true) else { return nil }
    if let severity = Severity(rawValue: word) { return severity }
    let words = Severity.allCases.map(\.rawValue)
    let help = Suggestion.help(for: word, among: words) ?? "one of \(words.joined(separator: ", "))"
    if let node = tree.value(of: "severity", in: root) {
      report("severity '\(word)' does not exist", at: node, help: help)
    }
    return nil
  }

  private mutating func controls(in root: NodeID) -> [ControlID] {
    guard let node = mapping("controls", in: root) else { return [] }
    var controls: [ControlID] = []
    for (key, value) in tree.entries(of: node) {
      let framework = tree.text(of: key)
      for id in texts(at: value) { controls.append(ControlID(framework: framework, id: id)) }
    }
    return controls.sorted()
  }
}

// MARK: - Parameters

extension PolicyReader {
  private mutating func parameters(in root: NodeID) -> [Policy.Parameter] {
    guard let node = mapping("params", in: root) else { return [] }
    var parameters: [Policy.Parameter] = []
    for (key, value) in tree.entries(of: node) {
      let body = tree.resolved(value)
      guard tree[body].kind == .mapping else {
        report("parameter '\(tree.text(of: key))' is not a mapping", at: body)
        continue
      }
      checkKeys(of: body, among: ["type", "default", "description"], in: "a parameter")
      guard let initial = tree.value(of: "default", in: body) else {
        report("parameter '\(tree.text(of: key))' has no default", at: key)
        continue
      }
      parameters.append(
        Policy.Parameter(
          name: tree.text(of: key),
          type: text("type", in: body, required: true) ?? "",
          value: literal(initial),
          description: text("description", in: body) ?? ""
        )
      )
    }
    return parameters
  }

  private func literal(_ node: NodeID) -> Policy.Parameter.Literal {
    let node = tree.resolved(node)
    if tree[node].kind == .sequence {
      return .list(tree.children(of: node).map(literal))
    }
    let text = tree.text(of: node)
    switch tree[node].type {
    case .boolean: return .bool(text.lowercased() == "true")
    case .integer: return Int64(text).map { .int($0) } ?? .string(text)
    case .string, .null, .legacyBoolean, .float: return .string(text)
    }
  }
}

// MARK: - Reading plain parts

extension PolicyReader {
  mutating func report(_ message: String, at node: NodeID, help: String? = nil) {
    report(message, at: tree.span(of: node), help: help)
  }

  mutating func report(_ message: String, at span: SourceSpan, help: String? = nil) {
    diagnostics.append(Diagnostic(.error, "invalid-policy", message, at: span, help: help))
  }

  mutating func checkKeys(of node: NodeID, among keys: Set<String>, in whole: String) {
    for (key, _) in tree.entries(of: node) where !keys.contains(tree.text(of: key)) {
      let name = tree.text(of: key)
      let help = Suggestion.help(for: name, among: keys.sorted())
      report("'\(name)' is not a key of \(whole)", at: key, help: help)
    }
  }

  /// A scalar; anything else under the key is reported.
  mutating func text(_ key: String, in node: NodeID, required: Bool = false) -> String? {
    guard let value = tree.value(of: key, in: node) else {
      if required { report("'\(key)' is missing", at: node) }
      return nil
    }
    let scalar = tree.resolved(value)
    guard tree[scalar].kind == .scalar else {
      report("'\(key)' is not a text", at: scalar)
      return nil
    }
    var text = tree.text(of: scalar)
    while text.hasSuffix("\n") || text.hasSuffix(" ") { text.removeLast() }
    if text.isEmpty, required {
      report("'\(key)' is empty", at: scalar)
      return nil
    }
    return text
  }

  mutating func mapping(_ key: String, in node: NodeID) -> NodeID? {
    guard let value = tree.value(of: key, in: node).map(tree.resolved) else { return nil }
    if tree[value].kind == .mapping { return value }
    report("'\(key)' is not a mapping", at: value)
    return nil
  }

  mutating func texts(_ key: String, in node: NodeID) -> [String] {
    guard let value = tree.value(of: key, in: node) else { return [] }
    return texts(at: value)
  }

  mutating func texts(at node: NodeID) -> [String] {
    let list = tree.resolved(node)
    guard tree[list].kind == .sequence else {
      report("a list of texts was expected here", at: list)
      return []
    }
    return tree.children(of: list).map { tree.text(of: tree.resolved($0)) }
  }
}
