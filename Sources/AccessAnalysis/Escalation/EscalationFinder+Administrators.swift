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
  /// All principals are looked at once, backwards from those who may do everything: time proportional to
  /// their ways.
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
    var into: [ResourceID: [Edge]] = [:]
    // Who is an administrator, or becomes one by the next way: for certain first.
    var certain: [(ResourceID, TowardAdministrator)] = []
    var open: [(ResourceID, TowardAdministrator)] = []
    for id in access.principals {
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
      for way in findWays(of: id, onlyFirst: true, &context) {
        let doubts = way.grade.doubts
        guard way.end.hasAnyRight else {
          into[way.end.id, default: []].append(Edge(way: way, doubts: doubts))
          continue
        }
        guard rights(of: way.end.id, &context).isUnbounded else { continue }
        let next = (id, TowardAdministrator(way: way, doubts: doubts))
        if doubts.isEmpty { certain.append(next) } else { open.append(next) }
      }
    }
    var queue = found.keys.sorted { $0.index < $1.index }
    for (id, toward) in certain where found[id] == nil {
      found[id] = toward
      queue.append(id)
    }
    spread(from: queue, along: into, certainly: true, &found)
    queue = found.keys.sorted { $0.index < $1.index }
    for (id, toward) in open where found[id] == nil {
      found[id] = toward
      queue.append(id)
    }
    spread(from: queue, along: into, certainly: false, &found)
    return found
  }

  /// Adds who reaches those of a queue, the nearest first.
  private func spread(
    from queue: [ResourceID],
    along into: [ResourceID: [Edge]],
    certainly isCertain: Bool,
    _ found: inout [ResourceID: TowardAdministrator]
  ) {
    var queue = queue
    var next = 0
    while next < queue.count {
      let place = queue[next]
      next += 1
      for edge in into[place] ?? [] where found[edge.way.principal] == nil {
        guard !isCertain || edge.doubts.isEmpty else { continue }
        let doubts = edge.doubts + (found[place]?.doubts ?? [])
        found[edge.way.principal] = TowardAdministrator(way: edge.way, doubts: doubts)
        queue.append(edge.way.principal)
      }
    }
  }
}
