import Infrastructure
import Reachability

/// The verdicts between all subnets of a random network at once, held against one question for each pair.
package struct MatrixTrial {
  /// Pairs that are told otherwise.
  package private(set) var mistakes: [String] = []
  package private(set) var pairs = 0
  package private(set) var subnets = 0
  /// How many groups of subnets there were.
  package private(set) var classes = 0

  /// - Parameters:
  ///   - copies: How often each subnet is there, so that some are alike.
  ///   - hidden: How many facts are hidden.
  package init(seed: UInt64, copies: Int, hidden: Int = 0) {
    var generator = NetworkGenerator(seed: seed, hidden: hidden)
    var model = generator.make()
    for copy in 1..<max(copies, 2) {
      for original in model.subnets.filter({ !$0.name.contains("copy") }) {
        var subnet = original
        subnet.name += " copy \(copy)"
        subnet.blocks = original.blocks.compactMap { block in
          let step = UInt128(1) << UInt128(block.family.width - block.length)
          let address = block.address + UInt128(32 * copy) * step
          return IPPrefix(family: block.family, address: address, length: block.length)
        }
        model.subnets.append(subnet)
      }
    }
    var solver = NetworkSolver(model)
    let services = Self.services[Int(seed % UInt64(Self.services.count))]
    let isOneWay = seed / 5 % 4 == 0
    let matrix = solver.matrix(services, isOneWay: isOneWay)
    let internet = solver.toInternet(services)
    classes = matrix.classes
    subnets = model.subnets.count
    for source in model.subnets.indices.map(Subnet.ID.init) {
      let out = verdict(source, .internet, services, isOneWay: true, &solver)
      if out != internet[source.index] {
        mistakes.append("seed \(seed): \(source) to the internet")
      }
      for target in model.subnets.indices.map(Subnet.ID.init) where target != source {
        pairs += 1
        let alone = verdict(source, .host(target), services, isOneWay: isOneWay, &solver)
        if alone != matrix[source, target] {
          let told = matrix[source, target]
          mistakes.append("seed \(seed): \(source) to \(target): \(told) for \(alone)")
        }
      }
    }
  }

  private static let services = [
    ServiceSet(protocol: ServiceSet.IPProtocol.tcp, ports: 443...443), .all,
    ServiceSet(protocol: ServiceSet.IPProtocol.udp), ServiceSet(protocol: 50),
    ServiceSet(protocol: ServiceSet.IPProtocol.icmp),
  ]

  private func verdict(
    _ source: Subnet.ID,
    _ target: Question.Place,
    _ services: ServiceSet,
    isOneWay: Bool,
    _ solver: inout NetworkSolver
  ) -> Answer.Verdict {
    let ends = [Question.Place.host(source), target].map { Question.End($0) }
    return solver.answer(
      Question(from: [ends[0]], to: [ends[1]], services, isOneWay: isOneWay)
    ).verdict
  }
}
