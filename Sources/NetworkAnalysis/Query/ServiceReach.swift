package import Reachability
import Values

/// What gets to a service of AWS's under its name.
package struct ServiceReach: Sendable {
  /// What the packets to the interface endpoint come to that has the name; nil where there is none.
  package var named: Answer?
  /// What the packets to the public addresses come to; nil where the name stands for an endpoint.
  package var outside: Answer?
  /// What has to be known to tell which of both counts; empty if one is nil.
  package var doubts: [Answer.Need] = []

  /// How packets get to a service.
  package enum Class: String, Sendable {
    case gatewayEndpoint = "gateway-endpoint"
    case interfaceEndpoint = "interface-endpoint"
    /// To its public addresses, through a network of AWS's or over the internet.
    case internet
    case none
  }

  /// The verdict whichever counts, with what is needed if that decides.
  package var answer: (verdict: Answer.Verdict, needs: [Answer.Need]) {
    let answers = [named, outside].compactMap(\.self)
    guard let first = answers.first else { return (.unreachable, []) }
    if answers.count == 2, first.verdict != outside?.verdict {
      return (.undetermined, doubts + answers.flatMap(\.needs))
    }
    return (first.verdict, answers.flatMap(\.needs))
  }

  /// The class, or what is needed to tell.
  package var classification: (class: Class?, needs: [Answer.Need]) {
    let classes = [
      named.map { Self.classify($0) { _ in .interfaceEndpoint } },
      outside.map { Self.classify($0, Self.outsideClass) },
    ].compactMap(\.self)
    guard let first = classes.first else { return (Class.none, []) }
    if classes.count == 2, first.class != classes[1].class {
      return (nil, doubts + classes.flatMap(\.needs))
    }
    return (first.class, classes.flatMap(\.needs))
  }

  private static func classify(
    _ answer: Answer,
    _ classOf: (Answer.Witness) -> Class
  ) -> (class: Class?, needs: [Answer.Need]) {
    switch answer.verdict {
    case .undetermined: return (nil, answer.needs)
    case .unreachable: return (Class.none, [])
    case .reachable:
      guard let first = answer.witness.map(classOf) else { return (nil, []) }
      // A world may have the endpoint where another has a gateway, and AWS may choose between them.
      for other in answer.witnesses where classOf(other) != first {
        let variables = other.world.choices.map { Answer.Need.variable($0.variable) }
        return (nil, variables + other.choices.map { .doubt($0) })
      }
      return (first, [])
    }
  }

  private static func outsideClass(_ witness: Answer.Witness) -> Class {
    let isEndpoint = witness.hops.contains {
      if case .gatewayEndpoint = $0 { true } else { false }
    }
    return isEndpoint ? .gatewayEndpoint : .internet
  }
}
