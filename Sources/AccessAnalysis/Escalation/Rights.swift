import Infrastructure
import Permissions
import ServiceAuthorization

/// What a principal may do, made ready for questions about the actions of a catalogue: conditions on who
/// calls are settled.
struct Rights: Sendable {
  private struct Entry: Sendable {
    let statement: Statement
    let actions: ActionBits
  }

  let caller: Caller
  let keys: RequestKeys
  /// The actions that each layer may allow.
  let actions: ActionBits
  /// What is attached, the boundary if there is one, and each level of service control policies.
  private let layers: [[Entry]]
  private let hasBoundary: Bool
  private var byAction: [Int: ActionStatements] = [:]
  var examples: [Request]?
  var possibleActions: ActionSet?
  /// What is attached and allows something whatever the keys of a request are, with its actions.
  var plain: [PlainGrant]?

  init(
    _ policies: IdentityPolicies,
    controls: [Layer],
    _ bits: (Permissions.Scope.Selection<Pattern>) -> ActionBits
  ) {
    var keys = RequestKeys.ofCaller
    keys.add(policies.keys)
    self.keys = keys
    caller = policies.caller()
    let request = PartialRequest(
      "",
      on: "*",
      context: keys.values,
      closedFamilies: keys.closedFamilies
    )
    let all = [policies.identity] + [policies.boundary].compactMap(\.self) + controls
    layers = all.map { layer in
      request.narrowed(layer.statements).map {
        Entry(statement: $0, actions: bits($0.scope.actions))
      }
    }
    hasBoundary = policies.boundary != nil
    var actions = ActionBits.all
    for layer in layers {
      var allowed = ActionBits()
      for entry in layer where entry.statement.effect == .allow { allowed.formUnion(entry.actions) }
      actions.formIntersection(allowed)
    }
    self.actions = actions
  }
}

// MARK: - Grants

extension Rights {
  /// The layers: what is attached, the boundary if there is one, and each level of control policies.
  var statements: [[Statement]] { layers.map { $0.map(\.statement) } }

  /// Why a part of what is attached to it is not known at all; nil where all is read.
  var unread: Doubt? {
    for statement in statements[0] where statement.scope.actions == .except([]) {
      if case .open(let doubt)? = statement.scope.conditions.first { return doubt }
    }
    return nil
  }

  /// What the actions are made of that statements name and that are not known; a search that does not end
  /// would, most likely, if they were.
  var openActions: [Doubt] {
    var doubts: [Doubt] = []
    for pattern in statements.joined().flatMap(\.scope.actions.elements) {
      for symbol in pattern.unknowns where !doubts.contains(.symbol(symbol)) {
        doubts.append(.symbol(symbol))
      }
    }
    return doubts
  }

  /// How many of the layers are not the organization's.
  var ownLayerCount: Int { hasBoundary ? 2 : 1 }

  /// What the organization's policies do not matter to: the identity policies within the boundary.
  var ownGrants: Grants {
    Grants(layers: statements.prefix(ownLayerCount).map { [Policy($0)] })
  }

  /// Whether nothing is left of anything: there is no boundary, or one that allows everything.
  var isUnbounded: Bool {
    guard hasBoundary else { return true }
    let limit = layers[1].map(\.statement)
    return limit.allSatisfy { $0.effect == .allow } && limit.contains(where: \.isAboutEverything)
  }

  /// What is about an action of the catalogue, without conditions on keys that requests for it do not
  /// have.
  mutating func statements(for number: Int, _ catalogue: EscalationCatalogue) -> ActionStatements {
    if let kept = byAction[number] { return kept }
    let layers = layers.map { layer in
      let about = layer.filter { $0.actions.contains(number) }.map(\.statement)
      return catalogue.narrowed(about, number)
    }
    let made = ActionStatements(layers)
    byAction[number] = made
    return made
  }
}

// MARK: - Single requests

extension Rights {
  /// A request of those that administrators make, which it might be allowed if anything were attached to it,
  /// and another one is certainly not.
  func tellingRequest(refusedTo other: Rights) -> Request? {
    for action in Self.tellingActions {
      let request = Request(action.name, on: Text(action.resource))
      if mightBeAllowed(request), other.refuses(request) { return request }
    }
    return nil
  }

  static let tellingActions = [
    (name: "iam:CreateUser", resource: "arn:aws:iam::000000000000:user/x"),
    (name: "kms:ScheduleKeyDeletion", resource: "arn:aws:kms:us-east-1:000000000000:key/x"),
    (name: "cloudtrail:StopLogging", resource: "arn:aws:cloudtrail:us-east-1:000000000000:trail/x"),
    (name: "s3:DeleteBucket", resource: "arn:aws:s3:::x"),
    (name: "organizations:LeaveOrganization", resource: "*"),
  ]

  /// Whether a request is certainly allowed if anything were attached.
  private func mightBeAllowed(_ request: Request) -> Bool {
    isAllowed(request, by: layers.dropFirst().map(\.self)) && !isDenied(request, by: layers[0])
  }

  /// Whether a request is certainly allowed.
  func allows(_ request: Request) -> Bool { isAllowed(request, by: layers) }

  private func isAllowed(_ request: Request, by layers: [[Entry]]) -> Bool {
    layers.allSatisfy { layer in
      !isDenied(request, by: layer)
        && layer.contains {
          $0.statement.effect == .allow && $0.statement.scope.match(request) == .yes
        }
    }
  }

  private func isDenied(_ request: Request, by layer: [Entry]) -> Bool {
    layer.contains { $0.statement.effect == .deny && $0.statement.scope.match(request) != .no }
  }

  /// Whether a request is certainly not allowed.
  func refuses(_ request: Request) -> Bool { isRefused(request, by: layers) }

  /// Whether a request is certainly not allowed by what is not the organization's.
  func refusesItself(_ request: Request) -> Bool {
    isRefused(request, by: Array(layers.prefix(ownLayerCount)))
  }

  private func isRefused(_ request: Request, by layers: [[Entry]]) -> Bool {
    layers.contains { layer in
      var mayAllow = false
      for entry in layer {
        switch (entry.statement.scope.match(request), entry.statement.effect) {
        case (.yes, .deny): return true
        case (.yes, .allow), (.open, .allow): mayAllow = true
        case (.no, _), (.open, .deny): continue
        }
      }
      return !mayAllow
    }
  }
}
