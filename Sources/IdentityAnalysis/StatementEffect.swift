import Infrastructure
import ServiceAuthorization
package import Values

/// What of a statement never matches a request, by the service authorization reference.
///
/// What is not known of a statement is not taken to be idle.
package enum StatementEffect {
  /// Statements about more actions than these are not gone through one by one.
  private static let most = 2_000

  /// Services that share their actions and resources.
  ///
  /// Source: the resources in AWS's managed policies AWSCodeBuildDeveloperAccess,
  /// AmazonECSServiceRolePolicy, AmazonEKSConnectorServiceRolePolicy,
  /// AWSBackupServiceRolePolicyForRestores and AmazonConnectCampaignsServiceLinkedRolePolicy.
  private static let relatives: [Set<String>] = [
    ["codeconnections", "codestar-connections"], ["ssmmessages", "ssm", "ec2", "eks"],
    ["redshift", "redshift-serverless"], ["connect", "connect-campaigns"],
  ]

  /// Whether some action of a statement supports a condition key: a boolean. A key that the reference
  /// does not know, or gives to no action, is not asked about, nor is one that all services have.
  package static func supports(
    _ statement: Value,
    key: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    guard key.kind == .string, let actions = actions(of: statement, &context) else {
      return .bool(true, origin: key.origin)
    }
    let text = context.heap.text(key)
    let reference = ServiceAuthorization.builtIn
    guard let service = reference.service(named: text.prefix { $0 != ":" }),
      reference.isGiven(text, by: service)
    else { return .bool(true, origin: key.origin) }
    let supported = actions.elements.contains { action in
      !reference.isCurrent(action) || reference.supports(text, action)
    }
    return .bool(supported, origin: key.origin)
  }

  /// The resources of a statement whose actions work on none of them: they are of other services, or the
  /// actions only read and take `*` alone. Empty where one resource fits one action.
  package static func idleResources(
    of statement: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    let words = StatementWords.builtIn
    guard let resources = words.list(words.resources, of: statement, context) else {
      return context.heap.error(.noSuchOverload, "iam.idleResources")
    }
    guard let actions = actions(of: statement, &context) else {
      return context.heap.list([], origin: resources.origin)
    }
    let reference = ServiceAuthorization.builtIn
    let all = actions.elements
    guard all.allSatisfy(reference.isCurrent) else {
      return context.heap.list([], origin: resources.origin)
    }
    let prefixes = Set(reference.services(of: actions).map(reference.prefix))
    let texts = context.heap.elements(of: resources).map { PatternText($0, &context) }
    let takesNone = all.allSatisfy { action in
      let level = reference.level(of: action)
      return (level == .list || level == .read) && reference.resourceTypes(of: action).isEmpty
    }
    let isIdle = texts.allSatisfy { text in
      if takesNone && namesOne(text) { return true }
      // What the actions work on is looked up only where their own service is not the resource's.
      guard let service = service(of: text), !prefixes.contains(service) else { return false }
      return !services(of: all, prefixes).contains(service)
    }
    let idle = isIdle ? context.heap.elements(of: resources) : []
    return context.heap.list(idle, origin: resources.origin)
  }

  /// The prefixes of actions, and the services of what they work on.
  private static func services(
    of actions: [ActionID],
    _ prefixes: Set<String>
  ) -> Set<String> {
    let reference = ServiceAuthorization.builtIn
    var services = prefixes
    for action in actions {
      for resource in reference.resourceTypes(of: action) {
        let parts = resource.arn.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count > 2 { services.insert(String(parts[2])) }
      }
    }
    for group in relatives where !group.isDisjoint(with: services) { services.formUnion(group) }
    return services
  }

  /// The service of an ARN; nil where a part of it is open.
  private static func service(of text: PatternText) -> String? {
    guard let part = text.arnParts?[2], !part.isEmpty else { return nil }
    return plain(part)
  }

  /// The letters of a part without wildcards and holes.
  private static func plain(_ part: ArraySlice<PatternText.Letter>) -> String? {
    var bytes: [UInt8] = []
    for letter in part {
      guard case .byte(let byte) = letter, byte != UInt8(ascii: "*"), byte != UInt8(ascii: "?")
      else { return nil }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether an ARN names some resources of a type rather than all of them: calls on no resource in
  /// particular may have the type and a wildcard for their resource.
  private static func namesOne(_ text: PatternText) -> Bool {
    guard let parts = text.arnParts, plain(parts[2]) != nil else { return false }
    let name = parts[5].drop { letter in
      guard case .byte(let byte) = letter else { return false }
      return byte != UInt8(ascii: "/") && byte != UInt8(ascii: ":") && byte != UInt8(ascii: "*")
    }
    let rest = name.isEmpty ? parts[5] : name
    return !rest.allSatisfy { $0.isByte("*") || $0.isByte("/") || $0.isByte(":") }
  }

  /// The actions of a statement; nil where they are not all known, are all that there are but a few, or
  /// are too many.
  private static func actions(
    of statement: Value,
    _ context: inout EvaluationContext
  ) -> ActionSet? {
    let words = StatementWords.builtIn
    guard let others = words.list(words.notActions, of: statement, context), others.count == 0,
      let patterns = words.list(words.actions, of: statement, context)
    else { return nil }
    var actions = ActionSet()
    for pattern in context.heap.elements(of: patterns) {
      guard pattern.kind == .string else { return nil }
      let matched = context.actions(matching: context.heap.text(pattern))
      guard !matched.isEmpty else { return nil }
      actions = actions.union(matched)
    }
    return actions.isEmpty || actions.count > most ? nil : actions
  }
}
