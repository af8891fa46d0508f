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
    if let callee = environment.callee(word.text, isMember: true, count: count) {
      return try call(callee, [receiver] + arguments, at: tree[id].range)
    }
    if let arity = environment.arity(word.text, isMember: true) {
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
    let names = environment.candidates(name, isAbsolute: isAbsolute)
    for name in names {
      if let callee = environment.callee(name, isMember: false, count: arguments.count) {
        return try call(callee, arguments, at: tree[id].range)
      }
    }
    for candidate in names {
      if let arity = environment.arity(candidate, isMember: false) {
        return try undeclared(wrongCount(name, nameRange, arity, arguments.count))
      }
    }
    return nil
  }

  private mutating func call(
    _ callee: Callee,
    _ arguments: [ExpressionTree.ID],
    at range: Range<Int>
  ) throws(ExpressionError) -> NodeID {
    let ids = try compile(arguments)
    switch callee {
    case .host(let function):
      functions.append(function)
      return add(.call(Int32(functions.count - 1), run(ids)), at: range)
    case .builtin(let signature):
      if signature.builtin == .matches,
        let pattern = try pattern(ids[1], at: tree[arguments[1]].range)
      {
        return add(.matches(ids[0], pattern: pattern), at: range)
      }
      return add(.builtin(signature.builtin, run(ids)), at: range)
    case .text(let function):
      return add(.textFunction(function, run(ids)), at: range)
    case .library(let function):
      libraryFunctions.append(function)
      return add(.library(Int32(libraryFunctions.count - 1), run(ids)), at: range)
    }
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
      + LibraryFunction.all.values.joined().filter { $0.isMember == isMember }.map(\.name).sorted()
      + (isMember ? TextFunction.allCases.map(\.rawValue) : []) + macros
  }
}
