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
    case .reference: return ResourceID(context.heap.target(of: value))
    case .resource: return value.resourceID
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type, .optional,
      .duration, .timestamp, .error, .unknown, .template, .choice:
      return nil
    }
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
        candidates += index.named[self[id].scope] ?? []
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
      let unknown = Unknown(.condition, "whether '\(self[id].name)' is created")
      var value = context.heap.unknown(unknown, origin: self[id].origin)
      value.flags.insert(.possible)
      return value
    }
  }

  /// What nested stacks create whose templates are not part of their parent's: one unknown element for
  /// each, which is only possible.
  package func unreadStacks(_ context: inout EvaluationContext) -> [Value] {
    resources(ofType: "AWS::CloudFormation::Stack").map { id in
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
      let pieces = declarations.referenceTemplate(of: type, attribute: .none),
      pieces.count == 1, case .property(let property) = pieces[0],
      let value = context.heap.lookup(property, in: self[id].properties)
    else { return nil }
    let name = context.resolve(value)
    switch name.kind {
    case .string, .unknown, .template: return name
    case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .resource, .error, .choice, .reference:
      return nil
    }
  }

  /// Whether what is named in one resource's properties is named in the other's account: names are
  /// unique there, and those of buckets everywhere.
  private func sharesNames(_ source: ResourceID, _ target: ResourceID) -> Bool {
    if self[source].scope == self[target].scope || self[target].type == "AWS::S3::Bucket" {
      return true
    }
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
      } else if value.kind == .string {
        guard let name, sharesNames(source, target) else { continue }
        if name.kind == .string {
          if context.heap.equalTexts(value, name) { return .yes }
        } else if self[source].scope == self[target].scope {
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
