/// Fields that are there for certain, as the paths that lead to them: `props.VpcConfig.Subnets`.
package struct Presence: Hashable, Sendable {
  private var paths: Set<[String]> = []

  package init() {}

  /// A path with everything on the way to it.
  init(_ path: [String]) {
    for end in path.indices.dropFirst() { paths.insert(Array(path[...end])) }
  }

  func contains(_ path: [String]) -> Bool { paths.contains(path) }

  mutating func formUnion(_ other: Presence) { paths.formUnion(other.paths) }

  func union(_ other: Presence) -> Presence {
    var union = self
    union.formUnion(other)
    return union
  }

  func intersection(_ other: Presence) -> Presence {
    var common = self
    common.paths.formIntersection(other.paths)
    return common
  }
}
