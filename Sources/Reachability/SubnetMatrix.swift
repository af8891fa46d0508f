package import Values

/// What becomes of packets between the hosts of all subnets of a network.
package struct SubnetMatrix: Sendable {
  private let classOf: [Int]
  private let count: Int
  /// The verdicts from one class to another; those of different subnets where they are of one class.
  private let verdicts: [Answer.Verdict]

  init(_ classes: SubnetClasses, _ verdicts: [Answer.Verdict]) {
    classOf = classes.classOf
    count = classes.members.count
    self.verdicts = verdicts
  }

  /// The verdict from the hosts of one subnet to those of another. Those of one subnet reach each other.
  package subscript(source: Subnet.ID, target: Subnet.ID) -> Answer.Verdict {
    guard source != target else { return .reachable }
    return verdicts[classOf[source.index] * count + classOf[target.index]]
  }

  /// How many groups of subnets there are that the network treats alike.
  package var classes: Int { count }
}

extension NetworkSolver {
  /// What becomes of packets between the hosts of each subnet and each other.
  ///
  /// A sweep from one subnet of each group that the network treats alike settles most pairs of groups; a
  /// question settles each of the others.
  package mutating func matrix(
    _ services: ServiceSet = .all,
    isOneWay: Bool = false,
    in world: World = World()
  ) -> SubnetMatrix {
    let classes = SubnetClasses(model, index)
    var sweeps = SubnetSweeps(classes, services, isOneWay: isOneWay, in: network(in: world))
    var verdicts: [Answer.Verdict] = []
    for (number, sources) in classes.members.enumerated() {
      for (other, targets) in classes.members.enumerated() {
        guard let target = number == other ? targets.dropFirst().first : targets.first else {
          verdicts.append(.reachable)
          continue
        }
        if let settled = sweeps.verdict(from: number, to: other) {
          verdicts.append(settled)
          continue
        }
        let ends = [sources[0], target].map { Question.End(.host($0)) }
        let question = Question(from: [ends[0]], to: [ends[1]], services, isOneWay: isOneWay)
        verdicts.append(verdict(question, in: world))
      }
    }
    return SubnetMatrix(classes, verdicts)
  }

  /// What becomes of packets from the hosts of each subnet to the internet, in the order of the model.
  package mutating func toInternet(
    _ services: ServiceSet = .all,
    isOneWay: Bool = true,
    in world: World = World()
  ) -> [Answer.Verdict] {
    let classes = SubnetClasses(model, index)
    let verdicts = classes.members.map { members in
      let source = Question.End(.host(members[0]))
      let target = Question.End(.internet)
      let question = Question(from: [source], to: [target], services, isOneWay: isOneWay)
      return verdict(question, in: world)
    }
    return classes.classOf.map { verdicts[$0] }
  }

  private mutating func verdict(_ question: Question, in world: World) -> Answer.Verdict {
    answer(question, in: world).verdict
  }
}
