import Findings
import Permissions
import ServiceAuthorization

/// An example of a request, as near to what AWS documents as there is one.
struct ExampleWords {
  let witness: Witness
  /// Whether AWS documents the action.
  let isDocumented: Bool

  /// What stands for all actions where a statement does not say which.
  private static let telling = [
    "iam:CreateUser", "s3:GetObject", "sagemaker:CreateTrainingJob", "kms:Decrypt",
    "ec2:RunInstances", "sts:AssumeRole",
  ]
  /// How many actions of a pattern are looked at.
  private static let limit = 200

  /// An example with an action that exists, on a resource of a kind that the action is about.
  ///
  /// - Parameter search: Looks for an example within a scope.
  static func realistic(
    _ witness: Witness,
    of statements: [Statement],
    _ search: (Scope) -> Search
  ) -> ExampleWords {
    var best = witness
    let reference = ServiceAuthorization.builtIn
    if reference.action(named: best.request.action) == nil {
      for actions in [telling, names(of: statements)] where !actions.isEmpty {
        let scope = Scope(actions: .only(actions.map { Pattern($0, variables: false) }))
        guard case .found(let found) = search(scope) else { continue }
        best = found
        break
      }
    }
    var scope = Scope(actions: .only([Pattern(best.request.action, variables: false)]))
    if let principals = principals(best.request) {
      scope.principals = .only(principals)
      if case .found(let found) = search(scope) { best = found } else { scope.principals = nil }
    }
    guard let action = reference.action(named: best.request.action), reference.isCurrent(action)
    else { return ExampleWords(witness: best, isDocumented: false) }
    scope.actions = .only([Pattern(reference.name(of: action), variables: false)])
    let resources = statements.allSatisfy { $0.scope.resources == nil } ? [] : resources(action)
    for resources in resources + [nil] {
      scope.resources = resources.map { .only($0) }
      guard case .found(let found) = search(scope) else { continue }
      return ExampleWords(witness: found, isDocumented: true)
    }
    return ExampleWords(witness: best, isDocumented: true)
  }

  /// Somebody of an account, where the example is by anybody of it.
  private static func principals(_ request: Request) -> [PrincipalPattern]? {
    guard case .aws(let name)? = request.principal, let known = name.known else { return nil }
    if known.isEmpty {
      return [.aws(Pattern("arn:aws:iam::444455556666:role/example", variables: false))]
    }
    let parts = known.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[5].isEmpty || parts[1].isEmpty else { return nil }
    return [.aws(Pattern("arn:aws:iam::\(parts[4]):role/example", variables: false))]
  }

  private static func names(of statements: [Statement]) -> [String] {
    let reference = ServiceAuthorization.builtIn
    var names: [String] = []
    for statement in statements {
      guard case .only(let patterns) = statement.scope.actions else { continue }
      for pattern in patterns {
        guard let text = pattern.known else { continue }
        let actions = reference.actions(matching: text).elements
        names += actions.prefix(limit).map { reference.name(of: $0) }
      }
    }
    return names
  }

  /// Resources of the types that an action is about: under names that say that they are an example, of
  /// the types that every request has, and of all.
  private static func resources(_ action: ActionID) -> [[Pattern]?] {
    let types = ServiceAuthorization.builtIn.resourceTypes(of: action)
    guard !types.isEmpty else { return [[Pattern([.text("*")])]] }
    let required = types.filter(\.isRequired)
    func parts(_ type: ResourceKind) -> Int { type.arn.utf8.count { $0 == UInt8(ascii: "$") } }
    let first = (required.isEmpty ? types : required).sorted { parts($0) < parts($1) }
    let named = first.map { type in
      [pattern(type) { [3: "us-east-1", 4: "111122223333"][$0] ?? "example*" }]
    }
    return named + [
      first.map { pattern($0) { _ in "?*" } }, types.map { pattern($0) { _ in "?*" } },
    ]
  }

  /// The pattern of a type's ARN.
  ///
  /// - Parameter filling: What a part has where the type says nothing.
  private static func pattern(_ type: ResourceKind, _ filling: (Int) -> String) -> Pattern {
    let parts = type.pattern.split(
      separator: ":",
      maxSplits: 5,
      omittingEmptySubsequences: false
    )
    let all = parts.enumerated().map { place, part in
      if place == 1, part == "*" { return "aws" }
      return part.split(separator: "*", omittingEmptySubsequences: false).joined(
        separator: filling(place)
      )
    }
    return Pattern(all.joined(separator: ":"), variables: false)
  }

  func told(as part: String) -> AccessDifference.Example {
    let request = witness.request
    let reference = ServiceAuthorization.builtIn
    let action = reference.action(named: request.action)
    let principal: CoverAnswer.Example.Principal? =
      switch request.principal {
      case nil: nil
      case .aws(let name)?: .init(type: "AWS", name: name.description)
      case .service(let name)?: .init(type: "Service", name: name.description)
      case .federated(let name)?: .init(type: "Federated", name: name.description)
      case .canonicalUser(let name)?: .init(type: "CanonicalUser", name: name.description)
      case .anonymous?: .init(type: "AWS", name: "*")
      }
    let keys = request.context.keys.filter { !$0.folded.hasPrefix(SharedNames.reserved) }.sorted()
    return .init(
      of: part,
      CoverAnswer.Example(
        action: action.map(reference.name) ?? request.action,
        resource: request.resource.description,
        principal: principal,
        context: keys.map { key in
          (key: key.spelling, values: request.context[key, default: []].map(\.description))
        }
      ),
      isDocumented: isDocumented
    )
  }
}
