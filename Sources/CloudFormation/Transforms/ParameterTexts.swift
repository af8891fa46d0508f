import Infrastructure
import Syntax
import Values

/// What is known of the parameters of a template before it is read: transforms need texts.
struct ParameterTexts {
  private let tree: SyntaxTree
  private let given: [String: String]
  /// Lists that the stack above passes.
  private var passed: [String: LoopExpansion.Collection?] = [:]
  private let isNested: Bool

  init(of tree: SyntaxTree, given: [String: String]) {
    self.tree = tree
    self.given = given
    isNested = false
  }

  /// The parameters of a nested stack.
  init(
    of tree: SyntaxTree,
    given: [String: String],
    passed values: [String: Value],
    _ estate: borrowing EstateBuilder
  ) {
    self.tree = tree
    self.given = given
    isNested = true
    for (name, value) in values where given[name] == nil {
      passed[name] = .some(Self.collection(of: value, estate))
    }
  }

  /// The texts of a parameter; nil where a deployment decides.
  subscript(name: String) -> LoopExpansion.Collection? {
    guard let root = tree.root, let section = tree.value(of: "Parameters", in: root),
      let body = tree.value(of: name, in: section)
    else { return nil }
    if let collection = passed[name] { return collection }
    let type = tree.value(of: .type, in: body).map { tree.text(of: $0) } ?? "String"
    let isList = type == "CommaDelimitedList" || type.hasPrefix("List<")
    guard !type.hasPrefix("AWS::SSM::Parameter::") else { return nil }
    if let text = given[name] {
      return .init(texts: isList ? Self.members(of: text) : [text], assumption: nil)
    }
    guard let value = tree.value(of: "Default", in: body) else { return nil }
    let text = tree.text(of: value)
    return .init(
      texts: isList ? Self.members(of: text) : [text],
      assumption: isNested ? nil : "\(name) = \(text)"
    )
  }

  /// The texts of a list that is known.
  private static func collection(
    of value: Value,
    _ estate: borrowing EstateBuilder
  ) -> LoopExpansion.Collection? {
    let assumption = estate.assumptions(of: value.origin).first
    switch value.kind {
    case .string:
      return .init(texts: members(of: estate.heap.text(value)), assumption: assumption)
    case .list:
      let elements = estate.heap.elements(of: value)
      guard elements.allSatisfy({ $0.kind == .string }) else { return nil }
      return .init(texts: elements.map { estate.heap.text($0) }, assumption: assumption)
    case .null, .bool, .int, .uint, .double, .bytes, .map, .type, .optional, .duration, .timestamp,
      .ip, .cidr, .resource, .error, .unknown, .template, .choice, .reference:
      return nil
    }
  }

  private static func members(of text: String) -> [String] {
    guard !text.isEmpty else { return [] }
    return text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      var member = part.drop { $0 == " " }
      while member.last == " " { member.removeLast() }
      return String(member)
    }
  }
}
