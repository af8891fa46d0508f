import Infrastructure
import Reachability
import Values

// Answers of the engine as values of expressions.

extension NetworkFacts {
  /// The way of an answer, or unknowns for what would decide whether there is one.
  func values(of answer: Answer, _ context: inout EvaluationContext) -> [Value] {
    switch answer.verdict {
    case .unreachable: []
    case .reachable: answer.witness.map { [path(of: $0, &context)] } ?? []
    case .undetermined: unknowns(for: answer.needs, &context)
    }
  }

  /// The ways of several answers, and one unknown for each thing that would decide about others.
  func values(of answers: [Answer], _ context: inout EvaluationContext) -> [Value] {
    var values: [Value] = []
    var needs: [Answer.Need] = []
    var known: Set<Answer.Need> = []
    var isOpen = false
    for answer in answers {
      switch answer.verdict {
      case .reachable, .unreachable: values += self.values(of: answer, &context)
      case .undetermined:
        isOpen = true
        for need in answer.needs where known.insert(need).inserted { needs.append(need) }
      }
    }
    return isOpen ? values + unknowns(for: needs, &context) : values
  }

  /// One unknown for each need, each only possible; at least one. A variable that decides is touched, so
  /// that its cases are tried.
  func unknowns(for needs: [Answer.Need], _ context: inout EvaluationContext) -> [Value] {
    let network = network
    let words = ReachWords(network, estate)
    var values: [Value] = []
    for need in needs {
      switch need {
      case .variable(let variable): context.touch(variable)
      case .doubt, .tooManyWorlds: break
      }
      for step in words.needs([need]) {
        let unknown = unknown(for: need, step, network.model)
        values.append(context.heap.unknown(unknown, origin: step.place.origin).possible)
      }
    }
    if values.isEmpty {
      let unknown = Unknown(.unmodelled, "whether packets get there")
      values = [context.heap.unknown(unknown, origin: .none).possible]
    }
    return values
  }

  private func unknown(
    for need: Answer.Need,
    _ step: ReachWords.Step,
    _ model: NetworkModel
  ) -> Unknown {
    switch need {
    case .doubt(.fact(let id)):
      Unknown(model[id].reason, model[id].subject, settle: model[id].settle)
    case .variable: Unknown(.condition, step.text)
    case .tooManyWorlds: Unknown(.tooManyWorlds, step.text)
    case .doubt: Unknown(.unmodelled, step.text)
    }
  }

  private func path(of witness: Answer.Witness, _ context: inout EvaluationContext) -> Value {
    let network = network
    let hops = ReachWords(network, estate).witness(witness).map { step in
      hop(step, &context)
    }
    return context.heap.list(hops, origin: decidingPlace(of: witness, network.model))
  }

  func hop(_ step: ReachWords.Step, _ context: inout EvaluationContext) -> Value {
    let origin = step.place.origin
    var run = [
      context.heap.string("step"), context.heap.string(step.text, origin: origin),
    ]
    if let id = step.place.resource {
      run += [context.heap.string("resource"), .resource(id.index, origin: origin)]
    }
    return context.heap.map(alternating: run, origin: origin)
  }

  /// The token of the first route that is written on the way, else of the first step that has one.
  private func decidingPlace(of witness: Answer.Witness, _ model: NetworkModel) -> Origin {
    var fallback = Origin.none
    for hop in witness.hops {
      switch hop {
      case .route(let table, let index?): return model[table].routes[index].provenance.origin
      case .managed(let id): return model[id].provenance.origin
      case .interface(let id, _):
        if fallback.isNone { fallback = model[id].provenance.origin }
      case .route(_, nil), .subnetBorder, .natGateway, .internetGateway, .egressOnlyGateway,
        .peering, .transitGateway, .transitRoute, .transitArrival, .gatewayEndpoint, .internet,
        .opaque:
        break
      }
    }
    return fallback
  }
}
