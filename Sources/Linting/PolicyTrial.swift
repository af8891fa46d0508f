package import Findings
import Infrastructure
package import Policies
package import SourceText
package import Syntax

/// One policy, and an estate that it is tried on: as it is written, and with other expressions in the
/// place of some.
///
/// The estate is read once; each trial reads and judges by the policy anew.
package struct PolicyTrial {
  private let sources: [SourceFile]
  private let options: LintOptions
  private let reading: EstateReading
  private let domain: String
  /// The document of the policy; nil if it is neither YAML nor JSON.
  package let document: SyntaxTree?

  /// - Parameter parameters: The values of templates' parameters.
  package init(
    of policy: LintOptions.StoredPolicy,
    on sources: [SourceFile],
    parameters: [String: String] = [:]
  ) {
    var options = LintOptions()
    options.policies = [policy]
    options.readsEveryPolicy = true
    options.seeksNarrowing = true
    options.parameters = parameters
    options.namedPaths = Set(sources.map(\.path))
    self.sources = sources
    self.options = options
    reading = EstateReading(of: sources, EstateReading.parse(sources), options)
    domain = policy.domain
    let vocabulary = reading.estate.declarations.vocabulary
    document = parseSource(policy.source, id: SourceID(sources.count), vocabulary: vocabulary).tree
  }

  /// The report of the policy as it is written: that of ``lint(_:_:)``.
  package func report() -> LintReport {
    let judging = EstateJudging(of: reading.estate, options, firstSource: sources.count)
    return Linting.report(reading, judging, of: sources, options)
  }

  /// A report on other files in place of the given ones.
  package func report(on sources: [SourceFile]) -> LintReport {
    lint(sources, options)
  }

  /// The policy as it is written; nil if something is wrong with it.
  package var policy: Policy? {
    guard let document else { return nil }
    let host = PolicyHost(for: reading.estate)
    return PolicyReader.read(document, domain: domain, host: host).policy
  }

  /// Whether the policy can be read with other expressions in the place of some.
  package func accepts(_ replacements: [NodeID: String]) -> Bool {
    guard let document else { return false }
    let host = PolicyHost(for: reading.estate)
    let result = PolicyReader.read(document, domain: domain, host: host, replacing: replacements)
    return result.policy != nil
  }

  /// The report of the policy with other expressions in the place of some, which it ``accepts(_:)``.
  package func report(replacing replacements: [NodeID: String]) -> LintReport? {
    judged(PolicyHost(for: reading.estate), replacements).map { judging in
      Linting.report(reading, judging, of: sources, options)
    }
  }

  /// What the atoms of expressions are in the course of a run; expressions tell by
  /// ``AtomTruth/function``.
  package func truths(replacing replacements: [NodeID: String]) -> Set<AtomTruth> {
    judged(PolicyHost(for: reading.estate, observing: true), replacements)?.truths ?? []
  }

  private func judged(
    _ host: PolicyHost,
    _ replacements: [NodeID: String]
  ) -> EstateJudging? {
    guard let document else { return nil }
    let policy = PolicyReader.read(
      document,
      domain: domain,
      host: host,
      isKnown: true,
      replacing: replacements
    ).policy
    return policy.map { EstateJudging(of: reading.estate, by: $0) }
  }
}
