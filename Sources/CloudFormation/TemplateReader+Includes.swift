import Findings
import Infrastructure
import SourceText
import Syntax
import Values

/// What `Fn::Transform` would put into the template: nothing is known of it, nor of what it may change.
///
/// Source: CloudFormation Template Reference, "Fn::Transform" and "AWS::Include transform".
extension TemplateReader {
  private static let function = "Fn::Transform"

  /// What a use of the function makes, as an unknown value that names it.
  ///
  /// - Parameter argument: What the function is applied to.
  func transformResult(_ argument: NodeID, at node: NodeID, _ estate: inout EstateBuilder) -> Value
  {
    let settle =
      "judge the template with it: aws cloudformation get-template --template-stage Processed"
    let subject = transformSubject(argument, &estate)
    let unknown = Unknown(.unsupportedFunction, subject, settle: settle)
    return estate.heap.unknown(unknown, origin: origin(node))
  }

  /// `the include of 's3://bucket/part.yaml'`, `what macro 'Tags' makes here`.
  private func transformSubject(_ argument: NodeID, _ estate: inout EstateBuilder) -> String {
    let argument = tree.resolved(argument)
    guard tree[argument].kind == .mapping,
      let name = tree.value(of: "Name", in: argument).map(tree.resolved), tree[name].kind == .scalar
    else { return "the result of '\(Self.function)'" }
    let text = tree.text(of: name)
    guard text == "AWS::Include" else { return "what macro '\(text)' makes here" }
    guard let parameters = tree.value(of: "Parameters", in: argument).map(tree.resolved),
      tree[parameters].kind == .mapping, let node = tree.value(of: "Location", in: parameters)
    else { return "an include" }
    let location = lower(node, expecting: .text, &estate)
    return location.kind == .string
      ? "the include of '\(estate.heap.text(location))'" : "an include"
  }

  /// The function among the keys of a mapping, with what it is applied to.
  func transformKey(in mapping: NodeID) -> (key: NodeID, argument: NodeID)? {
    guard tree[mapping].kind == .mapping else { return nil }
    for (key, value) in tree.entries(of: mapping) where tree.isText(key, Self.function) {
      return (key, tree.resolved(value))
    }
    return nil
  }

  /// A transform that may declare what the template itself does not: beside the sections, or within one.
  func declaringTransform() -> (key: NodeID, argument: NodeID)? {
    guard let root = tree.root, tree[root].kind == .mapping else { return nil }
    if let found = transformKey(in: root) { return found }
    for (key, value) in tree.entries(of: root) {
      let section = tree.resolved(value)
      if tree.isText(key, "Transform"), tree[section].kind == .mapping { return (key, section) }
      if let found = transformKey(in: section) { return found }
    }
    return nil
  }

  /// The transform that may hold an entry which a mapping of the template lacks.
  func transformOfMapping(_ table: NodeID?) -> (key: NodeID, argument: NodeID)? {
    if let table, tree[table].kind == .mapping {
      if let found = transformKey(in: table) { return found }
      for (_, row) in tree.entries(of: table) {
        if let found = transformKey(in: tree.resolved(row)) { return found }
      }
    }
    if let mappings, let found = transformKey(in: mappings) { return found }
    guard let root = tree.root else { return nil }
    return transformKey(in: root)
  }
}
