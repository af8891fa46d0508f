package import Findings
package import SourceText

/// What configurations say of a run, in types; what none of them says is nil or empty.
package struct Configuration: Sendable {
  /// A value with its place.
  package struct Located<Value: Sendable>: Sendable {
    package let value: Value
    package let span: SourceSpan

    package init(_ value: Value, at span: SourceSpan) {
      self.value = value
      self.span = span
    }
  }

  /// What undetermined verdicts do.
  package enum Treatment: String, CaseIterable, Sendable {
    case note, warn, fail
  }

  /// What changes of one policy.
  package struct Override: Sendable {
    package let severity: Located<Severity>?
    package let parameters: [(name: Located<String>, value: Setting)]
  }

  /// What is known of a deployment.
  package struct Deployment: Sendable {
    /// The name of the stack.
    package let name: Located<String>?
    package let account: Located<String>?
    package let region: Located<String>?
    package let environment: Located<String>?
    package let parameters: [(name: Located<String>, value: String)]
    package let parameterFiles: [Located<String>]
    /// Values of exports of stacks that are not part of the run.
    package let imports: [String: String]
    /// Values of parameters of Systems Manager.
    package let storedValues: [String: String]
  }

  /// What is known of the deployment of some templates.
  package struct Stack: Sendable {
    /// Of paths from the folder of the configuration, or of names of nested stacks.
    package let pattern: Located<PathPattern>
    package let deployment: Deployment
  }

  /// A deployment of the templates beside others.
  package struct Environment: Sendable {
    package let name: Located<String>
    package let deployment: Deployment
    package let stacks: [Stack]
  }

  /// Nil: all policies.
  package let selected: [Located<PolicySelector>]?
  package let ignored: [Located<PolicySelector>]
  package let policyFolders: [Located<String>]
  package let overrides: [(id: Located<String>, change: Override)]
  package let failOn: Located<Severity>?
  private let treatments: [Severity: Treatment]
  package let excluded: [Located<PathPattern>]
  package let respectsGitignore: Located<Bool>?
  package let deployment: Deployment
  package let stacks: [Stack]
  package let environments: [Environment]

  /// - Parameter setting: What the reader made of a file, with what the file extends.
  package init(_ setting: Setting) {
    let policies = setting.value(of: "policies")
    selected = policies?.value(of: "select").map(Self.selectors)
    ignored = policies?.value(of: "ignore").map(Self.selectors) ?? []
    policyFolders = Self.texts(policies?.value(of: "folders"))
    overrides =
      policies?.value(of: "overrides")?.entries.map { entry in
        (Located(entry.key, at: entry.span), Self.override(entry.value))
      } ?? []
    failOn = setting.value(of: "fail-on").flatMap(Self.severity)
    treatments = Self.treatments(setting.value(of: "undetermined"))
    excluded =
      setting.value(of: "exclude")?.elements.compactMap { element in
        PathPattern(element.text).map { Located($0, at: element.span) }
      } ?? []
    respectsGitignore = setting.value(of: "respect-gitignore").map {
      Located($0.text == "true", at: $0.span)
    }
    deployment = Deployment(setting)
    stacks = Self.stacks(setting)
    environments =
      setting.value(of: "environments")?.entries.map { entry in
        Environment(
          name: Located(entry.key, at: entry.span),
          deployment: Deployment(entry.value),
          stacks: Self.stacks(entry.value)
        )
      } ?? []
  }

  /// What undetermined verdicts of policies of a severity do.
  package func treatment(of severity: Severity) -> Treatment {
    treatments[severity] ?? .note
  }

  private static func selectors(_ list: Setting) -> [Located<PolicySelector>] {
    list.elements.compactMap { element in
      PolicySelector(element.text).map { Located($0, at: element.span) }
    }
  }

  private static func texts(_ list: Setting?) -> [Located<String>] {
    list?.elements.map { Located($0.text, at: $0.span) } ?? []
  }

  private static func severity(_ setting: Setting) -> Located<Severity>? {
    Severity(rawValue: setting.text).map { Located($0, at: setting.span) }
  }

  private static func override(_ setting: Setting) -> Override {
    Override(
      severity: setting.value(of: "severity").flatMap(Self.severity),
      parameters: setting.value(of: "parameters")?.entries.map { entry in
        (Located(entry.key, at: entry.span), entry.value)
      } ?? []
    )
  }

  private static func treatments(_ setting: Setting?) -> [Severity: Treatment] {
    guard let setting else { return [:] }
    var treatments: [Severity: Treatment] = [:]
    for severity in Severity.allCases {
      let value = setting.value(of: severity.rawValue) ?? setting
      treatments[severity] = Treatment(rawValue: value.text)
    }
    return treatments
  }

  private static func stacks(_ setting: Setting) -> [Stack] {
    setting.value(of: "stacks")?.entries.compactMap { entry in
      PathPattern(entry.key, isAnchored: true).map { pattern in
        Stack(pattern: Located(pattern, at: entry.span), deployment: Deployment(entry.value))
      }
    } ?? []
  }
}

extension Configuration.Deployment {
  fileprivate init(_ setting: Setting) {
    func text(_ key: String) -> Configuration.Located<String>? {
      setting.value(of: key).map { .init($0.text, at: $0.span) }
    }
    func texts(_ key: String) -> [String: String] {
      let entries = setting.value(of: key)?.entries ?? []
      return Dictionary(entries.map { ($0.key, $0.value.text) }) { $1 }
    }
    name = text("name")
    account = text("account")
    region = text("region")
    environment = text("environment")
    parameters =
      setting.value(of: "parameters")?.entries.map { entry in
        (.init(entry.key, at: entry.span), entry.value.text)
      } ?? []
    parameterFiles =
      setting.value(of: "parameter-files")?.elements.map { .init($0.text, at: $0.span) } ?? []
    imports = texts("imports")
    storedValues = texts("ssm")
  }
}
