import Infrastructure
import Syntax
import Values

/// The groups of instances that a stack set has.
///
/// Source: CloudFormation Template Reference, `AWS::CloudFormation::StackSet`, `StackInstances`.
struct StackSetGroups {
  /// Instances in every one of some accounts and regions.
  struct Group {
    /// The ids; nil where they are not known.
    let accounts: [String]?
    let regions: [String]?
    let overrides: [(name: String, value: NodeID)]
  }

  /// One account and region of one group.
  struct Instance {
    let account: String?
    let region: String?
    let group: Int

    /// `111122223333 eu-west-1`.
    var text: String {
      let parts = [account, region].compactMap(\.self)
      return parts.isEmpty ? "group \(group + 1)" : parts.joined(separator: " ")
    }
  }

  /// Nil where it is not known which groups there are; none where the stack set creates none.
  private(set) var groups: [Group]?

  /// - Parameters:
  ///   - properties: Those of the stack set.
  ///   - reader: The stack that creates it.
  init(of properties: NodeID, _ reader: TemplateReader, _ estate: inout EstateBuilder) {
    let tree = reader.tree
    guard let value = tree.value(of: "StackInstancesGroup", in: properties) else { return }
    let list = tree.resolved(value)
    guard tree[list].kind == .sequence, tree[list].tag == 0 else { return }
    var groups: [Group] = []
    for child in tree.children(of: list) {
      let group = tree.resolved(child)
      guard tree[group].kind == .mapping, reader.call(at: group) == nil else { return }
      groups.append(
        Group(
          accounts: Self.accounts(of: group, reader, &estate),
          regions: Self.texts("Regions", of: group, reader, &estate),
          overrides: reader.parametersPassed(in: group, as: "ParameterOverrides")
        )
      )
    }
    self.groups = groups
  }

  /// Every instance; nil where there are more than `limit`, in which case accounts and regions are not
  /// told apart.
  func instances(limit: Int) -> [Instance]? {
    guard let groups else { return nil }
    var instances: [Instance] = []
    for (index, group) in groups.enumerated() {
      for account in group.accounts.map({ $0.map(Optional.some) }) ?? [nil] {
        for region in group.regions.map({ $0.map(Optional.some) }) ?? [nil] {
          guard instances.count < limit else { return nil }
          instances.append(Instance(account: account, region: region, group: index))
        }
      }
    }
    return instances
  }

  /// Accounts that a group names itself; those of organizational units are not known.
  private static func accounts(
    of group: NodeID,
    _ reader: TemplateReader,
    _ estate: inout EstateBuilder
  ) -> [String]? {
    let tree = reader.tree
    guard let value = tree.value(of: "DeploymentTargets", in: group) else { return nil }
    let targets = tree.resolved(value)
    guard tree[targets].kind == .mapping else { return nil }
    for key in ["OrganizationalUnitIds", "AccountFilterType", "AccountsUrl"]
    where tree.value(of: key, in: targets) != nil {
      return nil
    }
    return texts("Accounts", of: targets, reader, &estate)
  }

  private static func texts(
    _ key: String,
    of holder: NodeID,
    _ reader: TemplateReader,
    _ estate: inout EstateBuilder
  ) -> [String]? {
    guard let node = reader.tree.value(of: key, in: holder) else { return nil }
    let list = reader.lower(node, expecting: .list(.text), &estate)
    guard list.kind == .list, list.count > 0 else { return nil }
    let elements = estate.heap.elements(of: list)
    guard elements.allSatisfy({ $0.kind == .string && !$0.flags.contains(.assumed) }) else {
      return nil
    }
    return elements.map { estate.heap.text($0) }
  }
}
