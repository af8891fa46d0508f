package import GovernanceAnalysis
import IdentityAnalysis
package import Infrastructure
package import Permissions
package import Values

/// What the principals of an estate can do, in the world of the context.
///
/// What is attached to whom is read once for each principal and world. An answer says what the policies
/// of the estate say: resources that it does not hold are taken for the caller's own without policies,
/// but for keys and roles, whose policies have to allow; and of an organization counts what the estate
/// holds of it. A resource `*` is none for an action that is about none, and any for others. Requests are the caller's own, not made for it by a service, and use TLS.
package struct Access: Sendable {
  private struct Key: Hashable {
    let id: ResourceID
    let world: World
    let detail: String
  }

  /// Something that was read, with the variable of the worlds that it hangs on first.
  private struct Kept<Element: Sendable>: Sendable {
    let value: Element
    let touched: Int?
  }

  package let estate: Estate
  package internal(set) var texts: EstateTexts
  private var callers: [Key: Kept<IdentityPolicies>] = [:]
  private var resources: [Key: Kept<Layer?>] = [:]
  private var controls: [Key: Kept<[Layer]>] = [:]

  package init(_ estate: Estate) {
    self.estate = estate
    texts = EstateTexts(estate)
  }

  /// Whether a type of resources is an identity that can make requests.
  package static func isPrincipal(_ type: String) -> Bool {
    type == "AWS::IAM::Role" || type == "AWS::IAM::User"
  }

  /// The roles and users of the estate, in its order.
  package var principals: [ResourceID] {
    estate.resources.indices.map(ResourceID.init).filter { Self.isPrincipal(estate[$0].type) }
  }

  /// The gap that keeps a doubt open.
  package func gap(of doubt: Doubt) -> EstateTexts.Gap { texts.gap(of: doubt) }

  // MARK: - Answers

  /// The ruling on a request of somebody about something.
  ///
  /// - Parameter written: The values of condition keys that the asker gives; they win.
  package mutating func ruling(
    _ asker: Asker,
    _ action: String,
    on target: Target,
    written: [ConditionKey: [Text]] = [:],
    _ context: inout EvaluationContext
  ) -> Ruling {
    var keys = RequestKeys(action)
    keys.add(asker, self)
    var authorization = Authorization()
    let caller: Caller
    var scope: ScopeID?
    switch asker {
    case .identity(let id, let session):
      let policies = policies(of: id, &context)
      authorization.identity = policies.identity
      authorization.boundary = policies.boundary
      authorization.serviceControls = controls(.service, on: estate[id].scope, &context)
      caller = policies.caller(session: session)
      keys.add(policies.keys)
      scope = estate[id].scope
    case .outside(let outside):
      caller = outside
      if caller.isIdentity, caller.kind != .root {
        var layer = Layer(.identity)
        let subject = "the policies of '\(outside.name.description)'"
        layer.add(texts.doubt(EstateTexts.Gap(.external, subject, settle: Self.addTemplate)))
        authorization.identity = layer
      }
    }
    keys.add(target, of: caller, &texts, &context)
    authorization.accounts = accounts(caller, scope, target)
    addResourceSide(&authorization, action, target, &context)
    let request = PartialRequest(
      action,
      on: target.arn == "*" && ResourceActions.contains(action)
        ? Text([.symbol(texts.wildcard("*", 0))]) : target.arn,
      context: keys.values.merging(written) { $1 },
      closedFamilies: keys.closedFamilies
    )
    return authorization.ruling(on: request, by: caller)
  }

  private static let addTemplate = "add the template or description that creates it"

  // MARK: - The resource's side

  private mutating func addResourceSide(
    _ authorization: inout Authorization,
    _ action: String,
    _ target: Target,
    _ context: inout EvaluationContext
  ) {
    let isAny = target.arn == "*" && ResourceActions.contains(action)
    let isKey = action.lowercased().hasPrefix("kms:") && (isAny || isARN(target.arn, of: ":key/"))
    let isTrust = ResourcePolicies.asksTrust(action)
    if let id = target.resource {
      authorization.resource = resourcePolicy(of: id, for: action, &context)
      let service = action.lowercased().split(separator: ":").first.map(String.init) ?? ""
      if ControlledServices.names.contains(service) {
        authorization.resourceControls = controls(.resource, on: estate[id].scope, &context)
      }
    }
    if isKey || isTrust { authorization.side = .decisive }
    if target.resource == nil {
      let isForeign = if case .different = authorization.accounts { true } else { false }
      if isKey || isTrust || isForeign {
        let subject = "the policy of '\(target.arn.description)'"
        var layer = Layer(.resource)
        layer.add(texts.doubt(EstateTexts.Gap(.external, subject, settle: Self.addTemplate)))
        authorization.resource = layer
      }
    }
  }

  private func isARN(_ text: Text, of part: String) -> Bool {
    text.description.contains(part)
  }

  private mutating func resourcePolicy(
    of id: ResourceID,
    for action: String,
    _ context: inout EvaluationContext
  ) -> Layer? {
    let asksTrust = ResourcePolicies.asksTrust(action)
    let key = Key(id: id, world: context.world, detail: asksTrust ? "trust" : "")
    if let kept = resources[key] {
      if let touched = kept.touched { context.touch(touched) }
      return kept.value
    }
    let (layer, touched) = reading(&context) { texts, context in
      ResourcePolicies.layer(of: id, for: action, &texts, &context)
    }
    resources[key] = Kept(value: layer, touched: touched)
    return layer
  }

  // MARK: - The caller's side

  /// What is attached to a role or user.
  package mutating func policies(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> IdentityPolicies {
    let key = Key(id: id, world: context.world, detail: "")
    if let kept = callers[key] {
      if let touched = kept.touched { context.touch(touched) }
      return kept.value
    }
    let (policies, touched) = reading(&context) { texts, context in
      IdentityPolicies(of: id, &texts, &context)
    }
    callers[key] = Kept(value: policies, touched: touched)
    return policies
  }

  /// The control policies on the account of a scope, from the account to the root.
  package mutating func controls(
    _ kind: ControlLevels.Kind,
    on scope: ScopeID,
    _ context: inout EvaluationContext
  ) -> [Layer] {
    let number = ResourceID(estate.outermost(scope).index)
    let key = Key(id: number, world: context.world, detail: kind.rawValue)
    if let kept = controls[key] {
      if let touched = kept.touched { context.touch(touched) }
      return kept.value
    }
    let (layers, touched) = reading(&context) { texts, context in
      ControlLayers.layers(kind, on: scope, &texts, &context)
    }
    controls[key] = Kept(value: layers, touched: touched)
    return layers
  }

  /// Reads something; what was made of values on the way is forgotten.
  private mutating func reading<Result>(
    _ context: inout EvaluationContext,
    _ read: (inout EstateTexts, inout EvaluationContext) -> Result
  ) -> (Result, Int?) {
    let earlier = context.touched
    context.resetTouched()
    let mark = context.heap.mark
    let result = read(&texts, &context)
    context.heap.reset(to: mark)
    let touched = context.touched
    context.restoreTouched(earlier ?? touched)
    return (result, touched)
  }

  // MARK: - Accounts

  private mutating func accounts(
    _ caller: Caller,
    _ scope: ScopeID?,
    _ target: Target
  ) -> Authorization.Accounts {
    switch target.owner {
    case .callers: return .same
    case .scope(let owner):
      if let scope { return accounts(texts.home(of: scope), texts.home(of: owner)) }
      guard let account = caller.account?.known else { return .same }
      return accounts(.named(account), texts.home(of: owner))
    case .account(let id):
      if let scope { return accounts(texts.home(of: scope), .named(id)) }
      guard let account = caller.account?.known else { return .same }
      return accounts(.named(account), .named(id))
    }
  }

  /// Whether two scopes are in one account.
  mutating func accounts(_ one: ScopeID, _ other: ScopeID) -> Authorization.Accounts {
    accounts(texts.home(of: one), texts.home(of: other))
  }

  private mutating func accounts(
    _ one: EstateTexts.Home,
    _ other: EstateTexts.Home
  ) -> Authorization.Accounts {
    if one == other { return .same }
    if case .named(let one) = one, case .named(let other) = other,
      EstateTexts.isAccountID(one) == EstateTexts.isAccountID(other)
    {
      return .different
    }
    let names = [one, other].map(texts.name(of:))
    let subject = "whether \(names[0]) and \(names[1]) are one account"
    let settle = "--parameter AWS::AccountId=ID"
    return .unknown(texts.doubt(EstateTexts.Gap(.external, subject, settle: settle)))
  }
}

// MARK: - Names

extension Access {
  /// The statements of a document that a resource holds.
  mutating func convert(
    _ document: PolicyDocument,
    of holder: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Statement] {
    StatementConversion.statements(of: [document], of: holder, &texts, &context)
  }

  /// A resource of the estate with what follows its ARN; nil for types whose ARNs are not known.
  package mutating func target(
    _ id: ResourceID,
    followedBy rest: String = "",
    _ context: inout EvaluationContext
  ) -> Target? {
    texts.target(id, followedBy: rest, &context)
  }

  /// A text of a stack or description, with placeholders for what is not known of it.
  package mutating func text(
    of value: Value,
    in scope: ScopeID,
    _ context: inout EvaluationContext
  ) -> Text {
    Text(texts.pieces(of: value, in: scope, &context))
  }

  /// What an ARN names: a resource of the estate, or one outside.
  package mutating func target(arn: String, _ context: inout EvaluationContext) -> Target {
    texts.target(arn: arn, &context)
  }

  /// The policy of a resource; nil for resources without one.
  mutating func resourceSide(
    of target: Target,
    for action: String,
    _ context: inout EvaluationContext
  ) -> Layer? {
    target.resource.flatMap { resourcePolicy(of: $0, for: action, &context) }
  }
}
