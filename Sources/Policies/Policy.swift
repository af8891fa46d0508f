package import CEL
package import Findings
package import SourceText

/// A policy that is ready to judge: one YAML document, checked and compiled.
package struct Policy: Sendable {
  /// A parameter that a configuration may set.
  package struct Parameter: Sendable {
    /// The values that parameters can have.
    package enum Literal: Sendable {
      case bool(Bool)
      case int(Int64)
      case string(String)
      case list([Literal])
    }

    package let name: String
    package let type: String
    package let value: Literal
    package let description: String
  }

  package let id: PolicyID
  package let title: String
  package let severity: Severity
  /// The folder it stands in: `network-isolation`.
  package let domain: String
  package let tags: [String]
  package let rationale: String
  package let remediation: String
  /// What it does not see, for its page; empty where the document says nothing.
  package let limits: String
  package let controls: [ControlID]
  package let references: [String]
  package let parameters: [Parameter]
  package let rules: [Rule]
  /// Where its `id` stands.
  package let span: SourceSpan

  /// The resource types that some rule judges.
  package var types: Set<String> {
    Set(rules.flatMap(\.types))
  }
}

/// One question that a policy asks of each resource of some types.
package struct Rule: Sendable {
  /// A value that later expressions use by its name.
  package struct Binding: Sendable {
    package let name: String
    package let program: Program
  }

  package let types: [String]
  package let selection: Program?
  package let bindings: [Binding]
  /// Asked once for each element of this list.
  package let iteration: Binding?
  /// A guard: where it is false the rule does not apply. It is never blamed.
  package let guardProgram: Program?
  package let assertion: Program
  package let message: MessageTemplate?
  package let help: String?
  /// Where the finding points, instead of the blamed place.
  package let place: Program?
  /// What mends what it finds; nil where that is left to what an assertion says.
  package let fix: DeclaredFix?

  /// The list does not depend on the bindings, which need not be evaluated while it is empty.
  var iteratesWithoutBindings: Bool {
    guard let iteration else { return false }
    let first = PolicyHost.variables.count
    return !bindings.indices.contains { iteration.program.reads(first + $0) }
  }

  /// How many variables the expressions have that see all of them.
  var variableCount: Int {
    PolicyHost.variables.count + bindings.count + (iteration == nil ? 0 : 1)
  }
}
