import CEL
import Findings
import Infrastructure
import SourceText
import Syntax

extension PolicyReader {
  private static let ruleKeys: Set<String> = [
    "match", "let", "forEach", "when", "assert", "message", "help", "at", "fix",
  ]

  mutating func rules(in root: NodeID) -> [Rule] {
    guard let value = tree.value(of: "rules", in: root).map(tree.resolved) else {
      reportMissing("rules", in: root)
      return []
    }
    guard tree[value].kind == .sequence, tree.count(of: value) > 0 else {
      report("'rules' is not a list of rules", at: value)
      return []
    }
    return tree.children(of: value).compactMap { child in
      let node = tree.resolved(child)
      guard tree[node].kind == .mapping else {
        report("a rule is not a mapping", at: node)
        return nil
      }
      return rule(at: node)
    }
  }

  private mutating func rule(at node: NodeID) -> Rule? {
    checkKeys(of: node, among: Self.ruleKeys, in: "a rule")
    guard let match = mapping("match", in: node) else {
      if tree.value(of: "match", in: node) == nil { reportMissing("match", in: node) }
      return nil
    }
    checkKeys(of: match, among: ["types", "where"], in: "'match'")
    let types = texts("types", in: match)
    if tree.value(of: "types", in: match) == nil {
      reportMissing("types", in: match)
    } else if types.isEmpty {
      report("'types' is empty", at: match)
    }
    checkTypes(types, in: match)

    var names: [String] = []
    typing = isKnown ? nil : RuleTyping(matching: types, parameters, host: host)
    let selection = optionalProgram("where", in: match, naming: [], as: .question)
    assume("where", in: match, naming: [])
    let bindings = bindings(in: node, naming: &names)
    let iteration = iteration(in: node, naming: &names)
    let guardProgram = optionalProgram("when", in: node, naming: names, as: .question)
    assume("when", in: node, naming: names)
    let help = text("help", in: node)
    let assertNode = tree.value(of: "assert", in: node)
    if assertNode == nil { reportMissing("assert", in: node) }
    let assertion = assertNode.flatMap { program($0, naming: names, as: .question) }
    // A message shows what is absent as such, and a place that is absent is passed over.
    typing?.tolerateAbsence()
    let place = optionalProgram("at", in: node, naming: names)
    let message = tree.value(of: "message", in: node).flatMap { messageTemplate($0, naming: names) }
    let fix = fix(in: node, naming: names)
    guard let assertion else { return nil }
    return Rule(
      types: types,
      selection: selection,
      bindings: bindings,
      iteration: iteration,
      guardProgram: guardProgram,
      assertion: assertion,
      message: message,
      help: help,
      place: place,
      fix: fix
    )
  }

  private mutating func bindings(in node: NodeID, naming names: inout [String]) -> [Rule.Binding] {
    guard let lets = mapping("let", in: node) else { return [] }
    var bindings: [Rule.Binding] = []
    let all = tree.entries(of: lets).map { tree.text(of: $0.key) }
    defer { later = [] }
    for (index, (key, value)) in tree.entries(of: lets).enumerated() {
      let name = tree.text(of: key)
      later = Array(all[index...])
      checkName(name, at: key, besides: names)
      var types: [StaticType]?
      if let program = program(value, naming: names, types: &types) {
        bindings.append(Rule.Binding(name: name, program: program))
      }
      typing?.bind(name, types)
      names.append(name)
    }
    return bindings
  }

  /// Reports a name that expressions cannot use, or that they use for something else.
  private mutating func checkName(_ name: String, at node: NodeID, besides names: [String]) {
    let isWord = name.utf8.enumerated().allSatisfy { index, byte in
      (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
        || index > 0 && (0x30...0x39).contains(byte)
    }
    if !isWord || name.isEmpty {
      report("'\(name)' cannot be a name in an expression", at: node)
    } else if (PolicyHost.variables + names).contains(name) {
      report("'\(name)' has a meaning already", at: node)
    }
  }

  private mutating func iteration(in node: NodeID, naming names: inout [String]) -> Rule.Binding? {
    guard let body = mapping("forEach", in: node) else { return nil }
    checkKeys(of: body, among: ["var", "in"], in: "'forEach'")
    guard let name = text("var", in: body, required: true) else { return nil }
    guard let list = tree.value(of: "in", in: body) else {
      reportMissing("in", in: body)
      return nil
    }
    if let node = tree.value(of: "var", in: body) { checkName(name, at: node, besides: names) }
    var types: [StaticType]?
    let program = program(list, naming: names, as: .list, types: &types)
    typing?.bind(name, types?.map(\.element))
    names.append(name)
    return program.map { Rule.Binding(name: name, program: $0) }
  }

  private mutating func checkTypes(_ types: [String], in match: NodeID) {
    guard !isKnown else { return }
    let known = host.estate.declarations
    for (index, type) in types.enumerated() where known.holding(type) == nil {
      guard type.hasPrefix("AWS::"), let list = tree.value(of: "types", in: match) else { continue }
      let place = Array(tree.children(of: tree.resolved(list)))[index]
      let modelled = known.types.map(known.typeName(of:))
      let help = Suggestion.help(for: type, among: modelled + Declarations.typeNames.sorted())
      report("resource type '\(type)' is not known", at: place, help: help)
    }
  }
}

// MARK: - Expressions

extension PolicyReader {
  private mutating func optionalProgram(
    _ key: String,
    in node: NodeID,
    naming names: [String],
    as use: Use = .anything
  ) -> Program? {
    tree.value(of: key, in: node).flatMap { program($0, naming: names, as: use) }
  }

  private mutating func program(
    _ node: NodeID,
    naming names: [String],
    as use: Use = .anything
  ) -> Program? {
    var types: [StaticType]?
    return program(node, naming: names, as: use, types: &types)
  }

  /// What an expression is for.
  private enum Use {
    case question, list, anything

    /// What is wrong with a value of some type; nil if it may be what is needed.
    func objection(to type: StaticType) -> String? {
      switch (self, type) {
      case (.anything, _), (_, .dyn), (_, .parameter), (_, .variable), (.question, .bool),
        (.list, .named("list", _)):
        nil
      case (.question, _): "this is a \(type), and has to be true or false"
      case (.list, _): "this is a \(type), and 'forEach' goes through a list"
      }
    }
  }

  /// Compiles the expression at a node; an error is reported at its place in the document.
  ///
  /// - Parameter types: Its type for each of the matched types; nil where that is not found out.
  private mutating func program(
    _ node: NodeID,
    naming names: [String],
    as use: Use = .anything,
    types: inout [StaticType]?
  ) -> Program? {
    guard let text = expressionText(node) else { return nil }
    do {
      let environment = host.environment(naming: names)
      if isKnown { return Program(deferring: text, in: environment) }
      let program = try Program(compiling: text, in: environment)
      types = try typing?.check(text, naming: names)
      if let objection = types?.compactMap({ use.objection(to: $0) }).first {
        report(objection, at: tree.span(ofText: 0..<text.utf8.count, in: tree.resolved(node)))
      }
      return program
    } catch {
      let name = later.first { error.message == "nothing is named '\($0)' here" }
      let help = name.map { "what 'let' names is known below it: '\($0)' is not, here" }
      report(
        error.message,
        at: tree.span(ofText: error.range, in: tree.resolved(node)),
        help: help ?? error.help
      )
      return nil
    }
  }

  private mutating func messageTemplate(_ node: NodeID, naming names: [String]) -> MessageTemplate?
  {
    guard let text = expressionText(node) else { return nil }
    do {
      for environment in typing?.environments(naming: names) ?? [] {
        _ = try MessageTemplate(text, in: environment)
      }
      let environment = host.environment(naming: names)
      return try MessageTemplate(text, in: environment, isKnown: isKnown)
    } catch {
      report(
        error.message,
        at: tree.span(ofText: error.range, in: tree.resolved(node)),
        help: error.help
      )
      return nil
    }
  }

  /// From here on the expression under a key is known to be true.
  private mutating func assume(_ key: String, in node: NodeID, naming names: [String]) {
    guard typing != nil, let value = tree.value(of: key, in: node).map(tree.resolved),
      tree[value].kind == .scalar
    else { return }
    typing?.assume(replacements[value] ?? tree.text(of: value), naming: names)
  }

  private mutating func expressionText(_ node: NodeID) -> String? {
    let node = tree.resolved(node)
    guard tree[node].kind == .scalar else {
      report(
        "an expression is not a text",
        at: node,
        help: "put it in a block: '>-' and the expression on the next line"
      )
      return nil
    }
    if let tag = tree.tag(of: node), tag.hasPrefix("!") {
      report(
        "YAML reads '\(tag)' as a tag, not as part of the expression",
        at: node,
        help: "put it in a block: '>-' and the expression on the next line"
      )
      return nil
    }
    return replacements[node] ?? tree.text(of: node)
  }
}
