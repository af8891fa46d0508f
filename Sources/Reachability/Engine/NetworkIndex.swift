import Infrastructure

/// What stands where in a model, whatever the world: made once, and linear in the model.
struct NetworkIndex: Sendable {
  /// The subnets of each VPC.
  let subnets: [[Subnet.ID]]
  /// The indices of the interfaces that have each group, or may; ascending.
  let members: [[Int]]

  init(_ model: NetworkModel) {
    var subnets = [[Subnet.ID]](repeating: [], count: model.vpcs.count)
    for (index, subnet) in model.subnets.enumerated() {
      subnets[subnet.vpc.index].append(Subnet.ID(index))
    }
    self.subnets = subnets
    var members = [[Int]](repeating: [], count: model.securityGroups.count)
    var open: [Int] = []
    for (index, interface) in model.interfaces.enumerated() {
      for group in interface.groups {
        switch group.value {
        case .group(let id):
          if members[id.index].last != index { members[id.index].append(index) }
        case .open: open.append(index)
        }
      }
    }
    if !open.isEmpty { members = members.map { Array(Set($0 + open)).sorted() } }
    self.members = members
  }
}
