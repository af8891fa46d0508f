import Infrastructure
import SourceText
import Values

/// The words of policy documents and of statements as facts, as names of the vocabulary.
struct StatementWords: Sendable {
  static let builtIn = StatementWords(Declarations.builtIn.vocabulary)

  private let vocabulary: Vocabulary

  let sid: Name
  let effect: Name
  let actions: Name
  let notActions: Name
  let resources: Name
  let notResources: Name
  let principals: Name
  let notPrincipals: Name
  let conditions: Name
  let operatorName: Name
  let key: Name
  let values: Name
  let type: Name
  let value: Name

  private init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    sid = vocabulary.name("sid")
    effect = vocabulary.name("effect")
    actions = vocabulary.name("actions")
    notActions = vocabulary.name("notActions")
    resources = vocabulary.name("resources")
    notResources = vocabulary.name("notResources")
    principals = vocabulary.name("principals")
    notPrincipals = vocabulary.name("notPrincipals")
    conditions = vocabulary.name("conditions")
    operatorName = vocabulary.name("operator")
    key = vocabulary.name("key")
    values = vocabulary.name("values")
    type = vocabulary.name("type")
    value = vocabulary.name("value")
  }

  /// A word as the key of a map.
  func key(_ name: Name, _ context: inout EvaluationContext) -> Value {
    context.heap.string(utf8: vocabulary.utf8(of: name), name: name)
  }

  /// A list of a statement, or of one of its conditions. Nil where there is none: whoever writes an
  /// expression may take any map for a statement.
  func list(_ name: Name, of map: Value, _ context: borrowing EvaluationContext) -> Value? {
    guard let list = context.heap.lookup(name, in: map), list.kind == .list else { return nil }
    return list
  }

  /// A text of one of a statement's conditions; nil where there is none.
  func text(_ name: Name, of map: Value, _ context: borrowing EvaluationContext) -> Value? {
    guard let text = context.heap.lookup(name, in: map), text.kind == .string else { return nil }
    return text
  }
}
