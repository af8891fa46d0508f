import Infrastructure
import SourceText
import Values

/// Brings policy statements into one form: scalars become lists, principals become type and value,
/// conditions become operator, key and values. Origins stay those of the document's own tokens.
///
/// Source: IAM User Guide, "Grammar of the IAM JSON policy language".
enum StatementReader {
  /// The statements of a document; what cannot be read is an unknown element.
  static func statements(in document: Value, _ context: inout EvaluationContext) -> [Value] {
    let document = context.resolve(document)
    guard document.kind == .map else { return [unreadable(document, &context)] }
    guard let body = field(.statement, of: document, &context) else {
      let isMisspelt = (0..<document.count).contains { index in
        let name = context.heap.key(index, of: document).name
        return name != .version && name != .id
      }
      return isMisspelt ? [unreadable(document, &context)] : []
    }
    return elements(of: body, &context).map { statement in
      statement.kind == .map && isReadable(statement, context)
        ? normalized(statement, &context) : unreadable(statement, &context)
    }
  }

  /// Whether all keys of a statement are IAM's: what another one was meant to be is not known.
  private static func isReadable(_ statement: Value, _ context: EvaluationContext) -> Bool {
    (0..<statement.count).allSatisfy {
      PolicyWords.statementNames.contains(context.heap.key($0, of: statement).name)
    }
  }

  /// Something in the place of a document, statement or condition that is none.
  private static func unreadable(_ value: Value, _ context: inout EvaluationContext) -> Value {
    var unknown = value
    if value.kind != .unknown {
      let why = Unknown(.unmodelled, "a part of a policy document that cannot be read")
      unknown = context.heap.unknown(why, origin: value.origin)
    }
    unknown.flags.insert(.possible)
    return unknown
  }

  private static func normalized(_ statement: Value, _ context: inout EvaluationContext) -> Value {
    let words = StatementWords.builtIn
    var run: [Value] = []
    run.reserveCapacity(18)
    func add(_ key: Name, _ value: Value) {
      run.append(words.key(key, &context))
      run.append(value)
    }
    if let sid = field(.sid, of: statement, &context) { add(words.sid, sid) }
    add(words.effect, effect(of: statement, &context))
    add(words.actions, list(.action, of: statement, &context))
    add(words.notActions, list(.notAction, of: statement, &context))
    add(words.resources, list(.resource, of: statement, &context))
    add(words.notResources, list(.notResource, of: statement, &context))
    add(words.principals, principals(.principal, of: statement, &context))
    add(words.notPrincipals, principals(.notPrincipal, of: statement, &context))
    add(words.conditions, conditions(of: statement, &context))
    return context.heap.map(alternating: run, origin: statement.origin)
  }

  private static func effect(
    of statement: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    let effect = field(.effect, of: statement, &context)
    if let effect, effect.kind != .string { return effect }
    let isWord = effect.map { ["Allow", "Deny"].contains(context.heap.text($0)) } ?? false
    if let effect, isWord { return effect }
    let unknown = Unknown(.invalidValue, "the effect of a statement that has none")
    return context.heap.unknown(unknown, origin: effect?.origin ?? statement.origin)
  }

  private static func field(
    _ name: Name,
    of map: Value,
    _ context: inout EvaluationContext
  ) -> Value? {
    guard let value = context.heap.lookup(name, in: map) else { return nil }
    let resolved = context.resolve(value)
    return resolved.isAbsent ? nil : resolved
  }

  /// The elements of a list, or the value itself.
  private static func elements(of value: Value, _ context: inout EvaluationContext) -> [Value] {
    guard value.kind == .list else { return [value] }
    return context.heap.elements(of: value).map { context.resolve($0) }.filter {
      !$0.isAbsent
    }
  }

  private static func list(
    _ name: Name,
    of statement: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    guard let value = field(name, of: statement, &context) else {
      return context.heap.list([], origin: statement.origin)
    }
    let texts = elements(of: value, &context).map { readable($0, &context) }
    return context.heap.list(texts, origin: value.origin)
  }

  /// A text; unknown for what cannot be one.
  private static func readable(_ value: Value, _ context: inout EvaluationContext) -> Value {
    switch value.kind {
    case .string, .template, .reference, .choice, .unknown:
      return value
    case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .error:
      let unknown = Unknown(.invalidValue, "an element that is not a text")
      return context.heap.unknown(unknown, origin: value.origin)
    }
  }

  private static func principals(
    _ name: Name,
    of statement: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    guard let value = field(name, of: statement, &context) else {
      return context.heap.list([], origin: statement.origin)
    }
    guard value.kind == .map else {
      // Of principals that are not known, the type is not known either.
      let type = value.kind == .unknown ? value : context.heap.string("*")
      let principals = elements(of: value, &context).map { principal(type, $0, &context) }
      return context.heap.list(principals, origin: value.origin)
    }
    var principals: [Value] = []
    for index in 0..<value.count {
      let type = context.heap.key(index, of: value)
      let entry = context.resolve(context.heap.entry(index, of: value))
      for element in elements(of: entry, &context) where !element.isAbsent {
        principals.append(principal(type, element, &context))
      }
    }
    return context.heap.list(principals, origin: value.origin)
  }

  private static func principal(
    _ type: Value,
    _ value: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    let words = StatementWords.builtIn
    let run = [
      words.key(words.type, &context), type,
      words.key(words.value, &context), text(value, &context),
    ]
    return context.heap.map(alternating: run, origin: value.origin)
  }

  private static func conditions(
    of statement: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    guard let block = field(.condition, of: statement, &context) else {
      return context.heap.list([], origin: statement.origin)
    }
    guard block.kind == .map else {
      return context.heap.list([unreadable(block, &context)], origin: block.origin)
    }
    let words = StatementWords.builtIn
    var conditions: [Value] = []
    for index in 0..<block.count {
      let name = context.heap.key(index, of: block)
      let keys = context.resolve(context.heap.entry(index, of: block))
      guard !keys.isAbsent else { continue }
      let isOperator = name.kind == .string && PolicyWords.isOperator(context.heap.text(name))
      guard keys.kind == .map, isOperator else {
        conditions.append(unreadable(isOperator ? keys : name, &context))
        continue
      }
      for place in 0..<keys.count {
        let key = context.heap.key(place, of: keys)
        let entry = context.resolve(context.heap.entry(place, of: keys))
        guard !entry.isAbsent else { continue }
        let values = elements(of: entry, &context).map { text($0, &context) }
        let run = [
          words.key(words.operatorName, &context), name, words.key(words.key, &context), key,
          words.key(words.values, &context), context.heap.list(values, origin: entry.origin),
        ]
        conditions.append(context.heap.map(alternating: run, origin: key.origin))
      }
    }
    return context.heap.list(conditions, origin: block.origin)
  }

  /// A text, as condition values and account numbers are to IAM, however YAML or JSON wrote them.
  private static func text(_ value: Value, _ context: inout EvaluationContext) -> Value {
    switch value.kind {
    case .bool: context.heap.string(value.isTrue ? "true" : "false", origin: value.origin)
    case .int: context.heap.string(String(value.asInt), origin: value.origin)
    case .double: context.heap.string(String(value.asDouble), origin: value.origin)
    case .null, .uint, .string, .bytes, .list, .map, .type, .optional, .duration, .timestamp, .ip,
      .cidr, .resource, .error, .unknown, .template, .choice, .reference:
      readable(value, &context)
    }
  }
}
