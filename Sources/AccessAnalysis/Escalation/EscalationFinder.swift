package import Infrastructure
package import Permissions
import ServiceAuthorization
package import Values

/// Finds the ways by which principals get more than they were given, over all that is attached to them:
/// identity policies, boundary, service control policies, and the trust of the roles that they reach.
///
/// A step is allowed where some request for it is: who escalates chooses names and parameters, but neither
/// who it is nor what a target's account, tags and boundary are. Policies of resources that name the
/// principal do not count, but for those of roles. One value is for one world.
package struct EscalationFinder {
  /// What holds of a search for a request.
  enum Finding {
    case no
    case yes(Escalation.Step)
    case open([Doubt])
  }

  /// Whether a principal may do all that its organization lets its account do.
  package enum Standing: Sendable {
    /// With the statement that lets it.
    case administrator(Statement.Provenance)
    case limited
    case undetermined([Doubt])
  }

  var access: Access
  let catalogue = EscalationCatalogue.builtIn
  let solver = PermissionSolver()
  /// For what is searched where examples tell nothing.
  let patient = PermissionSolver(budget: Budget(steps: 1_000))
  var rights: [ResourceID: Rights] = [:]
  var answers: [Question: Finding] = [:]
  var kinds: [Kinds: [Pattern]] = [:]
  var places: [ResourceID: Text?] = [:]
  var bits: [Pattern: ActionBits] = [:]
  var trustsByService: [String: [ResourceID: [Doubt]]] = [:]
  var trusts: [ResourceID: RoleTrust] = [:]
  var trusting: Trusting?
  var holders: [String: [ResourceID: [ResourceID]]] = [:]
  /// The ends that are wanted of the principal whose ways are being found, and those of its proven ways.
  var wanted: Ends?
  var settled: Set<Escalation.Identity> = []
  var targets: [Question: [ResourceID]] = [:]
  var named: [Naming: Set<ResourceID>] = [:]
  var requests: [String: [(ResourceID, PartialRequest?)]] = [:]
  private var ways: [ResourceID: [Escalation]] = [:]
  private var elsewhere: [ResourceID: [Escalation]] = [:]
  var unheld: [Unheld.Key: [Unheld]] = [:]
  var refusals: [ResourceID: Refusals] = [:]
  var tellings: [ResourceID: [Telling]] = [:]
  var towardAdministrators: [ResourceID: TowardAdministrator]?
  private var standings: [ResourceID: Standing] = [:]

  package init(_ estate: Estate) {
    access = Access(estate)
  }

  var estate: Estate { access.estate }

  /// The gap that keeps a doubt open.
  package func gap(of doubt: Doubt) -> EstateTexts.Gap { access.gap(of: doubt) }

  /// Whether everything is allowed to a principal by what is attached to it, within its boundary.
  package mutating func standing(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Standing {
    if let kept = standings[id] { return kept }
    let standing = findStanding(of: id, &context)
    standings[id] = standing
    return standing
  }

  private mutating func findStanding(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Standing {
    let rights = rights(of: id, &context)
    if let statement = rights.fullAccess { return .administrator(statement) }
    if rights.lacksSomething { return .limited }
    let anything = Scope(actions: .only(["*"]), resources: .only(["*"]))
    let all = Grants(Policy([Statement(.allow, anything)]))
    switch patient.request(allowedBy: all, butNotBy: rights.ownGrants) {
    case .found: return .limited
    case .undetermined([.budget]) where !rights.openActions.isEmpty:
      return .undetermined(rights.openActions)
    case .undetermined(let doubts): return .undetermined(doubts)
    case .none:
      return .administrator(rights.statements[0].first?.provenance ?? .none)
    }
  }

  /// The ways that begin at a principal, in the order of the catalogue and of the estate, and those over
  /// what the estate does not hold after the others. Somebody who may do everything gains nothing, nor does
  /// who becomes somebody that may do no more.
  package mutating func escalations(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    if case .administrator = standing(of: id, &context) { return [] }
    let all = ways(of: id, &context) + waysElsewhere(of: id, &context)
    var idle: Set<Escalation.Identity> = []
    var seen: Set<Escalation.Identity> = []
    for way in all where seen.insert(way.end).inserted {
      if case .none = gain(of: way.end, over: id, &context) { idle.insert(way.end) }
    }
    return idle.isEmpty ? all : all.filter { !idle.contains($0.end) }
  }

  /// The ways that begin at a principal over something that the estate does not hold.
  private mutating func waysElsewhere(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    if let kept = elsewhere[id] { return kept }
    let found = findWaysElsewhere(of: id, &context)
    elsewhere[id] = found
    return found
  }

  /// The ways that begin at a principal over what the estate holds, whether it gains by them or not.
  mutating func ways(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    if let kept = ways[id] { return kept }
    let found = findWays(of: id, &context)
    ways[id] = found
    return found
  }
}

// MARK: - Paths

extension EscalationFinder {
  private enum Gain {
    case none
    case found(Request)
    case undetermined([Doubt])
  }

  private struct Place {
    let identity: Escalation.Identity
    let ways: [Escalation]
    /// What the path waits for.
    var doubts: [Doubt]
  }

  /// For each identity that a principal can come to be, and gains by it, the shortest path: over ways that
  /// are proven, or else over possible ones, or else over such as wait for something.
  package mutating func paths(
    from id: ResourceID,
    _ context: inout EvaluationContext
  ) -> EscalationPaths {
    var found = EscalationPaths()
    if case .administrator = standing(of: id, &context) { return found }
    let start = Escalation.Identity(id: id, hasAnyRight: false)
    var reached: Set<Escalation.Identity> = [start]
    // Proven paths come first, then possible ones, then those that wait for something.
    var queues = [[Place(identity: start, ways: [], doubts: [])], [], []]
    var next = [0, 0, 0]
    while let tier = queues.indices.first(where: { next[$0] < queues[$0].count }) {
      let place = queues[tier][next[tier]]
      next[tier] += 1
      if !place.ways.isEmpty {
        guard reached.insert(place.identity).inserted else { continue }
        add(place, over: id, to: &found, &context)
        if place.identity.hasAnyRight { continue }
        if case .administrator = standing(of: place.identity.id, &context) { continue }
      }
      if let doubt = rights(of: place.identity.id, &context).unread {
        if found.doubts.isEmpty { found.doubts = [doubt] }
        continue
      }
      let ways = ways(of: place.identity.id, &context)
      let elsewhere = waysElsewhere(of: place.identity.id, &context)
      for way in ways + elsewhere where !reached.contains(way.end) {
        var more = Place(identity: way.end, ways: place.ways + [way], doubts: place.doubts)
        switch way.grade {
        case .proven: queues[tier].append(more)
        case .possible: queues[max(tier, 1)].append(more)
        case .undetermined(let doubts):
          more.doubts += doubts.prefix(1)
          queues[2].append(more)
        }
      }
    }
    return found
  }

  private mutating func add(
    _ place: Place,
    over id: ResourceID,
    to found: inout EscalationPaths,
    _ context: inout EvaluationContext
  ) {
    var doubts = place.doubts
    var example: Request?
    switch gain(of: place.identity, over: id, &context) {
    case .none: return
    case .undetermined(let open): doubts += open
    case .found(let request): example = request
    }
    let (isAdministrator, open) = isAdministrator(place.identity, &context)
    found.paths.append(
      EscalationPath(
        ways: place.ways,
        isProven: place.ways.allSatisfy(\.isThere),
        isAdministrator: isAdministrator,
        gain: example,
        doubts: doubts + open
      )
    )
  }

  /// Whether an identity may do everything, and what keeps that open.
  mutating func isAdministrator(
    _ end: Escalation.Identity,
    _ context: inout EvaluationContext
  ) -> (Bool, [Doubt]) {
    if end.hasAnyRight { return (rights(of: end.id, &context).isUnbounded, []) }
    switch standing(of: end.id, &context) {
    case .administrator: return (true, [])
    case .limited: return (false, [])
    case .undetermined(let doubts): return (true, doubts)
    }
  }

  /// A request that an identity may make in the end and a principal may not.
  private mutating func gain(
    of end: Escalation.Identity,
    over id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Gain {
    if !end.hasAnyRight, let request = telling(of: end.id, refusedTo: id, &context) {
      return .found(request)
    }
    var own = rights(of: id, &context)
    var theirs = rights(of: end.id, &context)
    let example =
      end.hasAnyRight
      ? theirs.tellingRequest(refusedTo: own) : theirs.request(refusedTo: &own)
    rights[id] = own
    rights[end.id] = theirs
    if let example { return .found(example) }
    // Comparing all that both may do would find out more, but takes too long where names are not known.
    return !end.hasAnyRight && own.plainlyCovers(theirs) ? .none : .undetermined([.budget])
  }
}
