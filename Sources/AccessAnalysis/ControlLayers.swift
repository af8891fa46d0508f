import GovernanceAnalysis
import IdentityAnalysis
import Infrastructure
import Permissions
import Values

/// The control policies of the organization as layers.
///
/// An organization that the estate does not hold limits nothing here.
enum ControlLayers {
  private static let policyType = "AWS::Organizations::Policy"
  private static let typePath = PropertyPath("Type")
  private static let targetsPath = PropertyPath("TargetIds")

  /// The layers on the account of a scope, from the account to the root.
  static func layers(
    _ kind: ControlLevels.Kind,
    on scope: ScopeID,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> [Layer] {
    let estate = texts.estate
    guard !estate.resources(ofType: policyType).isEmpty else { return [] }
    guard let account = account(of: scope, texts) else {
      return isManaging(scope, estate) ? [] : undescribed(kind, on: scope, &texts, &context)
    }
    guard let levels = ControlLevels(kind, on: account, in: estate, &context) else { return [] }
    return levels.levels.compactMap { layer($0, kind, &texts, &context) }
  }

  /// The account of the organization that a scope is.
  static func account(of scope: ScopeID, _ texts: EstateTexts) -> ResourceID? {
    let estate = texts.estate
    let home = texts.home(of: scope)
    return estate.resources(ofType: "AWS::Organizations::Account").first { id in
      !estate.scope(of: id).isStack && texts.home(of: estate[id].scope) == home
    }
  }

  /// Whether a stack creates the organization, which only the account that manages it can.
  static func isManaging(_ scope: ScopeID, _ estate: Estate) -> Bool {
    let home = estate.outermost(scope)
    return estate.resources(ofType: "AWS::Organizations::Organization").contains {
      estate.scope(of: $0).isStack && estate.outermost(estate[$0].scope) == home
    }
  }

  private static func layer(
    _ level: ControlLevels.Level,
    _ kind: ControlLevels.Kind,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> Layer? {
    var layer = Layer(kind == .service ? .serviceControl : .resourceControl)
    for policy in level.policies {
      layer.statements += statements(of: policy, isThere: nil, &texts, &context)
    }
    for (policy, why) in level.possible {
      let doubt = texts.doubt(texts.gap(why, "what is attached to \(level.name)", context))
      if let policy {
        layer.statements += statements(of: policy, isThere: doubt, &texts, &context)
      } else {
        layer.add(doubt)
      }
    }
    guard !layer.statements.isEmpty else { return nil }
    layer.statements.append(fullAccess(level, layer, &texts))
    return layer
  }

  /// AWS attaches its own policy that allows everything to each level; with policies that allow some, it
  /// may have been taken away.
  private static func fullAccess(
    _ level: ControlLevels.Level,
    _ layer: Layer,
    _ texts: inout EstateTexts
  ) -> Statement {
    var scope = Scope(actions: .only(["*"]), resources: .only(["*"]))
    let hasAllowance = layer.statements.contains { statement in
      statement.effect == .allow && statement.scope.actions != .except([])
    }
    if layer.kind == .serviceControl, hasAllowance {
      let subject = "whether 'FullAWSAccess' is still attached to \(level.name)"
      scope.conditions = [.open(texts.doubt(EstateTexts.Gap(.external, subject)))]
    }
    return Statement(.allow, scope)
  }

  // MARK: - Accounts that the estate does not hold

  /// Whether a policy is for an account of which no more than the id is known, if that.
  private enum Attachment {
    case certain
    /// With what would decide.
    case possible(EstateTexts.Gap)
  }

  /// The layers on an account of which nobody says where it stands: the policies that name its id, and
  /// what others may deny.
  private static func undescribed(
    _ kind: ControlLevels.Kind,
    on scope: ScopeID,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> [Layer] {
    let estate = texts.estate
    var own = ControlLevels.Level(name: texts.name(of: texts.home(of: scope)))
    var possible = Layer(kind == .service ? .serviceControl : .resourceControl)
    for policy in estate.resources(ofType: policyType)
    where estate.exists(policy, &context) != false {
      let type = typePath.values(in: estate[policy].properties, &context).first
      if let type, type.kind == .string, context.heap.text(type) != kind.rawValue { continue }
      let isCertain = type?.kind == .string && estate.exists(policy, &context) == true
      switch attachment(of: policy, to: scope, texts, &context) {
      case nil: continue
      case .certain where isCertain: own.policies.append(policy)
      case .certain:
        let outermost = estate.outermost(scope)
        let gap = EstateTexts.Gap(.external, standing(of: scope, texts), of: outermost)
        possible.statements += denials(of: policy, isThere: gap, &texts, &context)
      case .possible(let gap):
        possible.statements += denials(of: policy, isThere: gap, &texts, &context)
      }
    }
    possible.statements.append(
      Statement(.allow, Scope(actions: .only(["*"]), resources: .only(["*"])))
    )
    return [layer(own, kind, &texts, &context), possible].compactMap(\.self)
  }

  /// - Returns: Nil for a policy that is not attached to the account.
  private static func attachment(
    of policy: ResourceID,
    to scope: ScopeID,
    _ texts: EstateTexts,
    _ context: inout EvaluationContext
  ) -> Attachment? {
    let estate = texts.estate
    var account: String?
    if case .named(let name) = texts.home(of: scope), EstateTexts.isAccountID(name) {
      account = name
    }
    let outermost = estate.outermost(scope)
    var gap: EstateTexts.Gap?
    for target in targetsPath.values(in: estate[policy].properties, &context) {
      let name = target.kind == .string ? context.heap.text(target) : ""
      if EstateTexts.isAccountID(name), estate.target(of: target, &context) == nil {
        if name == account { return .certain }
        guard account == nil else { continue }
        let settle = "--parameter AWS::AccountId=ID"
        let subject = "the account of '\(estate.scopes[outermost.index].name)'"
        gap = gap ?? EstateTexts.Gap(.external, subject, settle: settle, of: outermost)
      } else {
        let subject = standing(of: scope, texts)
        gap = EstateTexts.Gap(.external, subject, settle: "describe the account", of: outermost)
      }
    }
    return gap.map(Attachment.possible)
  }

  private static func standing(of scope: ScopeID, _ texts: EstateTexts) -> String {
    "where \(texts.name(of: .scope(texts.estate.outermost(scope)))) stands in the organization"
  }

  private static func denials(
    of policy: ResourceID,
    isThere gap: EstateTexts.Gap,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> [Statement] {
    let doubt = texts.doubt(gap)
    return statements(of: policy, isThere: doubt, &texts, &context).filter { $0.effect == .deny }
  }

  private static func statements(
    of policy: ResourceID,
    isThere: Doubt?,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> [Statement] {
    let documents = PolicyDocuments.documents(of: policy, in: texts.estate, &context)
    return StatementConversion.statements(
      of: documents,
      of: policy,
      isThere: isThere,
      &texts,
      &context
    )
  }
}
