import Findings
import Infrastructure
import Policies
import SourceText
import Syntax
import Values

/// From an estate to verdicts.
struct EstateJudging {
  private(set) var policies: [LintReport.Policy] = []
  private(set) var findings: [Finding] = []
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var summary = LintReport.Summary()
  /// What the expressions noted of their atoms.
  private(set) var truths: Set<AtomTruth> = []

  /// - Parameter firstSource: The id of the first policy's source.
  init(of estate: Estate, _ options: LintOptions, firstSource: Int) {
    let occurring = Set(estate.types)
    let host = PolicyHost(for: estate)
    var entries: [Entry] = []
    let builtIn = Set(options.policies.filter(\.isBuiltIn).map(\.id))
    for (index, stored) in options.policies.enumerated() {
      let isConcerned = stored.types.map { !occurring.isDisjoint(with: $0) } ?? true
      guard isConcerned || options.readsEveryPolicy else { continue }
      let id = SourceID(firstSource + index)
      guard let policy = changed(read(stored, id, host), options) else { continue }
      if !stored.isBuiltIn, builtIn.contains(policy.id.rawValue) {
        diagnostics.append(Self.repetitionOfBuiltIn(by: policy))
      } else if let other = entries.first(where: { $0.policy.id == policy.id })?.policy {
        diagnostics.append(Self.repetition(of: other, by: policy))
      } else {
        let judge = PolicyJudge(policy, for: estate, seeksNarrowing: options.seeksNarrowing)
        entries.append(Entry(policy: policy, judge: judge))
      }
    }
    entries.sort { $0.policy.id < $1.policy.id }
    run(&entries, on: estate)
  }

  /// The ids of the policies that had a resource to judge.
  var matchedPolicies: [String] {
    policies.filter { policy in
      let counts = policy.summary
      return counts.violations + counts.undetermined + counts.satisfied > 0
    }.map(\.id.rawValue)
  }

  /// Judges by one policy that was read before.
  init(of estate: Estate, by policy: Policy) {
    var entries = [Entry(policy: policy, judge: PolicyJudge(policy, for: estate))]
    run(&entries, on: estate)
  }

  private mutating func run(_ entries: inout [Entry], on estate: Estate) {
    judge(estate, by: &entries)
    findings.sort(by: Finding.isReportedBefore)
    for entry in entries { add(entry.policy, entry.counts) }
  }

  private static func repetitionOfBuiltIn(by policy: Policy) -> Diagnostic {
    Diagnostic(
      .error,
      "invalid-policy",
      "a built-in policy has the id '\(policy.id.rawValue)'",
      at: policy.span,
      help: "name the requirement that is different"
    )
  }

  /// Two policies of one id would be one in every report.
  private static func repetition(of first: Policy, by second: Policy) -> Diagnostic {
    Diagnostic(
      .error,
      "invalid-policy",
      "another policy has the id '\(second.id.rawValue)'",
      at: second.span,
      related: [Note("the other one", at: first.span)]
    )
  }

  /// A policy with the verdicts that it has reached.
  private struct Entry {
    let policy: Policy
    let judge: PolicyJudge
    var counts = LintReport.Summary()
  }

  /// How many resources one thread judges at a time.
  private static let blockSize = 64

  /// What the policies say of a block of resources.
  private struct Block {
    var judgements: [(policy: Int, judgement: Judgement)] = []
    var truths: Set<AtomTruth> = []
  }

  private mutating func judge(_ estate: Estate, by entries: inout [Entry]) {
    var concerned: [String: [Int]] = [:]
    for (index, entry) in entries.enumerated() {
      for type in entry.policy.types { concerned[type, default: []].append(index) }
    }
    let judges = entries.map(\.judge)
    let indices = estate.resources.indices
    let starts = Array(stride(from: indices.lowerBound, to: indices.upperBound, by: Self.blockSize))
    let makeContext: @Sendable () -> EvaluationContext = {
      EvaluationContext(heap: estate.heap, worlds: estate.worlds)
    }
    let blocks = parallelMap(starts, keeping: makeContext) { [concerned] start, context in
      let block = start..<min(start + Self.blockSize, indices.upperBound)
      return Self.judge(block, of: estate, by: judges, concerned, &context)
    }
    for block in blocks {
      for (policy, judgement) in block.judgements { add(judgement, to: &entries[policy].counts) }
      truths.formUnion(block.truths)
    }
  }

  /// Asks every policy about each resource in turn, so that what one policy asks of a resource is at
  /// hand for the next.
  private static func judge(
    _ resources: Range<Int>,
    of estate: Estate,
    by judges: [PolicyJudge],
    _ concerned: [String: [Int]],
    _ context: inout EvaluationContext
  ) -> Block {
    var block = Block()
    for index in resources {
      guard let policies = concerned[estate.resources[index].type] else { continue }
      context.beginSubject()
      for policy in policies {
        let judgement = judges[policy].judge(ResourceID(index), in: &context)
        block.judgements.append((policy, judgement))
      }
      context.endSubject()
    }
    block.truths = AtomTruth.noted(in: context)
    return block
  }

  private mutating func add(_ judgement: Judgement, to counts: inout LintReport.Summary) {
    diagnostics += judgement.defects
    findings += judgement.findings
    for finding in judgement.findings {
      switch finding.verdict {
      case .violation: counts.violations += 1
      case .undetermined: counts.undetermined += 1
      }
    }
    guard judgement.findings.isEmpty, judgement.defects.isEmpty else { return }
    if judgement.isSatisfied { counts.satisfied += 1 } else { counts.notApplicable += 1 }
  }

  private mutating func read(
    _ stored: LintOptions.StoredPolicy,
    _ id: SourceID,
    _ host: PolicyHost
  ) -> Policy? {
    let parsed = parseSource(stored.source, id: id, vocabulary: host.vocabulary)
    diagnostics += parsed.diagnostics
    guard let tree = parsed.tree else { return nil }
    let result = PolicyReader.read(
      tree,
      domain: stored.domain,
      host: host,
      isKnown: stored.isBuiltIn
    )
    diagnostics += result.diagnostics
    return result.policy
  }

  private func changed(_ policy: Policy?, _ options: LintOptions) -> Policy? {
    guard let policy, let change = options.policyChanges[policy.id.rawValue] else { return policy }
    return policy.changed(
      severity: change.severity,
      values: change.values.mapValues(Policy.Parameter.Literal.init)
    )
  }

  private mutating func add(_ policy: Policy, _ counts: LintReport.Summary) {
    summary.violations += counts.violations
    summary.undetermined += counts.undetermined
    summary.satisfied += counts.satisfied
    summary.notApplicable += counts.notApplicable
    policies.append(
      LintReport.Policy(
        id: policy.id,
        title: policy.title,
        domain: policy.domain,
        severity: policy.severity,
        rationale: policy.rationale,
        remediation: policy.remediation,
        tags: policy.tags,
        references: policy.references,
        controls: policy.controls,
        parameters: policy.parameters.map { .init(name: $0.name, type: $0.type) },
        summary: counts
      )
    )
  }
}

extension Policy.Parameter.Literal {
  fileprivate init(_ value: LintOptions.PolicyChange.Value) {
    switch value {
    case .bool(let flag): self = .bool(flag)
    case .int(let number): self = .int(number)
    case .string(let text): self = .string(text)
    case .list(let parts): self = .list(parts.map(Self.init))
    }
  }
}
