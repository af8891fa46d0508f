import Infrastructure
import Reachability
import Values

/// Finds the rules that let the packet of a witness through.
struct RuleFinder {
  private let model: NetworkModel
  private let witness: Answer.Witness
  private let source: UInt128
  private let target: UInt128
  private let service: UInt32

  /// The rules for the packet itself, or for its answer.
  init(_ model: NetworkModel, _ witness: Answer.Witness, isAnswer: Bool = false) {
    self.model = model
    self.witness = witness
    source = isAnswer ? witness.targetAddress : witness.sourceAddress
    target = isAnswer ? witness.sourceAddress : witness.targetAddress
    service = isAnswer ? witness.replyService ?? witness.service : witness.service
  }

  private func holds(_ existence: GuardID) -> Bool {
    model.worlds.truth(of: existence, in: witness.world) == .holds
  }

  /// Where the rule of an interface's groups stands that admits the packet.
  func rule(ofGroupsOf id: Interface.ID, _ direction: Direction) -> Provenance? {
    let peer = direction == .outbound ? target : source
    for group in model[id].groups {
      guard case .group(let number) = group.value else { continue }
      for rule in model[number].rules(direction)
      where rule.services.contains(service) && holds(rule.existence) {
        switch rule.peer {
        case .block(let block):
          if block.family == witness.family, block.span.contains(peer) { return rule.provenance }
        case .group, .service, .open: return rule.provenance
        }
      }
    }
    return nil
  }

  /// Where the first rule of a subnet's network ACL stands that is about the packet.
  func rule(ofListOf id: Subnet.ID, _ direction: Direction) -> Provenance? {
    for element in model[id].networkACL.cases where holds(element.existence) {
      guard case .list(let list, let place) = element.value else { return nil }
      let rules = model[list].rules(direction).sorted { $0.number < $1.number }
      for rule in rules where rule.services.contains(service) {
        guard case .block(let block) = rule.peer, block.family == witness.family,
          holds(rule.existence)
        else { continue }
        if rule.provenance.resource != nil { return rule.provenance }
      }
      return place
    }
    return nil
  }
}
