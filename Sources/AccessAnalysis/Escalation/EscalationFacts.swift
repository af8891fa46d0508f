package import Infrastructure
import Synchronization
package import Values

/// What policies ask about who comes to be whom in an estate, and about all that principals may do.
///
/// It is found out with nothing chosen, so that it holds in every world; what hangs on parameters and
/// conditions stays open, because a principal's paths hang on all others. A class, because all functions and
/// threads of a run ask the same finder.
package final class EscalationFacts: Sendable {
  package let estate: Estate
  private let kept = Mutex<Kept?>(nil)

  private struct Kept {
    var finder: EscalationFinder
    var paths: [ResourceID: EscalationPaths] = [:]
    var grants: [GrantQuestion: EffectiveGrants] = [:]
  }

  private struct GrantQuestion: Hashable {
    let principal: ResourceID
    let service: String?
  }

  /// An answer with the gaps of its doubts.
  package struct Answer<Element: Sendable>: Sendable {
    package let value: Element
    /// What keeps open that there is more.
    package let gap: EstateTexts.Gap?
    /// What each of several elements waits for.
    package var gaps: [EstateTexts.Gap?] = []
  }

  package init(of estate: Estate) {
    self.estate = estate
  }

  /// Whether a principal may do all that its organization lets its account do.
  package func standing(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Answer<EscalationFinder.Standing> {
    ask(&context) { kept, context in
      let standing = kept.finder.standing(of: id, &context)
      guard case .undetermined(let doubts) = standing else {
        return Answer(value: standing, gap: nil)
      }
      return Answer(value: standing, gap: doubts.first.map { kept.finder.gap(of: $0) })
    }
  }

  /// Whom a principal can come to be.
  package func paths(
    from id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Answer<EscalationPaths> {
    ask(&context) { kept, context in
      let paths = kept.paths[id] ?? kept.finder.paths(from: id, &context)
      kept.paths[id] = paths
      return Self.answer(paths, kept.finder)
    }
  }

  /// How a principal comes to do everything.
  package func administratorPaths(
    from id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Answer<EscalationPaths> {
    ask(&context) { kept, context in
      Self.answer(kept.finder.administratorPaths(from: id, &context), kept.finder)
    }
  }

  /// What a principal may do, of one service or of all.
  package func grants(
    of id: ResourceID,
    service: String?,
    _ context: inout EvaluationContext
  ) -> Answer<EffectiveGrants> {
    let question = GrantQuestion(principal: id, service: service)
    return ask(&context) { kept, context in
      let grants =
        kept.grants[question] ?? kept.finder.effectiveGrants(of: id, service: service, &context)
      kept.grants[question] = grants
      return Answer(value: grants, gap: grants.doubts.first.map { kept.finder.gap(of: $0) })
    }
  }

  private static func answer(
    _ paths: EscalationPaths,
    _ finder: EscalationFinder
  ) -> Answer<EscalationPaths> {
    Answer(
      value: paths,
      gap: paths.doubts.first.map { finder.gap(of: $0) },
      gaps: paths.paths.map { $0.doubts.first.map { finder.gap(of: $0) } }
    )
  }

  /// Asks the finder, which is made now if nobody has asked yet; what was made of values is forgotten.
  private func ask<Result: Sendable>(
    _ context: inout EvaluationContext,
    _ body: (inout Kept, inout EvaluationContext) -> Result
  ) -> Result {
    let (earlier, world) = (context.touched, context.world)
    context.world = World()
    let mark = context.heap.mark
    let result = kept.withLock { kept in
      var known = kept ?? Kept(finder: EscalationFinder(estate))
      // Not copied while it changes.
      kept = nil
      defer { kept = known }
      return body(&known, &context)
    }
    context.heap.reset(to: mark)
    context.world = world
    context.restoreTouched(earlier)
    return result
  }
}
