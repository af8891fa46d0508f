import Configuration
import Findings
import Linting

/// Which policies judge an estate, and what changes of them: what the configuration and the command line
/// say together.
struct PolicyChoice {
  private let loaded: LoadedConfiguration?
  private let line: InputOptions
  private var stored: [LintOptions.StoredPolicy] = []
  /// What the policies say of themselves; read only where somebody asks.
  private var catalogue: [String: LintReport.Policy]?
  private var options = LintOptions()

  init(_ loaded: LoadedConfiguration?, line: InputOptions) {
    self.loaded = loaded
    self.line = line
  }

  /// The policies with their changes; mistakes of the configuration are noted in the store.
  mutating func options(_ store: inout ConfigurationStore) throws(UsageError) -> LintOptions {
    try addPolicies(&store)
    addChanges(&store)
    try PolicySelection.checkExistence(of: line.policies, among: stored)
    options.policies = stored
    if choosesAny {
      let ids = Set(try selectedIDs(&store))
      options.policies = stored.filter { ids.contains($0.id) }
    }
    return options
  }

  /// The built-in policies, and those of the folders that configuration and command line name.
  private mutating func addPolicies(_ store: inout ConfigurationStore) throws(UsageError) {
    stored = BuiltInPolicies.stored()
    for folder in loaded?.configuration.policyFolders ?? [] {
      do {
        stored += try PolicySelection.read(loaded?.path(folder) ?? folder.value)
      } catch {
        store.report(error.message, at: folder.span)
      }
    }
    let known = Set((loaded?.configuration.policyFolders ?? []).compactMap { loaded?.path($0) })
    for folder in line.policyFolders where !known.contains(FileSearch.normalized(folder)) {
      stored += try PolicySelection.read(folder)
    }
  }

  /// Whether anything keeps a policy from judging.
  private var choosesAny: Bool {
    let configuration = loaded?.configuration
    return !(line.policies + line.selected + line.ignored).isEmpty
      || configuration?.selected != nil || configuration?.ignored.isEmpty == false
  }

  private mutating func selectedIDs(
    _ store: inout ConfigurationStore
  ) throws(UsageError) -> [String] {
    let all = stored.map(\.id)
    let lineSelects = !line.policies.isEmpty || !line.selected.isEmpty
    var ids: [String]
    if lineSelects {
      ids = line.policies
      for text in line.selected { ids += try matches(text, "--select") }
    } else if let selectors = loaded?.configuration.selected {
      ids = selectors.flatMap { matches($0, &store) }
    } else {
      ids = all
    }
    var ignored: Set<String> = []
    if !lineSelects {
      for selector in loaded?.configuration.ignored ?? [] {
        ignored.formUnion(matches(selector, &store))
      }
    }
    for text in line.ignored { ignored.formUnion(try matches(text, "--ignore")) }
    return ids.filter { !ignored.contains($0) }
  }

  // MARK: - Selectors

  private mutating func matches(
    _ selector: Configuration.Located<PolicySelector>,
    _ store: inout ConfigurationStore
  ) -> [String] {
    let found = matches(selector.value)
    if found.isEmpty {
      let (fact, help) = nothing(matches: selector.value)
      store.report(fact, at: selector.span, help: help)
    }
    return found
  }

  private mutating func matches(_ text: String, _ option: String) throws(UsageError) -> [String] {
    guard let selector = PolicySelector(text) else {
      let kinds = PolicySelector.Kind.allCases.map(\.rawValue)
      let word = String(text.prefix { $0 != ":" })
      let help = didYouMean(word, among: kinds) ?? "see 'lintel check --help'"
      throw UsageError("'\(option) \(text)' is not a selector of policies; \(help)")
    }
    let found = matches(selector)
    guard found.isEmpty else { return found }
    let (fact, help) = nothing(matches: selector)
    throw UsageError("\(fact); \(help)")
  }

  /// The ids of the policies that a selector stands for. A policy that is defective may have any tag.
  private mutating func matches(_ selector: PolicySelector) -> [String] {
    var found: [String] = []
    for policy in stored {
      guard let words = words(of: policy, selector.kind) else {
        found.append(policy.id)
        continue
      }
      if selector.covers(words) { found.append(policy.id) }
    }
    return found
  }

  /// Nil where the policy cannot be read.
  private mutating func words(
    of policy: LintOptions.StoredPolicy,
    _ kind: PolicySelector.Kind
  ) -> [String]? {
    let id = policy.id
    switch kind {
    case .id: return [id]
    case .domain: return [policy.domain]
    case .tag: return read()[id]?.tags
    case .control: return read()[id]?.controls.map { "\($0.framework)/\($0.id)" }
    case .severity: return read()[id].map { [$0.severity.rawValue] }
    }
  }

  private mutating func read() -> [String: LintReport.Policy] {
    if let catalogue { return catalogue }
    var options = options
    options.policies = stored
    options.readsEveryPolicy = true
    let policies = Linting.lint([], options).policies
    let byID = Dictionary(policies.map { ($0.id.rawValue, $0) }) { one, _ in one }
    catalogue = byID
    return byID
  }

  private mutating func nothing(matches selector: PolicySelector) -> (fact: String, help: String) {
    var words: Set<String> = []
    for policy in stored {
      words.formUnion(self.words(of: policy, selector.kind) ?? [])
    }
    if selector.kind == .control, !selector.pattern.contains("/") {
      words = Set(words.map { String($0.prefix { $0 != "/" }) })
    }
    let help =
      didYouMean(selector.pattern, among: words.sorted())
      ?? (words.count < 12
        ? "there are \(words.sorted().joined(separator: ", "))" : "see 'lintel policies list'")
    let fact =
      selector.kind == .id
      ? "policy '\(selector.pattern)' does not exist"
      : "no policy has the \(selector.kind.rawValue) '\(selector.pattern)'"
    return (fact, help)
  }

  // MARK: - Changes

  private mutating func addChanges(_ store: inout ConfigurationStore) {
    guard let overrides = loaded?.configuration.overrides, !overrides.isEmpty else { return }
    let ids = stored.map(\.id)
    for (id, change) in overrides {
      guard ids.contains(id.value) else {
        let help = didYouMean(id.value, among: ids.sorted()) ?? "see 'lintel policies list'"
        store.report("policy '\(id.value)' does not exist", at: id.span, help: help)
        continue
      }
      var wanted = LintOptions.PolicyChange()
      wanted.severity = change.severity?.value
      if !change.parameters.isEmpty, let policy = read()[id.value] {
        for (name, value) in change.parameters {
          wanted.values[name.value] = self.value(value, name, of: policy, &store)
        }
      }
      options.policyChanges[id.value] = wanted
    }
    // What is read from here on has the severities of the configuration.
    if !options.policyChanges.isEmpty { catalogue = nil }
  }

  /// A value of the type that the policy declares; nil where it has another, which is noted.
  private func value(
    _ setting: Setting,
    _ name: Configuration.Located<String>,
    of policy: LintReport.Policy,
    _ store: inout ConfigurationStore
  ) -> LintOptions.PolicyChange.Value? {
    let names = policy.parameters.map(\.name)
    guard let parameter = policy.parameters.first(where: { $0.name == name.value }) else {
      let all =
        names.isEmpty ? "it has none" : "its parameters are \(names.joined(separator: ", "))"
      store.report(
        "policy '\(policy.id.rawValue)' has no parameter '\(name.value)'",
        at: name.span,
        help: didYouMean(name.value, among: names) ?? all
      )
      return nil
    }
    if let value = Self.value(setting, parameter.type[...]) { return value }
    store.report(
      "parameter '\(name.value)' of '\(policy.id.rawValue)' is of type \(parameter.type)",
      at: setting.span,
      help: Self.help(for: parameter.type)
    )
    return nil
  }

  private static func value(
    _ setting: Setting,
    _ type: Substring
  ) -> LintOptions.PolicyChange.Value? {
    switch setting.content {
    case .flag(let flag):
      return type == "bool" ? .bool(flag) : type == "string" ? .string(setting.text) : nil
    case .number(let number):
      return type == "int" ? .int(number) : type == "string" ? .string(setting.text) : nil
    case .text(let text): return type == "string" ? .string(text) : nil
    case .list(let elements):
      guard type.hasPrefix("list(") else { return nil }
      let values = elements.map { value($0, type.dropFirst(5).dropLast()) }
      let known = values.compactMap(\.self)
      return known.count == values.count ? .list(known) : nil
    case .mapping: return nil
    }
  }

  private static func help(for type: String) -> String? {
    switch type {
    case "bool": "write true or false"
    case "int": "write a whole number"
    case "list(string)": "write a list of texts, such as [a, b]"
    case "list(int)": "write a list of whole numbers, such as [1, 2]"
    default: nil
    }
  }
}
