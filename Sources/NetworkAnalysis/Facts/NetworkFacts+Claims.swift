package import Infrastructure
import Reachability
package import Values

// What contradicts claims of reach. Whether *some* way exists is what has to be excluded where something
// is to be unreachable; whether traffic gets there for *certain*, from every subnet that a workload may
// run in and under the names that its libraries call, is what somebody means who relies on it.

extension NetworkFacts {
  /// What a claim of reach is about.
  package enum Target {
    case internet
    /// A service of AWS's, such as `s3` or `sagemaker.api`.
    case service(String)
    case resource(ResourceID)
  }

  /// The services that resources without an address in a VPC are reached through.
  private static let services = [
    "AWS::DynamoDB::Table": "dynamodb", "AWS::ECR::Repository": "ecr.dkr",
    "AWS::KMS::Key": "kms", "AWS::Lambda::Function": "lambda", "AWS::Logs::LogGroup": "logs",
    "AWS::S3::Bucket": "s3", "AWS::SNS::Topic": "sns", "AWS::SQS::Queue": "sqs",
    "AWS::SageMaker::Endpoint": "sagemaker.runtime",
    "AWS::SecretsManager::Secret": "secretsmanager",
  ]

  private func meant(by target: Target) -> Target {
    guard case .resource(let id) = target, let name = Self.services[estate[id].type] else {
      return target
    }
    return .service(name)
  }

  /// The ways on which any packet of a resource gets to a target, and unknowns for those that may be.
  package func ways(
    from source: ResourceID,
    to target: Target,
    _ context: inout EvaluationContext
  ) -> [Value] {
    let list: Value
    switch meant(by: target) {
    case .internet: list = pathsToInternet(from: source, &context)
    case .resource(let other):
      list = ways(between: .resource(source), and: .resource(other), isOneWay: true, &context)
    case .service(let name):
      guard let ends = ends(of: .resource(source)) else {
        return [unplaced(.resource(source), &context)]
      }
      let world = context.world
      let answer = ask { reach in reach.anyWay(from: ends, toService: name, in: world) }
      return values(of: answer, &context)
    }
    return context.heap.elements(of: list)
  }

  /// What keeps traffic of a resource from a target: nothing where it gets there for certain, over
  /// HTTPS unless the target is a resource of its own; else unknowns, or one list of the places where
  /// it ends.
  package func obstacles(
    from source: ResourceID,
    to target: Target,
    _ context: inout EvaluationContext
  ) -> [Value] {
    guard let sources = ends(of: .resource(source)) else {
      return [unplaced(.resource(source), &context)]
    }
    let target = meant(by: target)
    var targets: [Question.End] = []
    if case .resource(let other) = target {
      guard let ends = ends(of: .resource(other)) else {
        return [unplaced(.resource(other), &context)]
      }
      targets = ends
    }
    let world = context.world
    var open: [Value] = []
    var cut: [ReachWords.Step] = []
    var isCut = false
    var places = 0
    for end in sources {
      let found = ask { [targets] reach in
        reach.certainty(from: end, to: target, targets, in: world)
      }
      guard let found else { continue }
      places += 1
      switch found.verdict {
      case .reachable:
        // What AWS keeps for a workload serves it wherever it stands.
        if case .managed = end.place { return [] }
      case .undetermined: open += unknowns(for: found.needs, &context)
      case .unreachable:
        if case .managed = end.place { continue }
        isCut = true
        let words = ReachWords(network, estate)
        cut += found.places.map { ReachWords.Step($0.text, at: $0.place) } + words.cut(found.cut)
      }
    }
    if places == 0 || isCut { return [end(of: source, cut, &context)] }
    return open
  }

  private func end(
    of source: ResourceID,
    _ cut: [ReachWords.Step],
    _ context: inout EvaluationContext
  ) -> Value {
    let network = network
    var steps: [ReachWords.Step] = []
    for step in cut where !steps.contains(step) { steps.append(step) }
    if let isolation = network.isolated[source], steps.isEmpty {
      let place = Provenance(source, isolation.origin)
      steps = [.init("'\(estate[source].name)' is isolated from every network", at: place)]
    }
    if steps.isEmpty {
      let place = Provenance(source, estate[source].origin)
      steps = [.init("nothing leads away from '\(estate[source].name)'", at: place)]
    }
    let hops = steps.map { hop($0, &context) }
    return context.heap.list(hops, origin: steps[0].place.origin)
  }
}

extension EstateReach {
  /// What becomes of traffic that is relied on.
  fileprivate struct Certainty {
    let verdict: Answer.Verdict
    var needs: [Answer.Need] = []
    var cut: [Answer.Ending] = []
    /// Places that end it before any packet is sent.
    var places: [(text: String, place: Provenance)] = []
  }

  private static var https: ServiceSet {
    ServiceSet(protocol: ServiceSet.IPProtocol.tcp, ports: 443...443)
  }

  /// Any packets to a service, at whatever endpoint of it or at its public addresses.
  fileprivate mutating func anyWay(
    from sources: [Question.End],
    toService service: String,
    in world: World
  ) -> Answer {
    let endpoints = network.endpoints.filter { ($0.service ?? service) == service }
    let number = network.model.services.firstIndex(of: service) ?? network.model.services.count
    let targets =
      endpoints.flatMap(\.interfaces).map { Question.End(.interface($0)) }
      + [Question.End(.service(number))]
    return answer(Question(from: sources, to: targets, isOneWay: true), in: world)
  }

  /// Whether traffic of an end gets to a target for certain; nil for an end that is not there.
  fileprivate mutating func certainty(
    from source: Question.End,
    to target: NetworkFacts.Target,
    _ targets: [Question.End],
    in world: World
  ) -> Certainty? {
    guard !isAbsent(source, in: world) else { return nil }
    switch target {
    case .resource:
      let found = answer(Question(from: [source], to: targets), in: world)
      return Certainty(verdict: found.verdict, needs: found.needs, cut: found.cut)
    case .internet:
      // All of it, as for a service whose addresses nobody knows.
      let all = Question.End(.service(network.model.services.count))
      let whole = answer(Question(from: [source], to: [all], Self.https), in: world)
      guard whole.verdict == .unreachable else {
        return Certainty(verdict: whole.verdict, needs: whole.needs, cut: whole.cut)
      }
      let question = Question(from: [source], to: [Question.End(.internet)], Self.https)
      let some = answer(question, in: world)
      guard some.verdict != .unreachable else {
        return Certainty(verdict: .unreachable, cut: whole.cut)
      }
      let needs = some.needs.isEmpty ? [.doubt(.serviceAddresses(number))] : some.needs
      return Certainty(verdict: .undetermined, needs: needs)
    case .service(let name):
      switch vpc(of: source).flatMap({ network.unresolving[$0] }) {
      case .off(let place)?:
        return Certainty(
          verdict: .unreachable,
          places: [("names of services are not resolved: DNS support is off", place)]
        )
      case .open(let fact)?:
        return Certainty(verdict: .undetermined, needs: [.doubt(.fact(fact))])
      case nil: break
      }
      let found = reach(from: source, toService: name, Self.https, isOneWay: false, in: world)
      let cut = [found.named, found.outside].compactMap(\.self).flatMap(\.cut)
      return Certainty(
        verdict: found.answer.verdict,
        needs: found.answer.needs,
        cut: cut,
        places: nameless(name, seenFrom: source)
      )
    }
  }

  /// The endpoints for a service that its name does not lead to.
  private func nameless(
    _ service: String,
    seenFrom source: Question.End
  ) -> [(text: String, place: Provenance)] {
    network.endpoints.compactMap { endpoint in
      guard endpoint.vpc == vpc(of: source), endpoint.service == service, endpoint.name == .none
      else { return nil }
      let text = "the name of \(service) does not lead to its VPC endpoint"
      return (text, Provenance(endpoint.resource, endpoint.origin))
    }
  }

  private var number: Int { network.model.services.count }
}
