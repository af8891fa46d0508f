package import CEL
import DataProtectionAnalysis
import GovernanceAnalysis
import IdentityAnalysis
package import Infrastructure
import IntentAnalysis
import NetworkAnalysis
package import SourceText
import Values

/// What policies can ask: the fields of resources and the functions of the analyses.
package struct PolicyHost: Sendable {
  /// The variables that every expression has, before those of its rule.
  package static let variables = ["resource", "props", "params"]

  let estate: Estate
  let functions: [Function]

  /// - Parameter observing: Expressions may also call ``AtomTruth/function``.
  package init(for estate: Estate, observing: Bool = false) {
    self.estate = estate
    functions = Self.functions(for: estate) + (observing ? [AtomTruth.observer] : [])
  }

  package var vocabulary: Vocabulary { estate.declarations.vocabulary }

  /// The environment of expressions that may also name `bindings`.
  ///
  /// - Parameter types: What is declared of their types; nil leaves types to the evaluation.
  package func environment(
    naming bindings: [String],
    declarations types: TypeDeclarations? = nil
  ) -> Environment {
    let estate = estate
    return Environment(
      variables: Self.variables + bindings,
      functions: functions,
      vocabulary: estate.declarations.vocabulary,
      declarations: types,
      selectField: { resource, _, field, context in
        Self.select(field, of: ResourceID(Int(resource.bits)), in: estate, &context)
      }
    )
  }

  private static func select(
    _ field: String,
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value? {
    let resource = estate[id]
    switch field {
    case "id": return context.heap.string(resource.name, origin: resource.origin)
    case "type": return context.heap.string(resource.type, origin: resource.origin)
    case "address": return context.heap.string(resource.address, origin: resource.origin)
    case "props": return resource.properties
    case "account":
      guard let account = estate.scope(of: id).account else {
        let unknown = Unknown(
          .external,
          "the account that '\(resource.name)' is deployed to",
          settle: "--parameter AWS::AccountId=VALUE, or 'account' of its stack in .lintel.yaml"
        )
        return context.heap.unknown(unknown, origin: resource.origin)
      }
      return context.heap.string(account, origin: resource.origin)
    case "environment":
      if let found = Environments.environment(of: id, in: estate, &context) { return found }
      let unknown = Unknown(
        .external,
        "the environment of '\(resource.name)'",
        settle: "tag it, or say 'environment' of its stack in .lintel.yaml"
      )
      return context.heap.unknown(unknown, origin: resource.origin)
    default: return nil
    }
  }

  private static func functions(for estate: Estate) -> [Function] {
    let facts = NetworkFacts(of: estate)
    return relations(estate) + identity(estate) + access(estate) + escalations(estate)
      + network(estate)
      + reach(facts, in: estate) + keys(estate) + organization(estate) + intent(estate, facts)
  }
}

// MARK: - Functions

extension PolicyHost {
  /// The functions of one resource, whose answers are kept while a resource is judged.
  enum Question: Int {
    case statements, trust, subnets, vpc, publicRoutes, workloads, requiredEndpoints, endpoints,
      ingress, isFoundByCallers, connectedVPCs
    case pathsToInternet, pathsFromInternet
    case environments, environmentTags, guardrails, holdsMachineLearning, isManagementAccount
    case counterexamples
    case reachedThrough
  }

  /// A function of one resource; `result` is its type in declarations.
  static func ofResource(
    _ name: String,
    _ question: Question,
    in estate: Estate,
    result: String,
    _ body: @escaping @Sendable (ResourceID, inout EvaluationContext) -> Value
  ) -> Function {
    Function(name: name, arity: 1...1, types: ["(dyn) -> \(result)"]) { arguments, context in
      guard let id = estate.target(of: arguments[0], &context) else {
        return context.elsewhere(arguments[0], name)
      }
      return context.answer(question.rawValue, about: id.index) { body(id, &$0) }
    }
  }

  private static func relations(_ estate: Estate) -> [Function] {
    [
      Function(name: "resources", arity: 1...1, types: ["(typeName(T)) -> list(resource(T))"]) {
        arguments,
        context in
        guard arguments[0].kind == .string else {
          return context.heap.error(.noSuchOverload, "resources")
        }
        let ids = estate.resources(ofType: context.heap.text(arguments[0]))
        var elements: [Value] = []
        for id in ids { elements.append(estate.element(id, &context)) }
        elements += estate.unreadStacks(&context)
        elements += estate.undescribed(context.heap.text(arguments[0]), &context)
        return context.heap.list(elements.filter { !$0.isAbsent })
      },
      Function(
        name: "referrers",
        isMember: true,
        arity: 3...3,
        types: ["(dyn, typeName(T), string) -> list(resource(T))"]
      ) { arguments, context in
        guard arguments[1].kind == .string, arguments[2].kind == .string else {
          return context.heap.error(.noSuchOverload, "referrers")
        }
        guard let id = estate.target(of: arguments[0], &context) else {
          return context.elsewhere(arguments[0], "referrers")
        }
        return estate.referrers(
          of: id,
          type: context.heap.text(arguments[1]),
          path: context.heap.text(arguments[2]),
          &context
        )
      },
      Function(
        name: "target",
        isMember: true,
        arity: 1...1,
        types: ["(dyn) -> optional_type(resource(dyn))"]
      ) { arguments, context in
        guard let id = estate.target(of: arguments[0], &context) else {
          return openTarget(of: arguments[0], &context) ?? .none
        }
        return context.heap.optional(.resource(id.index, origin: arguments[0].origin))
      },
    ]
  }

  /// Unknown where a value is no reference, but a text with one in it: an ARN or a URI may name the
  /// resource.
  private static func openTarget(of value: Value, _ context: inout EvaluationContext) -> Value? {
    let value = context.resolve(value)
    guard value.kind == .template,
      context.heap.elements(of: value).contains(where: { $0.kind == .reference })
    else { return nil }
    let unknown = Unknown(.unmodelled, "which resource a text with a reference in it names")
    return context.heap.unknown(unknown, origin: value.origin)
  }

  /// The statements that a resource holds itself, for whoever asks first and whoever asks again.
  static func statements(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    context.answer(Question.statements.rawValue, about: id.index) {
      PolicyDocuments.statements(of: id, in: estate, &$0)
    }
  }

  private static func identity(_ estate: Estate) -> [Function] {
    [
      ofResource("iam.statements", .statements, in: estate, result: "list(statement)") {
        id,
        context in
        PolicyDocuments.statements(of: id, in: estate, &context)
      },
      ofResource("iam.trust", .trust, in: estate, result: "list(statement)") { id, context in
        PolicyDocuments.trust(of: id, in: estate, &context)
      },
      Function(
        name: "iam.actionMatches",
        arity: 2...2,
        types: ["(string, string) -> bool"],
        refusal: { AuthorizationWords.refusal(ofAction: $1) }
      ) { arguments, context in
        let arguments = arguments.map { context.text(of: $0) }
        guard arguments.allSatisfy({ $0.kind == .string }) else {
          guard let open = arguments.first(where: \.isAbstract) else {
            return context.heap.error(.noSuchOverload, "iam.actionMatches")
          }
          let unknown = Unknown(.unresolvedReference, "an action that is only partly known")
          return context.heap.unknown(unknown, origin: open.origin)
        }
        let covers = ActionPattern.matches(
          context.heap.utf8(arguments[0]),
          context.heap.utf8(arguments[1])
        )
        return .bool(covers, origin: arguments[0].origin)
      },
      Function(name: "iam.confinesCallers", arity: 1...1, types: ["(dyn) -> bool"]) {
        arguments,
        context in
        CallerConfinement.confines(arguments[0], &context)
      },
      Function(name: "iam.isAction", arity: 1...1, types: ["(dyn) -> bool"]) {
        arguments,
        context in
        AuthorizationWords.isAction(context.text(of: arguments[0]), &context)
      },
      Function(name: "iam.isConditionKey", arity: 1...1, types: ["(dyn) -> bool"]) {
        arguments,
        context in
        AuthorizationWords.isConditionKey(context.text(of: arguments[0]), &context)
      },
      Function(name: "iam.meant", arity: 1...1, types: ["(dyn) -> string"]) { arguments, context in
        AuthorizationWords.meant(context.text(of: arguments[0]), &context)
      },
      Function(name: "iam.supportsKey", arity: 2...2, types: ["(dyn, dyn) -> bool"]) {
        arguments,
        context in
        StatementEffect.supports(arguments[0], key: context.text(of: arguments[1]), &context)
      },
      Function(name: "iam.idleResources", arity: 1...1, types: ["(dyn) -> list(string)"]) {
        arguments,
        context in
        StatementEffect.idleResources(of: arguments[0], &context)
      },
      Function(name: "iam.isEveryResource", arity: 1...1, types: ["(dyn) -> bool"]) {
        arguments,
        context in
        ResourceReach.isEverything(arguments[0], &context)
      },
      Function(name: "iam.isBucketPattern", arity: 1...1, types: ["(dyn) -> bool"]) {
        arguments,
        context in
        ResourceReach.isBucketPattern(arguments[0], &context)
      },
      Function(name: "iam.isRolePattern", arity: 1...1, types: ["(dyn) -> bool"]) {
        arguments,
        context in
        ResourceReach.isRolePattern(arguments[0], &context)
      },
      Function(name: "iam.reachesRoles", arity: 1...1, types: ["(dyn) -> bool"]) {
        arguments,
        context in
        ResourceReach.reachesRoles(arguments[0], in: estate, &context)
      },
      coverage("iam.coversBucket", of: .bucket, in: estate),
      coverage("iam.coversObjects", of: .objects, in: estate),
      Function(
        name: "condition",
        isMember: true,
        arity: 3...3,
        types: ["(dyn, string, string) -> list(dyn)"]
      ) { arguments, context in
        StatementConditions.values(
          of: arguments[0],
          operator: arguments[1],
          key: arguments[2],
          &context
        )
      },
    ]
  }

  /// Whether a statement is about a part of a bucket.
  private static func coverage(
    _ name: String,
    of part: BucketCoverage.Part,
    in estate: Estate
  ) -> Function {
    Function(name: name, arity: 2...2, types: ["(dyn, dyn) -> bool"]) { arguments, context in
      guard let bucket = estate.target(of: arguments[1], &context) else {
        return context.elsewhere(arguments[1], name)
      }
      return BucketCoverage.covers(arguments[0], part, of: bucket, in: estate, &context)
    }
  }

  private static func network(_ estate: Estate) -> [Function] {
    [
      ofResource("net.subnets", .subnets, in: estate, result: "list(resource(dyn))") {
        id,
        context in
        WorkloadPlacement.subnets(of: id, in: estate, &context)
      },
      ofResource("net.vpc", .vpc, in: estate, result: "optional_type(resource(dyn))") {
        id,
        context in
        guard let vpc = WorkloadPlacement.vpc(of: id, in: estate, &context) else { return .none }
        return vpc.kind == .unknown ? vpc : context.heap.optional(vpc)
      },
      ofResource("net.publicRoutes", .publicRoutes, in: estate, result: "list(dyn)") {
        id,
        context in
        InternetPaths.paths(from: id, in: estate, &context)
      },
      ofResource("net.ingress", .ingress, in: estate, result: "list(dyn)") { id, context in
        IngressRules.rules(of: id, in: estate, &context)
      },
      ofResource("net.workloads", .workloads, in: estate, result: "list(resource(dyn))") {
        id,
        context in
        WorkloadPlacement.workloads(in: id, of: estate, &context)
      },
      ofResource("net.requiredEndpoints", .requiredEndpoints, in: estate, result: "list(string)") {
        id,
        context in
        WorkloadPlacement.requiredEndpoints(of: id, in: estate, &context)
      },
      ofResource("net.endpoints", .endpoints, in: estate, result: "list(resource(dyn))") {
        id,
        context in
        let type = "AWS::EC2::VPCEndpoint"
        return estate.referrers(of: id, type: type, path: "VpcId", &context)
      },
      ofResource("net.connectedVpcs", .connectedVPCs, in: estate, result: "list(resource(dyn))") {
        id,
        context in
        ConnectedVPCs.of(id, in: estate, &context)
      },
      ofResource("net.isFoundByCallers", .isFoundByCallers, in: estate, result: "bool") {
        id,
        context in
        PrivateNames.lead(to: id, in: estate, &context)
      },
    ]
  }

  private static func keys(_ estate: Estate) -> [Function] {
    [
      Function(name: "kms.isCustomerManaged", arity: 1...1, types: ["(dyn) -> bool"]) {
        arguments,
        context in
        KeyOwnership.isCustomerManaged(arguments[0], in: estate, &context)
      }
    ]
  }

  private static func intent(_ estate: Estate, _ facts: NetworkFacts) -> [Function] {
    [
      ofResource("intent.counterexamples", .counterexamples, in: estate, result: "list(dyn)") {
        id,
        context in
        Expectations.counterexamples(of: id, in: estate, asking: facts, &context)
      }
    ]
  }

  private static func organization(_ estate: Estate) -> [Function] {
    [
      ofResource("org.environments", .environments, in: estate, result: "list(string)") {
        id,
        context in
        Environments.environments(around: id, in: estate, &context)
      },
      ofResource("org.environmentTags", .environmentTags, in: estate, result: "dyn") {
        id,
        context in
        Environments.tags(of: id, in: estate, &context)
      },
      ofResource("org.guardrails", .guardrails, in: estate, result: "list(statement)") {
        id,
        context in
        Guardrails.statements(on: id, in: estate, &context)
      },
      ofResource("org.holdsMachineLearning", .holdsMachineLearning, in: estate, result: "bool") {
        id,
        _ in
        .bool(Environments.holdsMachineLearning(id, in: estate))
      },
      ofResource("org.isManagementAccount", .isManagementAccount, in: estate, result: "bool") {
        id,
        context in
        .bool(
          Guardrails.isManagementAccount(id, in: estate, &context),
          origin: estate[id].origin
        )
      },
      Function(name: "org.members", arity: 0...0, types: ["() -> list(resource(dyn))"]) {
        _,
        context in
        let members = estate.membersOfTheOrganization.map { estate.element($0, &context) }
        return context.heap.list(members.filter { !$0.isAbsent })
      },
      Function(name: "org.sharesAccount", arity: 2...2, types: ["(dyn, dyn) -> bool"]) {
        arguments,
        context in
        guard let one = estate.target(of: arguments[0], &context) else {
          return context.elsewhere(arguments[0], "org.sharesAccount")
        }
        guard let other = estate.target(of: arguments[1], &context) else {
          return context.elsewhere(arguments[1], "org.sharesAccount")
        }
        return Environments.shareAccount(one, other, in: estate, &context)
      },
    ]
  }
}
