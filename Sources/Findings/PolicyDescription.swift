/// A policy as its page shows it: what it demands, of what, and by example.
package struct PolicyDescription: Sendable {
  /// What a configuration may set.
  package struct Parameter: Sendable {
    package let name: String
    /// `list(string)`
    package let type: String
    /// The value that holds unless something else is set, as a policy writes it.
    package let initial: String
    package let description: String

    package init(name: String, type: String, initial: String, description: String) {
      self.name = name
      self.type = type
      self.initial = initial
      self.description = description
    }
  }

  /// One of the policy's tests.
  package struct Example: Sendable {
    package let name: String
    /// The template, with the comments that say where findings are.
    package let text: String
    /// The facts that are found in it.
    package let messages: [String]

    package init(name: String, text: String, messages: [String]) {
      self.name = name
      self.text = text
      self.messages = messages
    }
  }

  package let policy: LintReport.Policy
  /// The resource types that it judges, sorted.
  package let resourceTypes: [String]
  package let parameters: [Parameter]
  /// The shortest tests that show a violation, and that show none.
  package let violating: Example?
  package let satisfied: Example?
  /// What keeps a verdict open, by the names of the tests that show it.
  package let undetermined: [String]
  /// What it does not see, in the policy's own words; empty where it says nothing.
  package let limits: String

  package init(
    policy: LintReport.Policy,
    resourceTypes: [String],
    parameters: [Parameter],
    violating: Example?,
    satisfied: Example?,
    undetermined: [String],
    limits: String
  ) {
    self.policy = policy
    self.resourceTypes = resourceTypes
    self.parameters = parameters
    self.violating = violating
    self.satisfied = satisfied
    self.undetermined = undetermined
    self.limits = limits
  }
}
