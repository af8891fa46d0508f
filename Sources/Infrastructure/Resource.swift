package import SourceText
package import Values

/// The index of a resource in its ``Estate``.
@usableFromInline
package struct ResourceID: Hashable, Comparable, BitwiseCopyable, Sendable {
  @usableFromInline
  package let rawValue: UInt32

  @inlinable
  package init(_ index: Int) {
    rawValue = UInt32(truncatingIfNeeded: index)
  }

  @inlinable
  package var index: Int { Int(rawValue) }

  @usableFromInline
  package static func < (left: ResourceID, right: ResourceID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// One resource of an estate, in AWS's vocabulary, whichever language it was written in.
///
/// A class, because every question about a resource looks at it, and a copy of the value would count
/// references for each of its texts.
@usableFromInline
package final class Resource: Sendable {
  /// The logical id of a template, the name in a description.
  package let name: String
  /// `AWS::SageMaker::NotebookInstance`, as it was written.
  package let type: String
  /// The type as a word of the vocabulary; `.none` for types that have no declaration.
  package let typeName: Name
  /// `network.yaml#PrivateSubnet`, `ml-prod/vpcs/ml/subnets/a`
  package let address: String
  /// A map by canonical property names; AWS's defaults are in it, flagged.
  package let properties: Value
  /// The node of the name: what absence is blamed on.
  package let origin: Origin
  /// The worlds in which the resource exists.
  package let existence: GuardID
  package let scope: ScopeID

  package init(
    name: String,
    type: String,
    typeName: Name,
    address: String,
    properties: Value,
    origin: Origin,
    existence: GuardID,
    scope: ScopeID
  ) {
    self.name = name
    self.type = type
    self.typeName = typeName
    self.address = address
    self.properties = properties
    self.origin = origin
    self.existence = existence
    self.scope = scope
  }
}
