import CEL
import Findings
import Infrastructure
import SourceText
import Syntax
import TextEditing

/// The key `fix` of a rule.
extension PolicyReader {
  private static let operations = ["set", "remove", "append", "narrow"]

  /// What a rule declares to mend what it finds: one change, or a list of changes that are made
  /// together; or only how safe it is to write what the assertion asks for.
  mutating func fix(in rule: NodeID, naming names: [String]) -> DeclaredFix? {
    guard let value = tree.value(of: "fix", in: rule).map(tree.resolved) else { return nil }
    if tree[value].kind == .scalar {
      return safety("fix", in: rule).map { DeclaredFix(changes: [], safety: $0) }
    }
    let isList = tree[value].kind == .sequence
    let nodes = isList ? tree.children(of: value).map { tree.resolved($0) } : [value]
    var changes: [DeclaredFix.Change] = []
    var safety = Finding.Fix.Safety.safe
    for node in nodes {
      guard tree[node].kind == .mapping else {
        report("a fix is not a mapping", at: node, help: "write '{set: {path: …, value: …}}'")
        continue
      }
      let known = diagnostics.count
      checkKeys(of: node, among: Set(Self.operations + ["safety"]), in: "a fix")
      guard diagnostics.count == known else { continue }
      if self.safety("safety", in: node) == .review { safety = .review }
      if let change = change(in: node, naming: names) { changes.append(change) }
    }
    if isList, nodes.isEmpty { report("'fix' is empty", at: value) }
    return changes.count == nodes.count && !nodes.isEmpty
      ? DeclaredFix(changes: changes, safety: safety) : nil
  }

  private mutating func safety(_ key: String, in node: NodeID) -> Finding.Fix.Safety? {
    guard let word = text(key, in: node, required: true) else { return nil }
    if let safety = Finding.Fix.Safety(rawValue: word) { return safety }
    if let place = tree.value(of: key, in: node) {
      report("safety '\(word)' does not exist", at: place, help: "one of review, safe")
    }
    return nil
  }

  private mutating func change(
    in node: NodeID,
    naming names: [String]
  ) -> DeclaredFix.Change? {
    let written = Self.operations.filter { tree.value(of: $0, in: node) != nil }
    guard written.count == 1, let operation = written.first else {
      let fact = written.isEmpty ? "a fix does nothing" : "a fix does several things"
      report(fact, at: node, help: "write one of \(Self.operations.joined(separator: ", "))")
      return nil
    }
    if operation == "narrow" { return narrowing(in: node, naming: names) }
    guard let body = mapping(operation, in: node) else { return nil }
    let keys: Set = operation == "remove" ? ["path"] : ["path", "value"]
    checkKeys(of: body, among: keys, in: "'\(operation)'")
    guard let path = text("path", in: body, required: true),
      let place = tree.value(of: "path", in: body).map(tree.resolved)
    else { return nil }
    let steps = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let variable = names.firstIndex(of: steps[0]).map { PolicyHost.variables.count + $0 }
    let inner = variable == nil ? steps : Array(steps.dropFirst())
    guard !inner.isEmpty, inner.allSatisfy(Self.isWord) else {
      report("'\(path)' is no path of properties", at: place, help: "such as 'VpcConfig.Subnets'")
      return nil
    }
    let root = variable == nil ? "props.\(path)" : path
    checkWritable(inner, at: place, isOwn: variable == nil)
    var value: EditValue?
    if operation != "remove" {
      guard let node = tree.value(of: "value", in: body).map(tree.resolved) else {
        reportMissing("value", in: body)
        return nil
      }
      value = editValue(node)
      let element = operation == "append" ? "\(root)[0]" : root
      check(value, for: element, at: node, place, naming: names)
    } else {
      check(path: root, at: place, naming: names)
    }
    return Self.operation(operation, value).map {
      DeclaredFix.Change(operation: $0, variable: variable, path: inner)
    }
  }

  /// `narrow: statement`
  private mutating func narrowing(
    in node: NodeID,
    naming names: [String]
  ) -> DeclaredFix.Change? {
    guard let word = text("narrow", in: node, required: true),
      let place = tree.value(of: "narrow", in: node)
    else { return nil }
    guard let index = names.firstIndex(of: word) else {
      report("'\(word)' is no variable of the rule", at: place, help: "one that holds a statement")
      return nil
    }
    if tree.value(of: "safety", in: node).map({ tree.text(of: tree.resolved($0)) }) == "safe" {
      report("what is narrowed may be needed", at: place, help: "write 'safety: review'")
      return nil
    }
    return DeclaredFix.Change(
      operation: .narrow,
      variable: PolicyHost.variables.count + index,
      path: []
    )
  }

  private static func operation(_ word: String, _ value: EditValue?) -> DeclaredFix.Operation? {
    guard word != "remove" else { return .remove }
    return value.map { word == "append" ? .append($0) : .set($0) }
  }

  private static func isWord(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.enumerated().allSatisfy { index, byte in
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
          || index > 0 && (0x30...0x39).contains(byte)
      }
  }

  /// A literal of a policy document.
  private mutating func editValue(_ node: NodeID) -> EditValue? {
    let node = tree.resolved(node)
    switch tree[node].kind {
    case .alias: return nil
    case .mapping:
      var entries: [EditValue.Entry] = []
      for (key, value) in tree.mergedEntries(of: node) {
        guard let value = editValue(value) else { return nil }
        entries.append(EditValue.Entry(tree.text(of: key), value))
      }
      return .map(entries)
    case .sequence:
      var elements: [EditValue] = []
      for child in tree.children(of: node) {
        guard let element = editValue(child) else { return nil }
        elements.append(element)
      }
      return .list(elements)
    case .scalar:
      let text = tree.text(of: node)
      switch tree[node].type {
      case .boolean: return .bool(text.lowercased() == "true")
      case .integer: return Int64(text).map { .integer($0) } ?? .text(text)
      case .string, .legacyBoolean, .float: return .text(text)
      case .null:
        report("a fix writes no empty value", at: node)
        return nil
      }
    }
  }
}

// MARK: - Typing

extension PolicyReader {
  /// Reports a path that the matched types do not have.
  private mutating func check(path: String, at place: NodeID, naming names: [String]) {
    check("\(path) == \(path)", besides: path, at: place, place, naming: names)
  }

  /// Reports a value that a path cannot have: each part of it is held against the schema.
  private mutating func check(
    _ value: EditValue?,
    for path: String,
    at node: NodeID,
    _ place: NodeID,
    naming names: [String]
  ) {
    guard typing != nil, let value else { return }
    switch value {
    case .bool(let flag):
      check("\(path) == \(flag)", besides: path, at: node, place, naming: names)
    case .integer(let number):
      check("\(path) == \(number)", besides: path, at: node, place, naming: names)
    case .text(let text):
      check("\(path) == \(Self.literal(text))", besides: path, at: node, place, naming: names)
    case .map(let entries):
      guard let types = types(of: path, at: node, place, naming: names) else { return }
      guard types.allSatisfy(\.holdsKeys) else {
        report("'\(written(path))' holds no mapping", at: node)
        return
      }
      for entry in entries {
        let isMap = types.contains { $0.isMap }
        let inner = isMap ? "\(path)[\(Self.literal(entry.key))]" : "\(path).\(entry.key)"
        check(entry.value, for: inner, at: node, node, naming: names)
      }
    case .list(let elements):
      guard let types = types(of: path, at: node, place, naming: names) else { return }
      guard types.allSatisfy(\.holdsElements) else {
        report("'\(written(path))' holds no list", at: node)
        return
      }
      for element in elements {
        check(element, for: "\(path)[0]", at: node, node, naming: names)
      }
    }
  }

  /// A path as the policy writes it.
  private func written(_ path: String) -> String {
    path.hasPrefix("props.") ? String(path.dropFirst(6)) : path
  }

  /// The types of a path; nil where it has none, which is reported.
  private mutating func types(
    of path: String,
    at node: NodeID,
    _ place: NodeID,
    naming names: [String]
  ) -> [StaticType]? {
    do {
      return try typing?.check(path, naming: names)
    } catch {
      report(error.message, at: place, help: error.help)
      return nil
    }
  }

  /// Checks an expression that a fix stands for; what is wrong in the path is reported at the path.
  private mutating func check(
    _ expression: String,
    besides path: String,
    at node: NodeID,
    _ place: NodeID,
    naming names: [String]
  ) {
    do {
      try typing?.check(expression, naming: names)
    } catch {
      let isPath = error.range.upperBound <= path.utf8.count
      report(error.message, at: isPath ? place : node, help: error.help)
    }
  }

  private static func literal(_ text: String) -> String {
    var result = "'"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "'"
  }

  /// Reports a property that only AWS sets.
  private mutating func checkWritable(_ path: [String], at place: NodeID, isOwn: Bool) {
    guard isOwn, let types = typing?.types else { return }
    for type in types {
      guard let (declarations, type) = host.estate.declarations.holding(type) else { continue }
      var shape: ShapeID? = declarations.shape(of: type)
      for step in path {
        guard let outer = shape,
          let property = declarations.property(declarations.vocabulary.name(step), in: outer)
        else { break }
        if property.isReadOnly { return report("'\(step)' is set by AWS alone", at: place) }
        if case .object(let inner) = property.kind.form { shape = inner } else { shape = nil }
      }
    }
  }
}

extension StaticType {
  /// Whether values of the type have keys of the author's choice.
  fileprivate var isMap: Bool {
    if case .named("map", _) = self { return true }
    return false
  }

  /// Whether a value of the type can be a mapping.
  fileprivate var holdsKeys: Bool {
    guard case .named(let name, _) = self else { return self == .dyn }
    return name == "map" || name.contains("::")
  }

  /// Whether a value of the type can be a list.
  fileprivate var holdsElements: Bool {
    guard case .named(let name, _) = self else { return self == .dyn }
    return name == "list"
  }
}
