package import Infrastructure
package import Values

/// Which environment resources say they belong to.
package enum Environments {
  static let tagsPath = PropertyPath("Tags")

  /// The tag keys that name an environment, in lower case without `-`, `_` and `:`.
  private static let tagKeys = Set(
    ["env", "environment", "environmenttype", "envtype", "stage"].map { Array($0.utf8) }
  )

  /// The words that people use for the three environments.
  private static let words: [String: String] = [
    "dev": "dev", "develop": "dev", "development": "dev", "sandbox": "dev", "sbx": "dev",
    "experimentation": "dev", "exploration": "dev",
    "test": "test", "tst": "test", "qa": "test", "uat": "test", "stage": "test", "stg": "test",
    "staging": "test", "preprod": "test", "nonprod": "test",
    "prod": "prod", "prd": "prod", "production": "prod", "live": "prod",
  ]

  /// `dev`, `test` or `prod` for a word that means one of them, alone or with other words, as in
  /// `prod-eu-1`; nil for others.
  package static func normalized(_ word: String) -> String? {
    let parts = word.lowercased().split { "-_ ./".contains($0) || $0.isNumber }
    if let whole = words[parts.joined()] { return whole }
    let meant = Set(parts.compactMap { words[String($0)] })
    return meant.count == 1 ? meant.first : nil
  }

  /// The environment that a resource's own tags name: a text, unknown, or nil without such a tag.
  package static func environment(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value? {
    if let tagged = tag(of: id, in: estate, &context) { return tagged }
    guard let declared = estate.scope(of: id).environment else { return nil }
    return context.heap.string(normalized(declared) ?? declared, origin: estate[id].origin)
  }

  /// The tags that name an environment, as a list of them; where a tag is unknown, so is its element.
  package static func tags(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    let tags = environmentTags(of: id, in: estate, &context)
    return context.heap.list(tags, origin: estate[id].origin)
  }

  private static func environmentTags(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> [Value] {
    var tags: [Value] = []
    for tag in tagsPath.values(in: estate[id].properties, &context) {
      if tag.kind == .unknown { tags.append(tag) }
      guard tag.kind == .map,
        let key = context.heap.lookup("Key", in: tag).map({ context.resolve($0) }),
        key.kind == .string, isEnvironmentKey(context.heap.utf8(key)),
        context.heap.lookup("Value", in: tag) != nil
      else { continue }
      tags.append(tag)
    }
    return tags
  }

  private static func tag(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value? {
    for tag in environmentTags(of: id, in: estate, &context) {
      guard tag.kind == .map else { return tag }
      guard let value = context.heap.lookup("Value", in: tag).map({ context.resolve($0) }) else {
        continue
      }
      guard value.kind == .string else {
        if value.kind == .unknown { return value }
        let unknown = Unknown(.unresolvedReference, "the environment of '\(estate[id].name)'")
        return context.heap.unknown(unknown, origin: value.origin)
      }
      let word = context.heap.text(value)
      return context.heap.string(normalized(word) ?? word, origin: value.origin)
    }
    return nil
  }

  /// Whether the last part of a tag's key, `team:Environment`, is one of the words for it.
  static func isEnvironmentKey(_ key: ArraySlice<UInt8>) -> Bool {
    let start = key.lastIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? key.startIndex
    guard key.endIndex - start <= 20 else { return false }
    var word: [UInt8] = []
    for byte in key[start...] where byte != UInt8(ascii: "-") && byte != UInt8(ascii: "_") {
      word.append((0x41...0x5A).contains(byte) ? byte + 0x20 : byte)
    }
    return tagKeys.contains(word)
  }

  /// The different environments of the machine-learning resources that share the account of a
  /// resource, as a list of texts; each has the origin of the first tag that names it. A word that
  /// means none of the three is unknown: it may be a part of one of them.
  ///
  /// Resources share an account when they are in one scope, or when their scopes name the same one.
  package static func environments(
    around id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    var seen: Set<String> = []
    var environments: [Value] = []
    func add(_ environment: Value) {
      guard environment.kind == .string else {
        environments.append(environment)
        return
      }
      let word = context.heap.text(environment)
      guard seen.insert(word).inserted else { return }
      if normalized(word) != nil {
        environments.append(environment)
      } else {
        let settle = "tag it with dev, test or prod"
        let unknown = Unknown(.invalidValue, "which environment '\(word)' is", settle: settle)
        environments.append(context.heap.unknown(unknown, origin: environment.origin))
      }
    }
    if let declared = estate.scope(of: id).environment {
      let word = normalized(declared) ?? declared
      add(context.heap.string(word, origin: estate[id].origin))
    }
    for other in AccountEnvironments.witnesses(around: id, in: estate, &context)
    where estate.exists(other, &context) != false {
      if let environment = environment(of: other, in: estate, &context) { add(environment) }
    }
    return context.heap.list(environments, origin: estate[id].origin)
  }

  /// Whether two resources are in one account: a boolean, or unknown where a stack does not say which
  /// account it is for.
  package static func shareAccount(
    _ one: ResourceID,
    _ other: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    if estate.areOfOneStack(one, other) { return .true }
    if let account = estate.scope(of: one).account, let second = estate.scope(of: other).account {
      return .bool(account == second)
    }
    let subject = "whether '\(estate[one].name)' and '\(estate[other].name)' share an account"
    let settle = "say 'account' of their stacks in .lintel.yaml"
    let unknown = Unknown(.external, subject, settle: settle)
    return context.heap.unknown(unknown, origin: estate[one].origin)
  }

  /// Whether machine-learning resources of the estate are in the account of a resource. What a stack
  /// holds is in the account it is deployed to, not in those that it creates.
  package static func holdsMachineLearning(_ id: ResourceID, in estate: Estate) -> Bool {
    guard estate[id].type != "AWS::Organizations::Account" || !estate.scope(of: id).isStack else {
      return false
    }
    return machineLearningResources(sharingTheAccountOf: id, in: estate).contains { _ in true }
  }

  static func machineLearningResources(
    sharingTheAccountOf id: ResourceID,
    in estate: Estate
  ) -> some Sequence<ResourceID> {
    estate.resources(sharingTheAccountOf: id).lazy.filter {
      estate[$0].type.hasPrefix("AWS::SageMaker::")
    }
  }
}
