import CEL
import Findings
import Infrastructure
import SourceText
import Syntax
import Values

/// Asks one rule of one resource in one world.
struct RuleJudge {
  let bound: BoundRule
  let id: ResourceID

  /// One outcome for each element of the rule's list, or a single one.
  func outcomes(in context: inout EvaluationContext) -> [Outcome] {
    let resource = bound.estate[id]
    var variables = [
      Value.resource(id.index, origin: resource.origin), resource.properties,
      parameters(&context),
    ]
    if let selection = bound.rule.selection,
      let early = decide(selection, variables, asGuard: true, &context)
    {
      return Outcome.just(early)
    }
    var early: Value?
    if bound.iteratesWithoutBindings, let iteration = bound.rule.iteration {
      let blanks = bound.rule.bindings.map { _ in Value.null }
      let list = iteration.program.evaluate(variables + blanks, in: &context)
      if list.kind == .list, list.count == 0 { return Outcome.justNotApplicable }
      early = list
    }
    for binding in bound.rule.bindings {
      variables.append(binding.program.evaluate(variables, in: &context))
    }
    guard let iteration = bound.rule.iteration else {
      return Outcome.just(outcome(variables, &context))
    }
    let list = early ?? iteration.program.evaluate(variables, in: &context)
    return outcomes(for: list, of: iteration, variables, &context)
  }

  private func outcomes(
    for list: Value,
    of iteration: Rule.Binding,
    _ variables: [Value],
    _ context: inout EvaluationContext
  ) -> [Outcome] {
    let list = context.resolve(list)
    if list.isAbsent { return Outcome.justNotApplicable }
    switch list.kind {
    case .list:
      if list.count == 0 { return Outcome.justNotApplicable }
      var outcomes: [Outcome] = []
      for element in context.heap.elements(of: list) {
        let element = context.resolve(element)
        guard !element.isAbsent else { continue }
        outcomes.append(outcome(of: element, iteration, variables, &context))
      }
      return outcomes
    case .unknown:
      // The list stands for its elements in the message.
      return [undetermined(list, iteration.program, variables, element: list, &context)]
    case .error:
      return [failure(list, iteration.program, variables, element: list, &context)]
    case .null, .bool, .int, .uint, .double, .string, .bytes, .map, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .template, .choice, .reference:
      // What an input holds in the place of a list is the input's mistake, or known after deployment.
      guard list.origin.isNone else {
        let unknown = Unknown(.invalidValue, "a list")
        let open = context.heap.unknown(unknown, origin: list.origin)
        return [undetermined(open, iteration.program, variables, element: open, &context)]
      }
      return [defect("'forEach' needs a list")]
    }
  }

  /// The policy's parameters as a map: made once for a context.
  private func parameters(_ context: inout EvaluationContext) -> Value {
    guard !bound.policy.parameters.isEmpty else { return ValueHeap.emptyMap }
    let pin = context.heap.pinned(for: bound) { heap in
      var run: [Value] = []
      for parameter in bound.policy.parameters {
        run.append(heap.string(parameter.name))
        run.append(Self.value(of: parameter.value, &heap))
      }
      return ([heap.map(alternating: run)], bound)
    }
    return context.heap[pin.position]
  }

  private static func value(
    of literal: Policy.Parameter.Literal,
    _ heap: inout ValueHeap
  ) -> Value {
    switch literal {
    case .bool(let flag): return .bool(flag)
    case .int(let number): return .int(number)
    case .string(let text): return heap.string(text)
    case .list(let parts):
      var values: [Value] = []
      for part in parts { values.append(value(of: part, &heap)) }
      return heap.list(values)
    }
  }

  /// What follows for one element. One that may turn out not to be there violates nothing for certain.
  private func outcome(
    of element: Value,
    _ iteration: Rule.Binding,
    _ variables: [Value],
    _ context: inout EvaluationContext
  ) -> Outcome {
    let outcome = outcome(variables + [element], &context)
    guard case .violation = outcome.verdict, element.flags.contains(.possible) else {
      return outcome
    }
    var open = element
    if element.kind != .unknown {
      let unknown = Unknown(.condition, "whether this is there")
      open = context.heap.unknown(unknown, origin: element.origin)
    }
    return undetermined(open, iteration.program, variables, element: open, &context)
  }

  private func outcome(_ variables: [Value], _ context: inout EvaluationContext) -> Outcome {
    if let guardProgram = bound.rule.guardProgram,
      let early = decide(guardProgram, variables, asGuard: true, &context)
    {
      // What is asserted may hold whether or not the rule applies.
      if case .undetermined = early.verdict, holds(bound.rule.assertion, variables, &context) {
        return Outcome(verdict: .satisfied)
      }
      return early
    }
    return decide(bound.rule.assertion, variables, asGuard: false, &context)
      ?? Outcome(verdict: .satisfied)
  }

  private func holds(
    _ program: Program,
    _ variables: [Value],
    _ context: inout EvaluationContext
  ) -> Bool {
    context.resolve(program.evaluate(variables, in: &context)).isTrue
  }

  /// What follows from a boolean expression alone; nil if it is true.
  private func decide(
    _ program: Program,
    _ variables: [Value],
    asGuard: Bool,
    _ context: inout EvaluationContext
  ) -> Outcome? {
    let result = context.resolve(program.evaluate(variables, in: &context))
    switch result.kind {
    case .bool:
      if result.isTrue { return nil }
      if asGuard { return Outcome(verdict: .notApplicable) }
      return violation(program, variables, &context)
    case .unknown:
      return undetermined(result, program, variables, &context)
    case .error:
      return failure(result, program, variables, &context)
    case .null, .int, .uint, .double, .string, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .template, .choice, .reference:
      return defect("an expression that should be true or false is neither")
    }
  }
}

// MARK: - Outcomes with places

extension RuleJudge {
  /// What follows from an error: the policy is defective, unless an input holds something that no
  /// policy can expect there.
  private func failure(
    _ error: Value,
    _ program: Program,
    _ variables: [Value],
    element: Value? = nil,
    _ context: inout EvaluationContext
  ) -> Outcome {
    let cause = context.heap.error(error)
    switch cause.code {
    case .noSuchOverload, .invalidArgument: break
    case .noSuchKey where cause.detail == EvaluationError.nothingIsChosen:
      let unknown = Unknown(.invalidValue, "what is there where a choice falls on nothing")
      let open = context.heap.unknown(unknown, origin: bound.estate[id].origin)
      return undetermined(open, program, variables, element: element, &context)
    case .noSuchKey
    where DeclaredPlace.isRequired(cause.detail, of: bound.estate[id], in: bound.estate):
      let unknown = Unknown(.invalidValue, "'\(cause.detail)', which AWS requires")
      let open = context.heap.unknown(unknown, origin: bound.estate[id].origin)
      return undetermined(open, program, variables, element: element, &context)
    case .noSuchKey, .noSuchVariable, .divisionByZero, .modulusByZero, .overflow,
      .indexOutOfBounds, .emptyOptional, .budgetExceeded:
      return defect(error, &context)
    }
    // A binding that failed is read as an error with no place of its own.
    var programs = [(program: program, variables: variables)]
    for (index, binding) in bound.rule.bindings.enumerated() {
      let first = PolicyHost.variables.count
      guard index + first < variables.count, variables[index + first].kind == .error else {
        continue
      }
      programs.append((binding.program, Array(variables[..<(index + first)])))
    }
    for (program, variables) in programs {
      let origins = program.explain(variables, want: true, in: &context).origins
      let place = origins.first { origin in
        !origin.isNone && !DeclaredPlace.isTyped(origin, in: bound.estate, &context)
      }
      guard let place else { continue }
      let unknown = Unknown(.invalidValue, "what a value of the wrong type stands for")
      let open = context.heap.unknown(unknown, origin: place)
      return undetermined(open, program, variables, element: element, &context)
    }
    return defect(error, &context)
  }

  private func defect(_ error: Value, _ context: inout EvaluationContext) -> Outcome {
    let error = context.heap.error(error)
    let detail = error.detail.isEmpty ? "" : ": \(error.detail)"
    return defect("\(error.code.rawValue)\(detail)")
  }

  private func defect(_ fact: String) -> Outcome {
    let message =
      "policy '\(bound.policy.id.rawValue)' cannot judge '\(bound.estate[id].address)': \(fact)"
    let place =
      bound.estate.span(of: bound.estate[id].origin).map { [Note("the resource", at: $0)] } ?? []
    return Outcome(
      verdict: .defect(
        Diagnostic(.error, "policy-error", message, at: bound.policy.span, related: place)
      )
    )
  }

  private func violation(
    _ program: Program,
    _ variables: [Value],
    _ context: inout EvaluationContext
  ) -> Outcome {
    let blame = program.explain(variables, want: true, in: &context)
    return Outcome(verdict: .violation(places(blame, variables, &context)))
  }

  private func undetermined(
    _ result: Value,
    _ program: Program,
    _ variables: [Value],
    element: Value? = nil,
    _ context: inout EvaluationContext
  ) -> Outcome {
    let wording = element.map { variables + [$0] } ?? variables
    let blame = program.explain(variables, want: true, in: &context)
    let (unknowns, found) = unknowns(in: blame, orIn: result, context)
    let origin = found ?? chosenPlace(wording, &context) ?? bound.estate[id].origin
    let place = BlamedPlace(
      origin: origin,
      missing: [],
      message: doubt(wording, &context),
      related: [],
      witness: [],
      unknowns: unknowns,
      read: []
    )
    return Outcome(verdict: .undetermined(place))
  }

  /// What is not known, and where: in the judged resource if something of it is.
  ///
  /// A function of its own, because the reader holds the heap: what is added meanwhile copies it.
  private func unknowns(
    in blame: Blame,
    orIn result: Value,
    _ context: borrowing EvaluationContext
  ) -> ([OpenPlace], Origin?) {
    let reader = BlameReader(estate: bound.estate, resource: bound.estate[id], heap: context.heap)
    var unknowns = reader.unknowns(in: blame)
    if unknowns.isEmpty {
      unknowns = [OpenPlace(unknown: context.heap.unknown(result), origin: result.origin)]
    }
    let origins = unknowns.map(\.origin).filter { !$0.isNone }
    return (unknowns, origins.first(where: reader.isInside) ?? origins.first)
  }
}
