package import Infrastructure
import Permissions
package import Values

/// The next way of a principal on its path to somebody who may do everything.
struct TowardAdministrator: Sendable {
  /// Nil for who is an administrator, or may be one.
  let way: Escalation?
  /// What keeps open whether it comes to that, from here on; empty if it does for certain.
  let doubts: [Doubt]
}

extension EscalationFinder {
  /// The shortest path by which a principal comes to do everything: over ways that are proven, or else over
  /// such as wait for something. Ways over what the estate does not hold do not count. Administrators have
  /// none.
  ///
  /// All principals are looked at once, backwards from those who may do everything, so that what leads
  /// nowhere is not looked at.
  package mutating func administratorPaths(
    from id: ResourceID,
    _ context: inout EvaluationContext
  ) -> EscalationPaths {
    let toward = towardAdministrators ?? findTowardAdministrators(&context)
    towardAdministrators = toward
    var ways: [Escalation] = []
    var place = id
    while let way = toward[place]?.way {
      ways.append(way)
      if way.end.hasAnyRight { break }
      place = way.end.id
    }
    let doubts = toward[id]?.doubts ?? []
    if ways.isEmpty { return EscalationPaths(doubts: doubts) }
    let path = EscalationPath(
      ways: ways,
      isProven: true,
      isAdministrator: true,
      gain: nil,
      doubts: doubts
    )
    return EscalationPaths(paths: [path])
  }

  private struct Edge {
    let way: Escalation
    let doubts: [Doubt]
  }

  private mutating func findTowardAdministrators(
    _ context: inout EvaluationContext
  ) -> [ResourceID: TowardAdministrator] {
    var found: [ResourceID: TowardAdministrator] = [:]
    // Who may be an administrator, or becomes one by the next way: for certain first.
    var certain: [(ResourceID, TowardAdministrator)] = []
    var open: [(ResourceID, TowardAdministrator)] = []
    let principals = access.principals
    for id in principals {
      switch standing(of: id, &context) {
      case .administrator:
        found[id] = TowardAdministrator(way: nil, doubts: [])
        continue
      case .undetermined(let doubts):
        open.append((id, TowardAdministrator(way: nil, doubts: doubts)))
      case .limited:
        if let doubt = rights(of: id, &context).unread {
          open.append((id, TowardAdministrator(way: nil, doubts: [doubt])))
        }
      }
      for way in findWays(of: id, to: .anyRight, &context)
      where rights(of: way.end.id, &context).isUnbounded {
        let doubts = way.grade.doubts
        let next = (id, TowardAdministrator(way: way, doubts: doubts))
        if doubts.isEmpty { certain.append(next) } else { open.append(next) }
      }
    }
    let ends = Set(found.keys).union((certain + open).map(\.0))
    let into = edges(to: ends, from: principals.filter { found[$0] == nil }, &context)
    add(certain, to: &found)
    spread(along: into, certainly: true, &found)
    add(open, to: &found)
    spread(along: into, certainly: false, &found)
    return found
  }

  /// The ways to some principals, to those from whom these begin, and so on.
  private mutating func edges(
    to ends: Set<ResourceID>,
    from principals: [ResourceID],
    _ context: inout EvaluationContext
  ) -> [ResourceID: [Edge]] {
    var into: [ResourceID: [Edge]] = [:]
    var reached = ends
    var frontier = ends
    while !frontier.isEmpty {
      var next: Set<ResourceID> = []
      for id in principals {
        for way in findWays(of: id, to: .identities(frontier), &context) {
          into[way.end.id, default: []].append(Edge(way: way, doubts: way.grade.doubts))
          if reached.insert(id).inserted { next.insert(id) }
        }
      }
      frontier = next
    }
    return into
  }

  private func add(
    _ more: [(ResourceID, TowardAdministrator)],
    to found: inout [ResourceID: TowardAdministrator]
  ) {
    for (id, toward) in more where found[id] == nil { found[id] = toward }
  }

  /// Adds who reaches those that were found, the nearest first.
  private func spread(
    along into: [ResourceID: [Edge]],
    certainly isCertain: Bool,
    _ found: inout [ResourceID: TowardAdministrator]
  ) {
    var queue = found.keys.sorted { $0.index < $1.index }
    var next = 0
    while next < queue.count {
      let place = queue[next]
      next += 1
      for edge in into[place] ?? []
      where found[edge.way.principal] == nil && (!isCertain || edge.doubts.isEmpty) {
        let doubts = edge.doubts + (found[place]?.doubts ?? [])
        found[edge.way.principal] = TowardAdministrator(way: edge.way, doubts: doubts)
        queue.append(edge.way.principal)
      }
    }
  }
}
