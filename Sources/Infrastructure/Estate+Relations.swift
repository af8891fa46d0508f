import SourceText
package import Values

/// The answer to a question whose subject may not be in the estate.
package enum Membership: Sendable {
  case yes, no
  /// Not known; the value says why.
  case possibly(Value)
}

extension Estate {
  private static let templatePath = PropertyPath("TemplateURL")

  /// Whether a resource exists in the context's world; nil where that is open.
  package func exists(_ id: ResourceID, _ context: inout EvaluationContext) -> Bool? {
    context.truth(of: self[id].existence)
  }

  /// The resource that a value refers to; nil for names, which only deployments resolve.
  package func target(of value: Value, _ context: inout EvaluationContext) -> ResourceID? {
    let value = context.resolve(value)
    switch value.kind {
    case .reference:
      let owner = ResourceID(context.heap.target(of: value))
      guard passesOn(value.name, from: owner) else { return owner }
      let text = context.resolve(context.heap.text(of: value))
      return text.kind == .reference ? target(of: text, &context) : owner
    case .resource: return value.resourceID
    case .string: return resource(identifiedBy: value, context.heap)
    case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional,
      .duration, .timestamp, .ip, .cidr, .error, .unknown, .template, .choice:
      return nil
    }
  }

  /// The resource of a type that a value refers to. Attributes may name other resources than the one
  /// that has them: the VPC of a subnet's `VpcId` is not the subnet.
  package func target(
    of value: Value,
    ofType type: String,
    _ context: inout EvaluationContext
  ) -> ResourceID? {
    guard let id = target(of: value, &context), self[id].type == type else { return nil }
    return id
  }

  /// The resources of a type whose property at `path` refers to a resource, as a list of resources.
  ///
  /// Resources of which it is not known whether they exist or refer to it are unknown elements that
  /// are only possible. The first question about a type and a path is linear in the resources of the
  /// type; the cost of the others is linear in the resources that refer to `id` or write its name
  /// out, plus those whose property cannot be resolved.
  ///
  /// - Parameter path: Dotted, `VpcConfig.Subnets`.
  package func referrers(
    of id: ResourceID,
    type: String,
    path: String,
    _ context: inout EvaluationContext
  ) -> Value {
    let index = referrerIndex(type: type, path: path, &context)
    let name = nameOnDeployment(of: id, &context)
    var candidates = index.unresolved
    for referrer in referrers(of: id) where self[referrer].type == type {
      candidates.append(referrer)
    }
    if let name {
      if name.kind == .string {
        candidates += index.byName[Array(context.heap.utf8(name))] ?? []
      } else {
        candidates += index.named[outermost(self[id].scope)] ?? []
      }
    }
    candidates.sort()
    var elements: [Value] = []
    for (place, candidate) in candidates.enumerated() {
      // One resource may be a candidate for several reasons.
      if place > 0, candidates[place - 1] == candidate { continue }
      switch refers(candidate, at: index.path, to: id, named: name, &context) {
      case .yes:
        let element = element(candidate, &context)
        if !element.isAbsent { elements.append(element) }
      case .possibly(var unknown):
        unknown.flags.insert(.possible)
        elements.append(unknown)
      case .no:
        break
      }
    }
    return context.heap.list(elements)
  }

  /// A resource as an element of a list: absent where it does not exist, possible where that is open.
  package func element(_ id: ResourceID, _ context: inout EvaluationContext) -> Value {
    switch exists(id, &context) {
    case true?:
      return .resource(id.index, origin: self[id].origin)
    case false?:
      return .absent
    case nil:
      let subject = "whether '\(self[id].name)' is created"
      var variable: Int?
      if case .open(let open) = context.worlds.truth(of: self[id].existence, in: context.world) {
        variable = open
      }
      let unknown = Unknown(.condition, subject, decidedBy: variable)
      var value = context.heap.unknown(unknown, origin: self[id].origin)
      value.flags.insert(.possible)
      return value
    }
  }

  /// What nested stacks create whose templates are not part of their parent's: one unknown element for
  /// each, which is only possible.
  package func unreadStacks(_ context: inout EvaluationContext) -> [Value] {
    resources(ofType: "AWS::CloudFormation::Stack").filter { !readStacks.contains($0) }.map { id in
      let settle = "judge the template of the nested stack together with its resources"
      let unknown = Unknown(.external, "what stack '\(self[id].name)' creates", settle: settle)
      let source = Self.templatePath.values(in: self[id].properties, &context).first
      var value = context.heap.unknown(unknown, origin: source?.origin ?? self[id].origin)
      value.flags.insert(.possible)
      return value
    }
  }

  /// Whether the estate creates the organization or describes all of it, so that what it does not hold
  /// does not exist; units and accounts alone may stand in an organization from elsewhere.
  package var holdsTheOrganization: Bool {
    let described = scopes.filter { !$0.isStack }
    return resources(ofType: "AWS::Organizations::Organization").contains { scope(of: $0).isStack }
      || !described.isEmpty && described.allSatisfy { $0.complete.contains("organization") }
  }

  /// What the estate declares of the organization: itself, then its units, then its accounts.
  package var membersOfTheOrganization: [ResourceID] {
    ["Organization", "OrganizationalUnit", "Account"].flatMap {
      resources(ofType: "AWS::Organizations::\($0)")
    }
  }

  /// What the organization may hold beside the estate: one unknown element, only possible, for a type
  /// of organizations, unless the estate holds all of it.
  package func undescribed(_ type: String, _ context: inout EvaluationContext) -> [Value] {
    guard type.hasPrefix("AWS::Organizations::") || type.hasPrefix("AWS::ControlTower::"),
      !holdsTheOrganization, let open = membersOfTheOrganization.first
    else { return [] }
    let settle =
      scope(of: open).isStack
      ? "judge it together with the template or description that creates the organization"
      : "add 'organization' to 'complete' if everything is described"
    let unknown = Unknown(.openWorld, "what else the organization holds", settle: settle)
    var value = context.heap.unknown(unknown, origin: self[open].origin)
    value.flags.insert(.possible)
    return [value]
  }

  /// The name that a resource is written out with elsewhere, such as a bucket's, or what keeps it
  /// unknown; nil where AWS makes it up.
  private func nameOnDeployment(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Value? {
    guard let type = declarations.type(named: self[id].type),
      let property = declarations.property(behind: .none, of: type)
    else { return nil }
    let properties = context.resolve(self[id].properties)
    if properties.kind == .unknown { return properties }
    guard let value = context.heap.lookup(property, in: properties) else { return nil }
    let name = context.resolve(value)
    switch name.kind {
    case .string, .unknown, .template: return name
    case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .error, .choice, .reference:
      return nil
    }
  }

  /// Whether what is named in one resource's properties is named in the other's account: names are
  /// unique there, and those of buckets everywhere.
  private func sharesNames(_ source: ResourceID, _ target: ResourceID) -> Bool {
    if areOfOneStack(source, target) || self[target].type == "AWS::S3::Bucket" { return true }
    guard let account = scope(of: source).account else { return false }
    return account == scope(of: target).account
  }

  /// Whether the property at `path` of one resource refers to another, which has a name perhaps.
  private func refers(
    _ source: ResourceID,
    at path: PropertyPath,
    to target: ResourceID,
    named name: Value?,
    _ context: inout EvaluationContext
  ) -> Membership {
    var unknown: Value?
    for value in path.values(in: self[source].properties, &context) {
      if let found = self.target(of: value, &context) {
        if found == target { return .yes }
        if let named = opaque(value, through: found, &context) { unknown = unknown ?? named }
      } else if value.kind == .string {
        guard let name, sharesNames(source, target) else { continue }
        if name.kind == .string {
          if context.heap.equalTexts(value, name) { return .yes }
        } else if areOfOneStack(source, target), canBe(value, name, context.heap) {
          unknown = unknown ?? name
        }
      } else if value.kind == .unknown || value.kind == .template {
        unknown = unknown ?? value
      }
    }
    guard let unknown else { return .no }
    guard unknown.kind == .template else { return .possibly(unknown) }
    let why = Unknown(.unresolvedReference, "which resource '\(self[source].name)' refers to")
    return .possibly(context.heap.unknown(why, origin: unknown.origin))
  }

  /// Whether a text may be what a template comes to: it begins and ends as that does.
  private func canBe(_ text: Value, _ template: Value, _ heap: borrowing ValueHeap) -> Bool {
    guard template.kind == .template, let first = heap.elements(of: template).first,
      let last = heap.elements(of: template).last
    else { return true }
    let bytes = heap.utf8(text)
    let head = first.kind == .string ? heap.utf8(first) : []
    let tail = last.kind == .string ? heap.utf8(last) : []
    return head.count + tail.count <= bytes.count && bytes.starts(with: head)
      && bytes.suffix(tail.count).elementsEqual(tail)
  }

  /// What is known of a reference that may stand for any resource: custom resources and other stacks
  /// give what they like, and so do the attributes of types without declaration. Nil for others.
  package func opaque(
    _ reference: Value,
    through id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Value? {
    guard reference.kind == .reference else { return nil }
    let text = context.resolve(context.heap.text(of: reference))
    guard isOpaque(reference, of: id, standingFor: text) else { return nil }
    let unknown = Unknown(.generatedAttribute, "what '\(self[id].name)' gives")
    return context.heap.unknown(unknown, origin: reference.origin)
  }

  /// For a reference that may stand for the name of any resource, the text that it stands for, or what
  /// that waits for if somebody can settle it; other values as they are.
  package func given(_ reference: Value, _ context: inout EvaluationContext) -> Value {
    guard reference.kind == .reference else { return reference }
    let id = ResourceID(context.heap.target(of: reference))
    let text = context.resolve(context.heap.text(of: reference))
    let isGiven = text.kind == .string
    let isAwaited = text.kind == .unknown && !context.heap.unknown(text).settle.isEmpty
    guard isGiven || isAwaited, isOpaque(reference, of: id, standingFor: text) else {
      return reference
    }
    return text.from(reference.origin)
  }

  /// Whether a reference to `id` may stand for another resource, with what is known of its text.
  func isOpaque(_ reference: Value, of id: ResourceID, standingFor text: Value) -> Bool {
    let type = self[id].type
    if type.hasPrefix("Custom::") || type.hasPrefix("AWS::CloudFormation::") { return true }
    if reference.name.isNone { return false }
    if declarations.type(named: type) == nil { return true }
    let isOpen = text.kind == .unknown || text.kind == .template || text.kind == .choice
    return isOpen && passesOn(reference.name, from: id)
  }

  /// Whether an attribute is the id of another resource, which one of this resource's properties names,
  /// as a subnet's `VpcId` is. Names are a resource's own, however they are written.
  private func passesOn(_ attribute: Name, from id: ResourceID) -> Bool {
    guard !attribute.isNone, let type = declarations.type(named: self[id].type),
      declarations.property(behind: attribute, of: type) != nil
    else { return false }
    let word = declarations.vocabulary.text(of: attribute)
    return word.hasSuffix("Id") || word.hasSuffix("Arn")
  }

  private func referrerIndex(
    type: String,
    path: String,
    _ context: inout EvaluationContext
  ) -> ReferrerIndex {
    let key = "\(type) \(path)"
    if let known = context.memo[key] as? ReferrerIndex { return known }
    let index = ReferrerIndex(of: type, at: PropertyPath(path), in: self)
    context.memo[key] = index
    return index
  }
}
