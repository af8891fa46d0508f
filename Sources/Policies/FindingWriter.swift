import CEL
import Findings
import Infrastructure
import SourceText
import Syntax
import TextEditing
import Values

/// Makes findings of what a rule says of a resource in all worlds.
struct FindingWriter {
  let bound: BoundRule
  let resource: Resource

  /// One finding to be: the same place and verdict, and the same words where it is a violation, whichever
  /// worlds it occurs in.
  private struct Entry {
    let place: BlamedPlace
    let verdict: Finding.Verdict
    /// Bit `n` stands for leaf `n` of the search.
    var worlds: UInt64
  }

  /// What makes places of several worlds one.
  private struct Key: Hashable {
    let verdict: Finding.Verdict
    let origin: Origin
    let missing: [String]
    /// Of a violation: several elements of a list may stand at one place.
    let message: String?
  }

  /// The findings to be in the order in which they were found.
  private struct Entries {
    private(set) var all: [Entry] = []
    private var indices: [Key: Int] = [:]
    private(set) var violated: Set<Origin> = []

    mutating func add(_ place: BlamedPlace, _ verdict: Finding.Verdict, _ worlds: UInt64) {
      let key = Key(
        verdict: verdict,
        origin: place.origin,
        missing: place.missing,
        message: verdict == .violation ? place.message : nil
      )
      if verdict == .violation { violated.insert(place.origin) }
      if let index = indices[key] {
        all[index].worlds |= worlds
      } else {
        indices[key] = all.count
        all.append(Entry(place: place, verdict: verdict, worlds: worlds))
      }
    }
  }

  /// Linear in the outcomes of all worlds.
  func write(
    _ search: WorldSearch,
    into judgement: inout Judgement,
    _ context: inout EvaluationContext
  ) {
    var entries = Entries()
    for (index, leaf) in search.leaves.enumerated() {
      let world: UInt64 = 1 << UInt64(index)
      for outcome in leaf.outcomes {
        switch outcome.verdict {
        case .satisfied: judgement.isSatisfied = true
        case .notApplicable: break
        case .defect(let diagnostic) where judgement.defects.contains(diagnostic): break
        case .defect(let diagnostic): judgement.defects.append(diagnostic)
        case .violation(let places):
          for place in places { entries.add(place, .violation, world) }
        case .undetermined(let place): entries.add(place, .undetermined, world)
        }
      }
    }
    if search.isCut { entries.add(cutPlace(), .undetermined, .max) }
    let worlds = WorldText(search.leaves.map(\.world), of: bound.estate.worlds)
    for entry in entries.all {
      // A place that is violated in some world needs no second finding for worlds that are open.
      let isOpen = entry.verdict == .undetermined
      if isOpen, entries.violated.contains(entry.place.origin) { continue }
      let finding = finding(entry, worlds: worlds, &context)
      // What several rules leave open at one place is said once.
      let isSaid = judgement.contains(needs: finding.needs, at: finding.span)
      if !(isOpen && isSaid) { judgement.append(finding) }
    }
  }

  private func cutPlace() -> BlamedPlace {
    let unknown = Unknown(
      .tooManyWorlds,
      "the outcome of more than \(WorldSearch.limit) combinations of parameters and conditions",
      settle: "give some of the parameters with --parameter"
    )
    return BlamedPlace(
      origin: resource.origin,
      missing: [],
      message: RuleJudge.plainMessage(of: bound.policy, about: resource),
      related: [],
      witness: [],
      unknowns: [OpenPlace(unknown: unknown, origin: resource.origin)],
      read: []
    )
  }

  private func finding(
    _ entry: Entry,
    worlds: WorldText,
    _ context: inout EvaluationContext
  ) -> Finding {
    let place = entry.place
    let path = context.withChildIndex { DocumentPath.path(to: place.origin, in: bound.estate, &$0) }
    let fallback = PlaceText.span(of: resource.origin, in: bound.estate)
    let span =
      span(of: place) ?? fallback ?? SourceSpan(file: SourceID(0), start: 0, end: 0)
    let fix = fix(for: place.remedy, &context)
    return Finding(
      policy: bound.policy.id,
      verdict: entry.verdict,
      severity: bound.policy.severity,
      message: place.message,
      subject: Finding.Subject(type: resource.type, address: resource.address),
      span: span,
      // The resource has a row of its own.
      related: notes(place.related.filter { isElsewhere($0.origin, than: place.origin) }).filter {
        $0.span != span
      },
      witness: notes(place.witness),
      when: worlds.describe(entry.worlds),
      assumes: assumptions(place),
      needs: needs(place, fallback: span),
      environment: bound.estate.scopes[resource.scope.index].environment,
      help: bound.rule.help ?? bound.policy.remediation,
      fixes: fix.fix.map { [$0] } ?? [],
      fixObstacle: fix.obstacle,
      controls: bound.policy.controls,
      fingerprint: Fingerprint.of(
        policy: bound.policy.id,
        resource: resource,
        path: path + place.missing,
        verdict: entry.verdict
      )
    )
  }

  /// A place to point at; what is missing from the resource itself is missing at its name.
  private func span(of place: BlamedPlace) -> SourceSpan? {
    guard place.origin != resource.properties.origin else {
      return PlaceText.span(of: resource.origin, in: bound.estate)
    }
    return PlaceText.span(of: place.origin, in: bound.estate)
  }

  /// Whether a place is neither the resource itself nor around the place that is pointed at.
  private func isElsewhere(_ origin: Origin, than place: Origin) -> Bool {
    guard origin != resource.origin else { return false }
    guard let (tree, node) = bound.estate.node(of: origin), place.rawValue > origin.rawValue else {
      return true
    }
    // A node is followed by all that it holds.
    return place.rawValue - origin.rawValue >= tree[node].next - node.rawValue
  }

  private func notes(_ places: [RelatedPlace]) -> [Note] {
    places.compactMap { place in
      PlaceText.span(of: place.origin, in: bound.estate).map { Note(place.text, at: $0) }
    }
  }

  /// The change of the text that a remedy comes to, or why there is none.
  private func fix(
    for remedy: Result<Remedy, EditObstacle>?,
    _ context: inout EvaluationContext
  ) -> (fix: Finding.Fix?, obstacle: String?) {
    guard let remedy else { return (nil, nil) }
    let writer = FixWriter(estate: bound.estate, resource: resource)
    return context.withChildIndex { children in
      do throws(EditObstacle) {
        return (try writer.fix(for: try remedy.get(), &children), nil)
      } catch {
        return (nil, error.message)
      }
    }
  }

  private func assumptions(_ place: BlamedPlace) -> [String] {
    let origins = place.read + place.unknowns.map(\.origin) + [place.origin]
    return Set(origins.flatMap(bound.estate.assumptions(of:))).sorted() + place.defaults
  }

  /// Each input of the deployment once, where it is met first: what settles it there settles it
  /// everywhere. Of the rest, everything that is told apart by its place.
  private func needs(_ place: BlamedPlace, fallback: SourceSpan) -> [Finding.Need] {
    var needs: [Finding.Need] = []
    var inputs: Set<Unknown> = []
    var others: Set<Finding.Need> = []
    for open in place.unknowns {
      if open.unknown.isNamedInput, !inputs.insert(open.unknown).inserted { continue }
      let need = Finding.Need(
        value: open.unknown.subject,
        reason: open.unknown.reason.rawValue,
        span: PlaceText.span(of: open.origin, in: bound.estate) ?? fallback,
        settle: open.unknown.settle
      )
      if others.insert(need).inserted { needs.append(need) }
    }
    return needs
  }
}
