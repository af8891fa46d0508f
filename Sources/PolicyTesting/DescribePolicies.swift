package import Findings
package import Linting
import Policies
import SourceText
import Syntax

/// Policies with examples from their tests, by id; those that cannot be read are left out.
///
/// - Parameter policies: Whole documents, their tests included.
package func describePolicies(_ policies: [LintOptions.StoredPolicy]) -> [PolicyDescription] {
  parallelMap(policies, PolicyDescriber.describe).compactMap(\.self)
    .sorted { $0.policy.id < $1.policy.id }
}

/// Describes one policy.
private enum PolicyDescriber {
  @Sendable static func describe(_ stored: LintOptions.StoredPolicy) -> PolicyDescription? {
    let trial = PolicyTrial(of: stored, on: [])
    guard let policy = trial.policy, let reported = trial.report().policies.first,
      let document = trial.document
    else { return nil }
    let runs = PolicyExampleReader(document, path: stored.source.path).examples.map { example in
      (example: example, run: ExampleRun(example, of: stored))
    }.filter(\.run.test.passed)
    return PolicyDescription(
      policy: reported,
      resourceTypes: policy.types.sorted(),
      parameters: policy.parameters.map { parameter in
        PolicyDescription.Parameter(
          name: parameter.name,
          type: parameter.type,
          initial: text(of: parameter.value),
          description: parameter.description
        )
      },
      violating: shortest(runs) { $0 == [.violating] }
        ?? shortest(runs) { $0.contains(.violating) },
      satisfied: shortest(runs) { $0 == [.satisfied] }
        ?? shortest(runs) { !$0.contains(.violating) },
      undetermined: runs.filter { $0.run.examples.contains(.undetermined) }.map(\.example.name),
      limits: policy.limits
    )
  }

  /// The shortest example with verdicts of some kinds.
  private static func shortest(
    _ runs: [(example: PolicyExample, run: ExampleRun)],
    _ isWanted: (Set<PolicyTestReport.Example>) -> Bool
  ) -> PolicyDescription.Example? {
    let fitting = runs.filter { isWanted($0.run.examples) }
    let shortest = fitting.min { left, right in
      text(of: left.example).utf8.count < text(of: right.example).utf8.count
    }
    return shortest.map { shortest in
      PolicyDescription.Example(
        name: shortest.example.name,
        text: text(of: shortest.example),
        messages: shortest.run.messages
      )
    }
  }

  /// The files of an example; where there are several, each with its path above it.
  private static func text(of example: PolicyExample) -> String {
    let files = example.files.map(\.source)
    return files.map { file in
      (files.count > 1 ? "# \(file.path)\n" : "") + String(decoding: file.bytes, as: UTF8.self)
    }.joined(separator: "\n")
  }

  private static func text(of literal: Policy.Parameter.Literal) -> String {
    switch literal {
    case .bool(let flag): flag ? "true" : "false"
    case .int(let number): String(number)
    case .string(let text): "'\(text)'"
    case .list(let parts): "[\(parts.map(text(of:)).joined(separator: ", "))]"
    }
  }
}
