import Findings
import Infrastructure
import Permissions
import Values

/// The questions about one resource in one world of both estates: what do its statements newly allow?
struct AccessQuestions {
  /// What is compared of statements.
  private struct Rule: Hashable {
    let effect: Statement.Effect
    let scope: Permissions.Scope

    init(_ statement: Statement) {
      effect = statement.effect
      scope = statement.scope
    }
  }

  /// The policies of both estates under the names that both have.
  private struct Policies {
    /// For each statement that grants, what it is made of.
    var allows: [[Statement]] = []
    var denials: [Statement] = []
    /// What limits it, layer by layer.
    var limits: [[Statement]] = []
    var reference: [[Statement]] = []

    func candidate(_ part: [Statement]) -> Grants {
      Grants(layers: ([part + denials] + limits).map { [Policy($0)] })
    }

    /// Whether what is granted by the same statement as before is nothing new.
    var isLimitedAsBefore: Bool {
      guard reference.count == limits.count + 1 else { return false }
      let earlierDenials = reference[0].filter { $0.effect == .deny }.map(Rule.init)
      return Set(denials.map(Rule.init)).isSuperset(of: earlierDenials)
        && zip(limits, reference.dropFirst()).allSatisfy {
          Set($0.map(Rule.init)) == Set($1.map(Rule.init))
        }
    }
  }

  private let kind: AccessDifference.Change.Kind
  /// The statements that grant, as the later estate has them.
  private var statements: [Statement] = []
  /// The statements of a resource's policy that deny, as the earlier estate has them, with what each is
  /// made of. A principal's own denials are compared with what it is granted.
  private var earlierDenials: [(statement: Statement, parts: [Statement])] = []
  /// Doubts as conditions on keys of their own: what is open in both estates alike is the same in both.
  private var closed = Policies()
  /// Doubts as doubts; nil where there are none.
  private var open: Policies?
  /// What each request of the principal says.
  private var known = KnownKeys()

  init(
    _ subject: AccessSubject,
    counterpart: ResourceID?,
    _ head: inout ComparedEstate,
    _ base: inout ComparedEstate,
    _ names: inout SharedNames
  ) {
    kind = subject.kind
    let later = head.layers(kind, of: subject.id)
    let earlier = counterpart.map { base.layers(kind, of: $0) } ?? [Layer(.identity)]
    let all = (later + earlier).flatMap(\.statements)
    if kind == .principal {
      known = KnownKeys(
        of: (subject.id, head.context.world),
        counterpart,
        asked: Set(all.flatMap(\.keys)),
        &head,
        &base,
        &names
      )
    }
    let hasDoubts = all.contains { !$0.doubts.isEmpty }
    func made(closesDoubts: Bool, _ names: inout SharedNames) -> Policies {
      var policies = Policies()
      func renamed(
        _ statement: Statement,
        _ id: ResourceID,
        _ side: ComparedEstate,
        _ names: inout SharedNames
      ) -> [Statement] {
        var renaming = names.renaming(
          of: statement,
          attachedTo: id,
          in: side,
          closesDoubts: closesDoubts
        )
        if side.side == .base { renaming.keys = known.renamed }
        return statement.renamed(renaming)
      }
      for statement in later[0].statements {
        let list = renamed(statement, subject.id, head, &names)
        switch statement.effect {
        case .allow: policies.allows.append(list)
        case .deny: policies.denials += list
        }
      }
      for layer in later.dropFirst() {
        var limits: [Statement] = []
        for statement in layer.statements {
          limits += renamed(statement, subject.id, head, &names)
        }
        policies.limits.append(limits)
      }
      for layer in earlier {
        var statements: [Statement] = []
        for statement in layer.statements {
          let parts = renamed(statement, counterpart ?? subject.id, base, &names)
          statements += parts
          if closesDoubts, kind == .resource, layer.kind == .resource, statement.effect == .deny {
            earlierDenials.append((statement, parts))
          }
        }
        policies.reference.append(statements)
      }
      return policies
    }
    statements = later[0].statements.filter { $0.effect == .allow }
    closed = made(closesDoubts: true, &names)
    open = hasDoubts ? made(closesDoubts: false, &names) : nil
  }

  /// Nothing of what the statements grant is settled.
  func unsettled() -> [StatementAnswer] {
    statements.map { StatementAnswer(statement: $0, finding: .open([.budget], [])) }
      + earlierDenials.map {
        StatementAnswer(statement: $0.statement, finding: .lifted(nil, [.budget]))
      }
  }

  /// What the statements that grant something new grant, and those of which that is open.
  func answers() -> [StatementAnswer] {
    let isLimitedAsBefore = closed.isLimitedAsBefore
    let before = Set((closed.reference.first ?? []).map(Rule.init))
    var answers: [StatementAnswer] = []
    for (index, statement) in statements.enumerated() {
      let parts = closed.allows[index]
      if isLimitedAsBefore, parts.allSatisfy({ before.contains(Rule($0)) }) { continue }
      if case .none = search(parts, closed) { continue }
      if let finding = finding(index) {
        answers.append(StatementAnswer(statement: statement, finding: finding))
      }
    }
    return answers + liftedDenials(besides: answers)
  }

  // MARK: - Denials of a resource's policy

  /// The denials that are gone or narrower, but for those that answers name.
  private func liftedDenials(besides answers: [StatementAnswer]) -> [StatementAnswer] {
    var told: Set<Statement.Provenance> = []
    for case .new(let parts) in answers.map(\.finding) {
      told.formUnion(parts.compactMap(\.denial?.provenance))
    }
    let remaining = Set(closed.denials.map(Rule.init))
    return earlierDenials.compactMap { statement, parts in
      guard !told.contains(statement.provenance),
        !parts.allSatisfy({ remaining.contains(Rule($0)) })
      else { return nil }
      let denied = parts.map(Self.allowing)
      let stillDenied = Grants(layers: [[Policy(closed.denials.map(Self.allowing))]])
      func search(_ scope: Permissions.Scope?) -> Search {
        PermissionSolver().request(
          allowedBy: Grants(layers: [[Policy(denied)]]),
          butNotBy: stillDenied,
          within: scope
        )
      }
      switch search(nil) {
      case .none: return nil
      case .undetermined(let reasons):
        return StatementAnswer(statement: statement, finding: .lifted(nil, reasons))
      case .found(let witness):
        let example = ExampleWords.realistic(witness, of: denied, search)
        return StatementAnswer(
          statement: statement,
          finding: .lifted(example.told(as: "what it denied"), [])
        )
      }
    }
  }

  private static func allowing(_ statement: Statement) -> Statement {
    var statement = statement
    statement.effect = .allow
    return statement
  }

  private func search(
    _ part: [Statement],
    _ policies: Policies,
    within narrowing: Permissions.Scope? = nil
  ) -> Search {
    var scope = narrowing ?? Scope(actions: .except([]))
    scope.conditions += known.conditions
    return PermissionSolver().request(
      allowedBy: policies.candidate(part),
      butNotBy: Grants(layers: policies.reference.map { [Policy($0)] }),
      within: narrowing == nil && known.conditions.isEmpty ? nil : scope
    )
  }

  // MARK: - Parts

  private func finding(_ index: Int) -> StatementAnswer.Finding? {
    var found: [StatementAnswer.Part] = []
    var perhaps: [StatementAnswer.Part] = []
    var doubts: [Doubt] = []
    for narrowing in parts(of: statements[index]) {
      let part = narrowing.of(closed.allows[index])
      let possible = search(part, closed)
      if case .none = possible { continue }
      let certain = open.map { search(narrowing.of($0.allows[index]), $0) } ?? possible
      switch certain {
      case .none: continue
      case .undetermined(let reasons):
        doubts += reasons.filter { !doubts.contains($0) }
        guard case .found(let witness) = possible else { continue }
        perhaps.append(told(witness, narrowing, index, closed))
      case .found(let witness):
        found.append(told(witness, narrowing, index, open ?? closed))
      }
    }
    if !found.isEmpty { return .new(found) }
    return doubts.isEmpty ? nil : .open(doubts, perhaps)
  }

  private func told(
    _ witness: Witness,
    _ narrowing: StatementPart,
    _ index: Int,
    _ policies: Policies
  ) -> StatementAnswer.Part {
    let statements = narrowing.of(policies.allows[index])
    let example = ExampleWords.realistic(witness, of: statements) { scope in
      search(statements, policies, within: scope)
    }
    return .init(example: example.told(as: narrowing.name), denial: example.witness.denial)
  }

  /// The parts of a statement that are told one by one: its principals, or else its actions.
  private func parts(of statement: Statement) -> [StatementPart] {
    if case .only(let principals)? = statement.scope.principals,
      principals.count > 1 || kind == .trust
    {
      return principals.indices.map { .principal($0, of: principals) }
    }
    guard case .only(let actions) = statement.scope.actions else { return [.all(statement)] }
    return actions.map(StatementPart.action)
  }
}
