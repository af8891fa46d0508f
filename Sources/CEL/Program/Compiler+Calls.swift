import SourceText
import Values

extension Compiler {
  mutating func call(
    _ id: ExpressionTree.ID,
    _ word: ExpressionTree.Word,
    isAbsolute: Bool,
    _ arguments: [ExpressionTree.ID]
  ) throws(ExpressionError) -> NodeID {
    if word.text == "has" { return try has(id, arguments) }
    if word.text == "dyn", arguments.count == 1 { return try compile(arguments[0]) }
    if let node = try function(word.text, isAbsolute: isAbsolute, id, word.range, arguments) {
      return node
    }
    return try undeclared(unknownFunction(word, isMember: false))
  }

  mutating func memberCall(
    _ id: ExpressionTree.ID,
    _ receiver: ExpressionTree.ID,
    _ word: ExpressionTree.Word,
    _ arguments: [ExpressionTree.ID]
  ) throws(ExpressionError) -> NodeID {
    if let node = try macro(id, receiver, word, arguments) { return node }
    if let (namespace, isAbsolute) = qualifiedName(receiver) {
      let name = "\(namespace).\(word.text)"
      let range = tree[receiver].range.lowerBound..<word.range.upperBound
      if let node = try function(name, isAbsolute: isAbsolute, id, range, arguments) { return node }
    }
    let count = arguments.count + 1
    let hosts = environment.functions.filter { $0.isMember && $0.name == word.text }
    if let host = hosts.first(where: { $0.arity.contains(count) }) {
      return call(host, try compile([receiver] + arguments), at: tree[id].range)
    }
    let builtins = Builtin.signatures.filter { $0.isMember && $0.name == word.text }
    if let signature = builtins.first(where: { $0.count == count }) {
      return try builtin(signature.builtin, [receiver] + arguments, at: tree[id].range)
    }
    let textFunction = TextFunction(rawValue: word.text)
    if let textFunction, textFunction.arity.contains(count) {
      let ids = try compile([receiver] + arguments)
      return add(.textFunction(textFunction, run(ids)), at: tree[id].range)
    }
    let arities = hosts.map(\.arity) + builtins.map { $0.count...$0.count }
    if let arity = arities.first ?? textFunction?.arity {
      let arity = arity.lowerBound - 1...arity.upperBound - 1
      return try undeclared(wrongCount(word.text, word.range, arity, count - 1))
    }
    return try undeclared(unknownMember(receiver, word))
  }

  /// A function that is not a member, of the host or built in; nil if none has the name.
  private mutating func function(
    _ name: String,
    isAbsolute: Bool,
    _ id: ExpressionTree.ID,
    _ nameRange: Range<Int>,
    _ arguments: [ExpressionTree.ID]
  ) throws(ExpressionError) -> NodeID? {
    let count = arguments.count
    var arities: [ClosedRange<Int>] = []
    for candidate in candidates(name, isAbsolute: isAbsolute) {
      let hosts = environment.functions.filter { !$0.isMember && $0.name == candidate }
      if let host = hosts.first(where: { $0.arity.contains(count) }) {
        return call(host, try compile(arguments), at: tree[id].range)
      }
      let builtins = Builtin.signatures.filter { !$0.isMember && $0.name == candidate }
      if let signature = builtins.first(where: { $0.count == count }) {
        return try builtin(signature.builtin, arguments, at: tree[id].range)
      }
      arities += hosts.map(\.arity) + builtins.map { $0.count...$0.count }
    }
    guard let arity = arities.first else { return nil }
    return try undeclared(wrongCount(name, nameRange, arity, count))
  }

  private mutating func call(
    _ function: Function,
    _ arguments: [NodeID],
    at range: Range<Int>
  ) -> NodeID {
    functions.append(function)
    return add(.call(Int32(functions.count - 1), run(arguments)), at: range)
  }

  private mutating func builtin(
    _ builtin: Builtin,
    _ arguments: [ExpressionTree.ID],
    at range: Range<Int>
  ) throws(ExpressionError) -> NodeID {
    let ids = try compile(arguments)
    if builtin == .matches, let pattern = try pattern(ids[1], at: tree[arguments[1]].range) {
      return add(.matches(ids[0], pattern: pattern), at: range)
    }
    return add(.builtin(builtin, run(ids)), at: range)
  }
}

// MARK: - Errors

extension Compiler {
  private func wrongCount(
    _ name: String,
    _ range: Range<Int>,
    _ arity: ClosedRange<Int>,
    _ count: Int
  ) -> ExpressionError {
    let expected =
      arity.count == 1
      ? "\(arity.lowerBound)" : "\(arity.lowerBound) to \(arity.upperBound)"
    let noun = arity.upperBound == 1 ? "argument" : "arguments"
    return ExpressionError("'\(name)' takes \(expected) \(noun), not \(count)", at: range)
  }

  private func unknownFunction(_ word: ExpressionTree.Word, isMember: Bool) -> ExpressionError {
    let names = functionNames(isMember: isMember)
    let help: String?
    if let near = Spelling.nearest(to: word.text, among: names) {
      help = "did you mean '\(near)'?"
    } else if functionNames(isMember: !isMember).contains(word.text) {
      help = isMember ? "call it as \(word.text)(x)" : "call it as x.\(word.text)()"
    } else {
      help = nil
    }
    return ExpressionError("there is no function '\(word.text)'", at: word.range, help: help)
  }

  private func unknownMember(
    _ receiver: ExpressionTree.ID,
    _ word: ExpressionTree.Word
  ) -> ExpressionError {
    guard let (namespace, _) = qualifiedName(receiver), isNamespace(namespace) else {
      return unknownFunction(word, isMember: true)
    }
    let name = "\(namespace).\(word.text)"
    let near = Spelling.nearest(to: name, among: functionNames(isMember: false))
    return ExpressionError(
      "there is no function '\(name)'",
      at: tree[receiver].range.lowerBound..<word.range.upperBound,
      help: near.map { "did you mean '\($0)'?" }
    )
  }

  private func isNamespace(_ name: String) -> Bool {
    functionNames(isMember: false).contains { $0.hasPrefix("\(name).") }
  }

  private func functionNames(isMember: Bool) -> [String] {
    let macros = isMember ? Self.macroNames : ["has", "dyn", "cel.bind"]
    return environment.functions.filter { $0.isMember == isMember }.map(\.name)
      + Builtin.signatures.filter { $0.isMember == isMember }.map(\.name)
      + (isMember ? TextFunction.allCases.map(\.rawValue) : []) + macros
  }
}
