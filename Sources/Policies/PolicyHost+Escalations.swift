import AccessAnalysis
import CEL
import Infrastructure
import Permissions
import Values

/// The functions on what principals can come to be, and on all that they may do.
extension PolicyHost {
  static func escalations(_ estate: Estate) -> [Function] {
    let facts = EscalationFacts(of: estate)
    return [
      Function(name: "iam.isAdministrator", arity: 1...1, types: ["(dyn) -> bool"]) {
        arguments,
        context in
        EscalationFunctions(facts).isAdministrator(arguments, &context)
      },
      Function(name: "iam.escalations", arity: 1...1, types: ["(dyn) -> list(dyn)"]) {
        arguments,
        context in
        EscalationFunctions(facts).escalations(arguments, &context)
      },
      Function(name: "iam.administratorPaths", arity: 1...1, types: ["(dyn) -> list(dyn)"]) {
        arguments,
        context in
        EscalationFunctions(facts).administratorPaths(arguments, &context)
      },
      Function(
        name: "iam.grants",
        arity: 1...2,
        types: ["(dyn) -> list(dyn)", "(dyn, string) -> list(dyn)"]
      ) { arguments, context in
        EscalationFunctions(facts).grants(arguments, &context)
      },
    ]
  }
}

/// The functions as they are called, and their answers as values.
private struct EscalationFunctions {
  private let facts: EscalationFacts

  init(_ facts: EscalationFacts) {
    self.facts = facts
  }

  private var estate: Estate { facts.estate }

  private func principal(_ value: Value, _ context: inout EvaluationContext) -> ResourceID? {
    guard let id = estate.target(of: value, &context), Access.isPrincipal(estate[id].type) else {
      return nil
    }
    return id
  }

  // MARK: - Functions

  func isAdministrator(_ arguments: [Value], _ context: inout EvaluationContext) -> Value {
    guard let id = principal(arguments[0], &context) else {
      return context.open(arguments[0], "who is asked about", "iam.isAdministrator")
    }
    let answer = facts.standing(of: id, &context)
    switch answer.value {
    case .administrator(let statement):
      return .bool(true, origin: statement.origin.isNone ? estate[id].origin : statement.origin)
    case .limited: return .bool(false, origin: estate[id].origin)
    case .undetermined: return unknown(answer.gap, about: id, &context)
    }
  }

  func escalations(_ arguments: [Value], _ context: inout EvaluationContext) -> Value {
    paths(arguments, "iam.escalations", facts.paths, &context)
  }

  func administratorPaths(_ arguments: [Value], _ context: inout EvaluationContext) -> Value {
    paths(arguments, "iam.administratorPaths", facts.administratorPaths, &context)
  }

  private func paths(
    _ arguments: [Value],
    _ function: String,
    _ find: (ResourceID, inout EvaluationContext) -> EscalationFacts.Answer<EscalationPaths>,
    _ context: inout EvaluationContext
  ) -> Value {
    guard let id = principal(arguments[0], &context) else {
      return context.open(arguments[0], "who is asked about", function)
    }
    let answer = find(id, &context)
    let (found, gap) = (answer.value, answer.gap)
    var elements = zip(found.paths, answer.gaps).map {
      element($0, waitingFor: $1, of: id, &context)
    }
    if !found.doubts.isEmpty { elements.append(unknown(gap, about: id, &context).possible) }
    return context.heap.list(elements, origin: estate[id].origin)
  }

  func grants(_ arguments: [Value], _ context: inout EvaluationContext) -> Value {
    guard let id = principal(arguments[0], &context) else {
      return context.open(arguments[0], "who is asked about", "iam.grants")
    }
    let service = arguments.count > 1 ? context.heap.text(arguments[1]) : nil
    let answer = facts.grants(of: id, service: service, &context)
    let (found, gap) = (answer.value, answer.gap)
    var elements = found.grants.map { element($0, of: id, &context) }
    if !found.doubts.isEmpty { elements.append(unknown(gap, about: id, &context).possible) }
    return context.heap.list(elements, origin: estate[id].origin)
  }

  // MARK: - Elements

  private func element(
    _ path: EscalationPath,
    waitingFor gap: EstateTexts.Gap?,
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Value {
    let words = EscalationWords(estate)
    let steps = path.ways.flatMap { way in way.steps.map { (way.principal, $0) } }
    let place = steps.lazy.map(\.1.statement.origin).first { !$0.isNone } ?? estate[id].origin
    let end = path.end.id
    let heapSteps = steps.map { principal, step in self.step(step, by: principal, &context) }
    // What waits for something is not even possible for certain.
    let isProven =
      gap == nil || !path.isProven
      ? Value.bool(path.isProven, origin: place) : unknown(gap, about: id, &context).from(place)
    let gain = path.gain.map { words.request($0) } ?? ""
    let methods = path.methods.map { context.heap.string($0, origin: place) }
    let run: [Value] = [
      context.heap.string("to"), .resource(end.index, origin: place),
      context.heap.string("isItself"), .bool(end == id, origin: place),
      context.heap.string("isAdministrator"), .bool(path.isAdministrator, origin: place),
      context.heap.string("hasAnyRight"), .bool(path.end.hasAnyRight, origin: place),
      context.heap.string("isProven"), isProven,
      context.heap.string("path"), context.heap.string(words.path(path), origin: place),
      context.heap.string("gain"), context.heap.string(gain, origin: place),
      context.heap.string("methods"),
      context.heap.list(methods),
      context.heap.string("steps"), context.heap.list(heapSteps),
    ]
    return context.heap.map(alternating: run, origin: place)
  }

  private func step(
    _ step: Escalation.Step,
    by principal: ResourceID,
    _ context: inout EvaluationContext
  ) -> Value {
    let place = step.statement.origin
    var keys: [Value] = []
    for (key, values) in step.context.sorted(by: { $0.key < $1.key }) {
      keys.append(context.heap.string(key.spelling))
      keys.append(context.heap.list(values.map { context.heap.string($0.description) }))
    }
    let run: [Value] = [
      context.heap.string("principal"), .resource(principal.index, origin: place),
      context.heap.string("action"), context.heap.string(step.action, origin: place),
      context.heap.string("resource"), context.heap.string(step.resource, origin: place),
      context.heap.string("context"), context.heap.map(alternating: keys),
    ]
    return context.heap.map(alternating: run, origin: place)
  }

  private func element(
    _ grant: EffectiveGrants.Grant,
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Value {
    func origin(of statement: Statement.Provenance) -> Origin {
      statement.origin.isNone ? estate[id].origin : statement.origin
    }
    let place = origin(of: grant.statement)
    let actions = grant.actions.map {
      context.heap.string($0.name, origin: origin(of: $0.statement))
    }
    let resources = grant.resources.map { context.heap.string($0, origin: place) }
    let run: [Value] = [
      context.heap.string("service"), context.heap.string(grant.service, origin: place),
      context.heap.string("level"), context.heap.string(grant.title, origin: place),
      context.heap.string("isEverywhere"), .bool(grant.isEverywhere, origin: place),
      context.heap.string("actions"), context.heap.list(actions),
      context.heap.string("resources"), context.heap.list(resources),
    ]
    return context.heap.map(alternating: run, origin: place)
  }

  // MARK: - What is not known

  private func unknown(
    _ gap: EstateTexts.Gap?,
    about id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Value {
    let origin = gap?.origin ?? .none
    return context.unknown(
      gap?.inEveryWorld,
      else: "what '\(estate[id].name)' may do",
      at: origin.isNone ? estate[id].origin : origin
    )
  }
}
