import Findings
import Infrastructure
import SourceText
import Syntax
import Values

/// Stack sets: one template, deployed to many accounts and regions.
extension TemplateReader {
  /// Declares the stacks of a stack set whose template is part of the run, or stands in its properties.
  ///
  /// Instances are one stack as long as nothing tells them apart; the worlds of that stack are its
  /// instances, so that a finding says which of them it concerns. Accounts that the estate says more of
  /// have a stack of their own.
  func declareInstances(
    ofStackSet declared: Declared,
    named name: String,
    _ estate: inout EstateBuilder
  ) {
    guard let properties = declared.properties, tree[properties].kind == .mapping,
      let (template, place) = template(ofStackSet: properties, named: name, &estate),
      !isNested(in: template), stacks.hasRoom(for: place, of: self, &estate)
    else { return }
    let reading = current
    current = declared.id
    var values = parameters(of: properties, &estate)
    if hasOpenParameters(properties) {
      leaveOpen(settableNames(of: template.tree).parameters, of: name, &values, &estate)
    }
    let groups = StackSetGroups(of: properties, self, &estate)
    let overridden = overrides(of: groups, &estate)
    current = reading
    let set = StackSet(
      name: name,
      template: template,
      existence: existence(of: declared, named: name, &estate),
      values: values,
      variables: variablesPassed(in: properties).filter { variable in
        !overridden.contains { $0[variable.key] != nil }
      },
      overrides: overridden,
      place: origin(declared.node)
    )
    let own = stacks.values.nested("\(stack.name)/\(name)")
    var instances = groups.instances(limit: 64) ?? groups.groups.map(Self.wholeGroups) ?? []
    if own.account != nil || own.region != nil {
      instances = instances.map {
        .init(account: own.account ?? $0.account, region: own.region ?? $0.region, group: $0.group)
      }
      if instances.isEmpty {
        instances = [.init(account: own.account, region: own.region, group: 0)]
      }
    }
    let accounts = Set(instances.compactMap(\.account)).sorted()
    let known = accounts.count > 1 ? accounts.filter { !estate.scopes(inAccount: $0).isEmpty } : []
    for account in known {
      let part = instances.filter { $0.account == account }
      declare(part, of: set, named: "\(name)/\(account)", &estate)
    }
    let rest = instances.filter { instance in !known.contains { $0 == instance.account } }
    if known.isEmpty || !rest.isEmpty { declare(rest, of: set, named: name, &estate) }
  }

  /// Groups of more instances than are told apart.
  private static func wholeGroups(_ groups: [StackSetGroups.Group]) -> [StackSetGroups.Instance] {
    guard groups.count <= 64 else { return [] }
    return groups.indices.map { index in
      func only(_ texts: [String]?) -> String? { texts?.count == 1 ? texts?.first : nil }
      return .init(
        account: only(groups[index].accounts),
        region: only(groups[index].regions),
        group: index
      )
    }
  }

  /// What all stacks of a stack set have in common.
  private struct StackSet {
    let name: String
    let template: Template
    let existence: GuardID
    let values: [String: Value]
    let variables: [String: Int]
    /// By group.
    let overrides: [[String: Value]]
    let place: Origin
  }

  /// Declares some instances as one stack.
  private func declare(
    _ instances: [StackSetGroups.Instance],
    of set: StackSet,
    named name: String,
    _ estate: inout EstateBuilder
  ) {
    var targets = StackPlace.Targets()
    var values = set.values
    let accounts = Set(instances.map(\.account))
    let regions = Set(instances.map(\.region))
    if accounts.count == 1 { targets.account = instances[0].account }
    if regions.count == 1 { targets.region = instances[0].region }
    if instances.isEmpty, !set.overrides.allSatisfy(\.isEmpty) {
      // It is not known which group this is.
      leaveOpen(set.overrides.flatMap(\.keys), of: set.name, &values, &estate)
    } else if instances.count > 1 {
      let variable = estate.worlds.add(
        WorldVariable(
          kind: .parameter,
          name: "instance of \(set.name)",
          cases: instances.map(\.text),
          origin: set.place
        )
      )
      if accounts.count > 1 {
        targets.choices["AWS::AccountId"] = pseudoParameter(
          "AWS::AccountId",
          instances.map(\.account),
          decidedBy: variable,
          of: name,
          &estate
        )
      }
      if regions.count > 1 {
        targets.choices["AWS::Region"] = pseudoParameter(
          "AWS::Region",
          instances.map(\.region),
          decidedBy: variable,
          of: name,
          &estate
        )
      }
      for parameter in Set(set.overrides.flatMap(\.keys)).sorted() {
        let base = set.values[parameter] ?? .absent
        values[parameter] = choice(
          decidedBy: variable,
          &estate,
          instances.map { instance in
            set.overrides[instance.group][parameter] ?? base
          }
        )
      }
    } else if let only = instances.first, set.overrides.indices.contains(only.group) {
      values.merge(set.overrides[only.group]) { $1 }
    }
    _ = stacks.declareNested(
      set.template,
      named: name,
      existence: set.existence,
      below: self,
      passing: values.filter { !$0.value.isAbsent },
      set.variables,
      in: .own(targets),
      &estate
    )
  }

  private func pseudoParameter(
    _ name: String,
    _ texts: [String?],
    decidedBy variable: Int,
    of stack: String,
    _ estate: inout EstateBuilder
  ) -> Value {
    let settle = "--parameter \(self.stack.name)/\(stack)#\(name)=VALUE"
    var open = estate.heap.unknown(Unknown(.pseudoParameter, "'\(name)'", settle: settle))
    open.flags.insert(.identifier)
    let values = texts.map { text in text.map { estate.heap.string($0) } ?? open }
    return choice(decidedBy: variable, &estate, values)
  }

  private func choice(
    decidedBy variable: Int,
    _ estate: inout EstateBuilder,
    _ values: [Value]
  ) -> Value {
    let cases = values.enumerated().map { index, value in
      (
        guard: estate.worlds.add(.oneOf(variable: variable, cases: 1 << UInt64(index))),
        value: value
      )
    }
    return estate.heap.choice(cases)
  }

  /// What each group overrides.
  private func overrides(
    of groups: StackSetGroups,
    _ estate: inout EstateBuilder
  ) -> [[String: Value]] {
    (groups.groups ?? []).map { group in
      var values: [String: Value] = [:]
      for (name, node) in group.overrides {
        values[name] = lower(node, expecting: .text, &estate)
      }
      return values
    }
  }

  /// Whether something other than a list as it stands says what is passed.
  private func hasOpenParameters(_ properties: NodeID) -> Bool {
    guard let value = tree.value(of: "Parameters", in: properties) else { return false }
    let list = tree.resolved(value)
    return tree[list].kind != .sequence || tree[list].tag != 0
  }

  private func leaveOpen(
    _ parameters: [String],
    of name: String,
    _ values: inout [String: Value],
    _ estate: inout EstateBuilder
  ) {
    for parameter in parameters {
      let subject = "parameter '\(parameter)' of stack set '\(name)'"
      let settle = "--parameter \(stack.name)/\(name)#\(parameter)=VALUE"
      values[parameter] = estate.heap.unknown(Unknown(.parameter, subject, settle: settle))
    }
  }

  /// The template of a stack set, and where it says which one it is.
  private func template(
    ofStackSet properties: NodeID,
    named name: String,
    _ estate: inout EstateBuilder
  ) -> (template: Template, place: NodeID)? {
    if let url = tree.value(of: "TemplateURL", in: properties) {
      return stacks.template(at: url, of: self).map { ($0, url) }
    }
    guard let body = tree.value(of: "TemplateBody", in: properties) else { return nil }
    let node = tree.resolved(body)
    guard let parsed = templateBody(at: node, &estate), let inner = parsed.tree, isTemplate(inner)
    else { return nil }
    for diagnostic in parsed.diagnostics { estate.report(diagnostic) }
    return (Template(inner, path: "\(stack.name)/\(name)"), node)
  }

  /// The template that stands in a text. Its places are exact in block scalars; those in quotes are all
  /// that of the text.
  private func templateBody(at node: NodeID, _ estate: inout EstateBuilder) -> ParsedSource? {
    guard isPlainText(node), tree[node].type == .string else { return nil }
    var text = tree.utf8(of: node)
    guard spend(1 + text.count / 8, at: node, &estate) else { return nil }
    var placement = SyntaxTree.Placement.within(tree.span(of: node))
    if tree[node].style == .literal { (text, placement) = tree.written(node) }
    return parseText(
      Array(text),
      placed: placement,
      id: tree.source,
      vocabulary: vocabulary,
      isJSON: false
    )
  }
}
