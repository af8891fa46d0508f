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
    "lintel", "id", "title", "severity", "tags", "rationale", "remediation", "limits",
    "controls", "references", "params", "rules", "tests",
  ]

  let tree: SyntaxTree
  let domain: String
  let host: PolicyHost
  let isKnown: Bool
  /// Texts that stand for those of some scalars.
  let replacements: [NodeID: String]
  var diagnostics: [Diagnostic] = []
  /// What is known of types in the rule at hand; nil in documents that have been checked before.
  var typing: RuleTyping?
  /// What the policy's expressions know as `params`.
  private(set) var parameters: [Policy.Parameter] = []
  /// What the `let` at hand names from here on, which nothing above can read.
  var later: [String] = []
  /// The keys that misspelt ones were taken for, by mapping: they are not reported as missing, too.
  private var meant: [NodeID: Set<String>] = [:]

  /// - Parameters:
  ///   - tree: The document.
  ///   - domain: The folder that the document stands in.
  ///   - host: What its expressions may name.
  ///   - isKnown: The document has been read before and nothing was wrong with it, as with those that
  ///     are built in: expressions are compiled when they are first needed.
  ///   - replacements: Expressions that are read instead of those that stand at some scalars.
  package static func read(
    _ tree: SyntaxTree,
    domain: String,
    host: PolicyHost,
    isKnown: Bool = false,
    replacing replacements: [NodeID: String] = [:]
  ) -> Result {
    var reader = PolicyReader(tree, domain, host, isKnown: isKnown, replacing: replacements)
    let policy = reader.readPolicy()
    let isDefective = reader.diagnostics.contains { $0.level == .error }
    return Result(policy: isDefective ? nil : policy, diagnostics: reader.diagnostics)
  }

  private init(
    _ tree: SyntaxTree,
    _ domain: String,
    _ host: PolicyHost,
    isKnown: Bool,
    replacing replacements: [NodeID: String]
  ) {
    self.tree = tree
    self.domain = domain
    self.host = host
    self.isKnown = isKnown
    self.replacements = replacements
  }

  private mutating func readPolicy() -> Policy? {
    guard let root = tree.root, tree[root].kind == .mapping else {
      let start = SourceSpan(file: tree.source, start: 0, end: 0)
      let help = "begin with 'lintel: policy/v1'"
      report("a policy is a mapping", at: tree.root.map(tree.span(of:)) ?? start, help: help)
      return nil
    }
    // What has none of its marks is another document: one word says more than a list of what it lacks.
    guard tree.value(of: "lintel", in: root) != nil || tree.value(of: "rules", in: root) != nil
    else {
      let help = "a policy begins with 'lintel: policy/v1'"
      report("this document is no policy", at: tree.span(of: root), help: help)
      return nil
    }
    checkKeys(of: root, among: Self.keys, in: "a policy")
    checkVersion(root)
    let id = text("id", in: root, required: true)
    let title = text("title", in: root, required: true)
    let rationale = text("rationale", in: root, required: true)
    let remediation = text("remediation", in: root, required: true)
    let severity = severity(in: root)
    parameters = parameters(in: root)
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
      limits: text("limits", in: root) ?? "",
      controls: controls(in: root),
      references: texts("references", in: root),
      parameters: parameters,
      rules: rules,
      span: tree.value(of: "id", in: root).map(tree.span(of:)) ?? tree.span(of: root)
    )
  }

  private mutating func checkVersion(_ root: NodeID) {
    guard let version = tree.value(of: "lintel", in: root) else {
      return reportMissing("lintel", in: root, help: "write 'lintel: policy/v1'")
    }
    let found = tree.text(of: version)
    guard found != "policy/v1" else { return }
    report(
      "policy language '\(found)' is not known",
      at: version,
      help: "write 'lintel: policy/v1'"
    )
  }

  private mutating func checkID(_ id: String, in root: NodeID) {
    guard !Self.isID(id), let node = tree.value(of: "id", in: root) else { return }
    report(
      "id '\(id)' is not in lower case with hyphens",
      at: node,
      help: "name the requirement, such as 'notebook-in-customer-vpc'"
    )
  }

  /// Whether a text can be the id of a policy.
  static func isID(_ id: String) -> Bool {
    id.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
    } && id.utf8.first.map { (0x61...0x7A).contains($0) } == true && !id.hasSuffix("-")
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
    return tree.entries(of: node).compactMap { key, value in
      let name = tree.text(of: key)
      let body = tree.resolved(value)
      guard tree[body].kind == .mapping else {
        report("parameter '\(name)' is not a mapping", at: body)
        return nil
      }
      checkKeys(of: body, among: ["type", "default", "description"], in: "a parameter")
      guard let initial = tree.value(of: "default", in: body) else {
        report("parameter '\(name)' has no default", at: key)
        return nil
      }
      guard let type = parameterType(in: body), let value = literal(initial) else { return nil }
      if !value.isA(type) {
        report("the default of parameter '\(name)' is no \(type)", at: initial)
      }
      return Policy.Parameter(
        name: name,
        type: type,
        value: value,
        description: text("description", in: body) ?? ""
      )
    }
  }

  private static let parameterTypes =
    ["bool", "int", "string"] + ["bool", "int", "string"].map { "list(\($0))" }

  private mutating func parameterType(in body: NodeID) -> String? {
    guard let type = text("type", in: body, required: true) else { return nil }
    if Self.parameterTypes.contains(type) { return type }
    let help =
      Suggestion.help(for: type, among: Self.parameterTypes)
      ?? "one of \(Self.parameterTypes.joined(separator: ", "))"
    if let node = tree.value(of: "type", in: body) {
      report("type '\(type)' does not exist", at: node, help: help)
    }
    return nil
  }

  private mutating func literal(_ node: NodeID) -> Policy.Parameter.Literal? {
    let node = tree.resolved(node)
    switch tree[node].kind {
    case .mapping, .alias:
      report("a text, a number, true, false or a list of these was expected here", at: node)
      return nil
    case .sequence:
      var parts: [Policy.Parameter.Literal] = []
      for child in tree.children(of: node) {
        guard let part = literal(child) else { return nil }
        parts.append(part)
      }
      return .list(parts)
    case .scalar:
      let text = tree.text(of: node)
      switch tree[node].type {
      case .boolean: return .bool(text.lowercased() == "true")
      case .integer: return Int64(text).map { .int($0) } ?? .string(text)
      case .string, .null, .legacyBoolean, .float: return .string(text)
      }
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
    guard !isKnown else { return }
    for (key, _) in tree.entries(of: node) where !keys.contains(tree.text(of: key)) {
      let name = tree.text(of: key)
      let unused = keys.filter { tree.value(of: $0, in: node) == nil }.sorted()
      let help = Suggestion.help(for: name, among: unused)
      if let word = Suggestion.closest(to: name, among: unused) {
        meant[node, default: []].insert(word)
      }
      report("'\(name)' is not a key of \(whole)", at: key, help: help)
    }
  }

  /// Reports a key that has to be there, at the first key that is.
  mutating func reportMissing(_ key: String, in node: NodeID, help: String? = nil) {
    guard meant[node]?.contains(key) != true else { return }
    let first = tree.entries(of: node).first { _ in true }?.key
    report("'\(key)' is missing", at: first ?? node, help: help)
  }

  /// A scalar; anything else under the key is reported.
  mutating func text(_ key: String, in node: NodeID, required: Bool = false) -> String? {
    guard let value = tree.value(of: key, in: node) else {
      if required { reportMissing(key, in: node) }
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
    return tree.children(of: list).compactMap { child in
      let scalar = tree.resolved(child)
      if tree[scalar].kind == .scalar { return tree.text(of: scalar) }
      report("a text was expected here", at: scalar)
      return nil
    }
  }
}
