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

  /// - Parameter copies: How often each subnet is there, so that some are alike.
  package init(seed: UInt64, copies: Int) {
    var generator = NetworkGenerator(seed: seed)
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
    let services = ServiceSet(protocol: ServiceSet.IPProtocol.tcp, ports: 443...443)
    let matrix = solver.matrix(services)
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
        let alone = verdict(source, .host(target), services, isOneWay: false, &solver)
        if alone != matrix[source, target] {
          mistakes.append("seed \(seed): \(source) to \(target): \(matrix[source, target])")
        }
      }
    }
  }

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
