package import SourceText
package import Syntax
package import Values

/// All resources of one run in one typed model.
///
/// Immutable once built; analyses and policies read it from any thread. A class, because every host
/// function holds the estate, and a copy of the value would count references for each of its arrays.
@usableFromInline
package final class Estate: Sendable {
  package let declarations: Declarations
  /// The texts and elements that the values of all resources point into; frozen.
  package let heap: ValueHeap
  package let worlds: WorldModel
  package let scopes: [Scope]
  @usableFromInline
  package let resources: [Resource]
  /// The nested stacks whose resources are in the estate.
  let readStacks: Set<ResourceID>
  private let origins: OriginTable
  private let assumed: [Origin: [String]]
  private let byType: [String: [ResourceID]]
  /// The resources of each scope that no other is above of, with those of the stacks nested in it.
  private let byScope: [[ResourceID]]
  private let scopesByAccount: [String: [ScopeID]]
  /// The resources whose ids in AWS are known.
  private let identified: [String: ResourceID]
  private let identifiers: [ResourceID: String]
  /// For each resource the resources that refer to it, in ascending order, without repetition.
  private let referrers: [[ResourceID]]

  init(
    declarations: Declarations,
    heap: ValueHeap,
    worlds: WorldModel,
    scopes: [Scope],
    resources: [Resource],
    origins: OriginTable,
    assumptions: [Origin: [String]],
    readStacks: Set<ResourceID>,
    references: [(source: ResourceID, target: ResourceID)],
    identifiers: [String: ResourceID]
  ) {
    self.declarations = declarations
    self.heap = heap
    self.worlds = worlds
    self.scopes = scopes
    self.resources = resources
    self.origins = origins
    assumed = assumptions
    self.readStacks = readStacks
    byType = Dictionary(grouping: resources.indices.map(ResourceID.init)) {
      resources[$0.index].type
    }
    var byScope = [[ResourceID]](repeating: [], count: scopes.count)
    for (index, resource) in resources.enumerated() {
      byScope[Self.outermost(resource.scope, scopes).index].append(ResourceID(index))
    }
    self.byScope = byScope
    var scopesByAccount: [String: [ScopeID]] = [:]
    for (index, scope) in scopes.enumerated() where scope.above == nil {
      if let account = scope.account {
        scopesByAccount[account, default: []].append(ScopeID(index))
      }
    }
    self.scopesByAccount = scopesByAccount
    referrers = Self.invert(references, count: resources.count)
    identified = identifiers
    self.identifiers = Dictionary(uniqueKeysWithValues: identifiers.map { ($1, $0) })
  }

  @inlinable
  package subscript(_ id: ResourceID) -> Resource {
    resources[id.index]
  }

  /// The resources of a type, in the order they were read.
  package func resources(ofType type: String) -> [ResourceID] {
    byType[type] ?? []
  }

  /// The types that occur.
  package var types: [String] {
    byType.keys.sorted()
  }

  /// The resources that refer to a resource anywhere in their properties.
  package func referrers(of id: ResourceID) -> [ResourceID] {
    referrers[id.index]
  }

  /// The resource to which AWS gave an id, where a description says so.
  func resource(identifiedBy value: Value, _ heap: borrowing ValueHeap) -> ResourceID? {
    identified.isEmpty ? nil : identified[heap.text(value)]
  }

  /// The id that AWS gave to a resource, where a description says it: `subnet-0a1b2c3d`.
  package func identifier(of id: ResourceID) -> String? {
    identifiers[id]
  }

  /// The stack that a nested stack is a part of, however deep; any other scope itself.
  package func outermost(_ scope: ScopeID) -> ScopeID {
    Self.outermost(scope, scopes)
  }

  /// Whether two resources are in one scope, or in stacks that are nested in one; they are in one
  /// account then.
  package func areOfOneStack(_ one: ResourceID, _ other: ResourceID) -> Bool {
    outermost(self[one].scope) == outermost(self[other].scope)
  }

  private static func outermost(_ scope: ScopeID, _ scopes: [Scope]) -> ScopeID {
    var scope = scope
    while let above = scopes[scope.index].above { scope = above }
    return scope
  }

  package func scope(of id: ResourceID) -> Scope {
    scopes[self[id].scope.index]
  }

  /// The resources that certainly live in the same account as a resource, itself included: those of
  /// its scope, and of other scopes that name the same account.
  package func resources(sharingTheAccountOf id: ResourceID) -> [ResourceID] {
    let home = outermost(self[id].scope)
    guard let account = scopes[home.index].account else { return byScope[home.index] }
    return (scopesByAccount[account] ?? [home]).flatMap { byScope[$0.index] }
  }

  /// All parameter defaults that values rest on.
  package var assumptions: [String] {
    Set(assumed.values.flatMap(\.self)).sorted()
  }

  /// The parameter defaults that a value rests on.
  package func assumptions(of origin: Origin) -> [String] {
    assumed[origin] ?? []
  }

  private static func invert(
    _ references: [(source: ResourceID, target: ResourceID)],
    count: Int
  ) -> [[ResourceID]] {
    var referrers = [[ResourceID]](repeating: [], count: count)
    for reference in references where referrers[reference.target.index].last != reference.source {
      referrers[reference.target.index].append(reference.source)
    }
    return referrers
  }
}

// MARK: - Places

extension Estate {
  /// The place of a value, without its key; nil for computed values.
  package func span(of origin: Origin) -> SourceSpan? {
    guard let (tree, node) = node(of: origin) else { return nil }
    return tree.span(of: node)
  }

  /// The scalar that a value stands in as text; `.none` for values that are written as they are.
  package func host(of origin: Origin) -> Origin {
    origins.host(of: origin)
  }

  /// The tree and node that a value was read from.
  package func node(of origin: Origin) -> (tree: SyntaxTree, node: NodeID)? {
    origins.node(of: origin)
  }
}
