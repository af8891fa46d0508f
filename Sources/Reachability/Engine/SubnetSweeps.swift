import Infrastructure

/// What sweeps from a subnet of each class say about pairs of classes. What they leave open, a question
/// has to settle.
struct SubnetSweeps {
  /// A request and its answer, as numbers of what gets through there and back.
  private struct Exchanged: Hashable {
    let requests: Int32
    let replies: Int32
  }

  private let services: ServiceSet
  private let isOneWay: Bool
  private let count: Int
  /// Of each family the sweep of each class; nil where it hangs on an open variable.
  private var families: [[Sweep?]] = []
  /// Whether the internet may have a way into the VPC of each class.
  private let isOpenToInternet: [Bool]
  private var numbers = ServiceNumbers()
  private var known: [Exchanged: Bool] = [:]

  init(
    _ classes: SubnetClasses,
    _ services: ServiceSet,
    isOneWay: Bool,
    in network: CompiledNetwork
  ) {
    self.services = services
    self.isOneWay = isOneWay
    count = classes.members.count
    let model = network.model
    isOpenToInternet = classes.members.map { members in
      members.contains { !model[model[$0].vpc].internetGateways.isEmpty }
    }
    let limited = CompiledNetwork(network, deliveringTo: classes.members.flatMap { $0.prefix(2) })
    let explored = services.union(Exchange.replies(to: services))
    for family in [IPPrefix.Family.ipv4, .ipv6]
    where model.subnets.contains(where: { $0.block(family) != nil }) {
      let targets = Sweep.Targets(classes, model, network.index, family)
      var sweeps: [Sweep?] = []
      for members in classes.members {
        do throws(Undecided) {
          sweeps.append(
            try Sweep(of: members[0], explored, family, to: targets, in: limited, &numbers)
          )
        } catch {
          sweeps.append(nil)
        }
      }
      families.append(sweeps)
    }
  }

  /// The verdict from the hosts of one class to those of another, or of others of the same; nil where
  /// it takes a question.
  mutating func verdict(from source: Int, to target: Int) -> Answer.Verdict? {
    var isOpen = false
    for family in families.indices {
      switch verdict(from: source, to: target, in: family) {
      case .reachable: return .reachable
      case .undetermined: isOpen = true
      case .unreachable: break
      }
    }
    return isOpen ? nil : .unreachable
  }

  /// The verdict in one family; undetermined where it takes a question.
  private mutating func verdict(
    from source: Int,
    to target: Int,
    in family: Int
  ) -> Answer.Verdict {
    guard let there = families[family][source], let back = families[family][target] else {
      return .undetermined
    }
    let isAlike = source == target
    let request = there.deliveries[isAlike ? count + target : target]
    // Two subnets of one class see each other alike.
    let reply = isAlike ? request : back.deliveries[source]
    if gets(request.certain, reply.certain) { return .reachable }
    let isPublic = there.leavesToInternet && isOpenToInternet[target]
    let arrives = !numbers[request.possible].intersection(services).isEmpty
    if there.leavesModel { return .undetermined }
    guard arrives || isPublic else { return .unreachable }
    if isOneWay || back.leavesModel { return .undetermined }
    if isPublic, back.answersFromInternet { return .undetermined }
    guard arrives else { return .unreachable }
    return request.isRemembered || back.passesEgressOnly || gets(request.possible, reply.possible)
      ? .undetermined : .unreachable
  }

  /// Whether something that is asked for is among the requests that get there, and an answer among the
  /// replies.
  private mutating func gets(_ requests: Int32, _ replies: Int32) -> Bool {
    guard requests != ServiceNumbers.none else { return false }
    let exchanged = Exchanged(requests: requests, replies: isOneWay ? ServiceNumbers.none : replies)
    if let known = known[exchanged] { return known }
    var asked = numbers[requests].intersection(services)
    if !isOneWay { asked = asked.intersection(Exchange.answered(by: numbers[replies])) }
    known[exchanged] = !asked.isEmpty
    return !asked.isEmpty
  }
}
