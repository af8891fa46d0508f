package import Findings
import Infrastructure
import Permissions
import Values

/// What the later of two estates allows that the earlier one does not.
///
/// For each principal, role and resource with policies it is asked of every statement that grants
/// something whether a request is allowed by it, as far as boundaries and control policies let it, that
/// the earlier estate does not allow to the principal or resource of the same name: a question of
/// containment that the permission engine decides, with a request where the answer is yes.
package struct AccessComparison {
  var base: ComparedEstate
  var head: ComparedEstate
  var names = SharedNames()
  private let pairs: VariablePairs
  private let renames: [AccessDifference.Rename]
  /// 2^6.
  private static let worldLimit = 64

  package init(_ base: ComparedEstate, _ head: ComparedEstate) {
    self.base = base
    self.head = head
    pairs = VariablePairs(head, base, &names)
    renames = Renames.find(in: &self.head, from: base, &names)
  }

  /// In the order of the later estate.
  package mutating func difference() -> AccessDifference {
    var changes: [AccessDifference.Change] = []
    for (kind, id) in subjects() {
      let counterpart = counterpart(of: id)
      changes += self.changes(of: AccessSubject(kind: kind, id: id, counterpart: counterpart))
    }
    for bucket in head.estate.resources(ofType: "AWS::S3::Bucket") {
      guard let counterpart = counterpart(of: bucket) else { continue }
      changes += liftedBlocks(of: bucket, counterpart)
    }
    return AccessDifference(changes: changes, renames: renames)
  }

  private func counterpart(of id: ResourceID) -> ResourceID? {
    base.byName[head.name(of: id)].flatMap { other in
      base.estate[other].type == head.estate[id].type ? other : nil
    }
  }

  /// Those of the later estate, and its resources that only had a policy before.
  private mutating func subjects() -> [(kind: AccessDifference.Change.Kind, id: ResourceID)] {
    let own = head.subjects()
    let resources = Set(own.filter { $0.kind == .resource }.map(\.id))
    var bare: [(kind: AccessDifference.Change.Kind, id: ResourceID)] = []
    for (kind, id) in base.subjects() where kind == .resource {
      guard let later = head.byName[base.name(of: id)], counterpart(of: later) == id,
        !resources.contains(later), head.estate[later].existence != .never
      else { continue }
      bare.append((kind, later))
    }
    return bare.isEmpty
      ? own : (own + bare).sorted { ($0.id, $0.kind.rawValue) < ($1.id, $1.kind.rawValue) }
  }

  // MARK: - Worlds

  private struct Leaf {
    let world: JointWorld
    let answers: [StatementAnswer]
  }

  private mutating func changes(of subject: AccessSubject) -> [AccessDifference.Change] {
    // An endpoint opens a way, not a permission: only what becomes of one says something.
    if subject.counterpart == nil, head.estate[subject.id].type == "AWS::EC2::VPCEndpoint" {
      return []
    }
    var leaves: [Leaf] = []
    var open = [JointWorld()]
    while let world = open.popLast() {
      head.context.world = world.head
      base.context.world = world.base
      let outcome = answers(of: subject)
      let mayBranch = leaves.count + open.count < Self.worldLimit
      let decisive = outcome.variables.first { !world.contains($0.variable, of: $0.side) }
      if mayBranch, let decisive {
        open += world.choosing(decisive.variable, of: decisive.side, pairs).reversed()
      } else {
        leaves.append(Leaf(world: world, answers: outcome.answers))
      }
    }
    head.context.world = World()
    base.context.world = World()
    return changes(of: subject, leaves)
  }

  /// What some variable decides, and the answers where none does.
  private struct Outcome {
    var variables: [(side: AccessDifference.Side, variable: Int)] = []
    var answers: [StatementAnswer] = []
  }

  private mutating func answers(of subject: AccessSubject) -> Outcome {
    var outcome = Outcome()
    var counterpart = subject.counterpart
    let isAlike =
      counterpart.map { names.areAlike(subject.id, in: head, $0, in: base) } ?? false
    if !isAlike {
      switch head.existence(of: subject.id) {
      case .holds: break
      case .fails: return outcome
      case .open(let variable): outcome.variables.append((.head, variable))
      }
      switch counterpart.map({ base.existence(of: $0) }) {
      case .holds?, nil: break
      case .fails?: counterpart = nil
      case .open(let variable)?: outcome.variables.append((.base, variable))
      }
    }
    let questions = AccessQuestions(subject, counterpart: counterpart, &head, &base, &names)
    outcome.answers = questions.answers()
    if !outcome.variables.isEmpty {
      // Whether both are there is open, and with it all that one of them grants.
      outcome.answers = questions.unsettled()
      return outcome
    }
    var doubts: [Doubt] = []
    for case .open(let open, _) in outcome.answers.map(\.finding) { doubts += open }
    outcome.variables = doubts.compactMap(variable)
    // Examples are told in a world in which what is granted is known.
    for case (let statement, .new) in outcome.answers.map({ ($0.statement, $0.finding) }) {
      for placeholder in statement.placeholders {
        let gap = head.access.gap(of: .symbol(.placeholder(placeholder)))
        if let variable = gap.variable { outcome.variables.append((.head, variable)) }
      }
    }
    return outcome
  }

  // MARK: - Doubts

  private func gap(of doubt: Doubt) -> (gap: EstateTexts.Gap, side: AccessDifference.Side) {
    if case .symbol(.placeholder(let placeholder)) = doubt, let shared = names.gap(of: placeholder)
    {
      return shared
    }
    let own = head.access.gap(of: doubt)
    if own.reason == .unmodelled, own.origin.isNone {
      let other = base.access.gap(of: doubt)
      if other.reason != .unmodelled || !other.origin.isNone { return (other, .base) }
    }
    return (own, .head)
  }

  private func variable(of doubt: Doubt) -> (side: AccessDifference.Side, variable: Int)? {
    let (gap, side) = gap(of: doubt)
    return gap.variable.map { (side, $0) }
  }

  private func need(_ doubt: Doubt) -> AccessDifference.Need {
    let (gap, side) = gap(of: doubt)
    let estate = side == .head ? head : base
    return .init(gap.subject, at: estate.place(of: gap.origin), settle: gap.settle)
  }

  // MARK: - Changes

  /// What stands for a policy that is not known, as reports name it.
  private func unheld(
    _ statement: Statement,
    of subject: ResourceID
  ) -> AccessDifference.Statement {
    let resource = head.estate[subject]
    let gaps = statement.doubts.map(head.access.gap).sorted { $0.subject < $1.subject }
    let place = gaps.lazy.compactMap { self.head.place(of: $0.origin) }.first
    return .init(
      gaps.first?.subject ?? "a policy that is not known",
      of: resource.address,
      at: place ?? head.place(of: resource.origin)
    )
  }

  private func changes(
    of subject: AccessSubject,
    _ leaves: [Leaf]
  ) -> [AccessDifference.Change] {
    var order: [StatementAnswer.Key] = []
    for answer in leaves.flatMap(\.answers) where !order.contains(answer.key) {
      order.append(answer.key)
    }
    return order.compactMap { change(of: subject, $0, leaves) }
  }

  private func change(
    of subject: AccessSubject,
    _ key: StatementAnswer.Key,
    _ leaves: [Leaf]
  ) -> AccessDifference.Change? {
    let answers = leaves.compactMap { leaf in
      leaf.answers.first { $0.key == key }.map { (world: leaf.world, answer: $0) }
    }
    if key.isLifted {
      return liftedDenial(of: subject, answers, isAlways: answers.count == leaves.count)
    }
    let found = answers.compactMap { world, answer in
      if case .new(let parts) = answer.finding { (world, answer, parts) } else { nil }
    }
    let isAlways = found.count == leaves.count
    let certain = isAlways ? found.first : found.first { !$0.0.isHypothetical }
    guard let first = answers.first?.answer.statement else { return nil }
    let statement = head.told(first) ?? unheld(first, of: subject.id)
    let address = head.estate[subject.id].address
    let isNew = subject.counterpart == nil
    guard let (world, _, parts) = certain else {
      var needs: [AccessDifference.Need] = []
      var examples: [AccessDifference.Example] = []
      for case .open(let doubts, let perhaps) in answers.map(\.answer.finding) {
        if examples.isEmpty { examples = perhaps.map(\.example) }
        for need in doubts.map(need) where !needs.contains(need) { needs.append(need) }
      }
      if needs.isEmpty { needs = [.init("what the earlier estate chose", at: nil, settle: "")] }
      return .init(
        subject.kind,
        .undetermined,
        of: address,
        isNewSubject: isNew,
        by: statement,
        examples: examples,
        needs: needs
      )
    }
    return .init(
      subject.kind,
      .new,
      of: address,
      isNewSubject: isNew,
      by: statement,
      examples: parts.map(\.example),
      denial: parts.compactMap(\.denial).first.flatMap(base.told),
      when: isAlways || world.words.isEmpty ? nil : world.words.joined(separator: ", ")
    )
  }

  /// What a denial that is gone denied, which policies of the principals may allow.
  private func liftedDenial(
    of subject: AccessSubject,
    _ answers: [(world: JointWorld, answer: StatementAnswer)],
    isAlways: Bool
  ) -> AccessDifference.Change? {
    guard let (world, answer) = answers.first(where: { !$0.world.isHypothetical }) ?? answers.first,
      case .lifted(let example, let doubts) = answer.finding
    else { return nil }
    var needs = [
      AccessDifference.Need("what the policies of those who ask for it allow", at: nil, settle: "")
    ]
    for need in doubts.map(need) where !needs.contains(need) { needs.append(need) }
    return .init(
      subject.kind,
      .undetermined,
      of: head.estate[subject.id].address,
      isNewSubject: false,
      by: nil,
      examples: [example].compactMap(\.self),
      denial: base.told(answer.statement),
      when: isAlways || world.words.isEmpty ? nil : world.words.joined(separator: ", "),
      needs: needs
    )
  }
}
