package import Values

/// A statement of a policy.
///
/// Source: IAM User Guide, "Grammar of the IAM JSON policy language".
package struct Statement: Sendable {
  package enum Effect: String, Sendable {
    case allow = "Allow"
    case deny = "Deny"
  }

  /// Where a statement comes from, for reports; the engine only carries it along.
  package struct Provenance: Hashable, Sendable {
    /// The caller's number of the document.
    package let document: Int
    /// The place of the statement in it, from 0.
    package let index: Int
    package let sid: String?
    package let origin: Origin

    package init(document: Int, index: Int, sid: String? = nil, origin: Origin = .none) {
      self.document = document
      self.index = index
      self.sid = sid
      self.origin = origin
    }

    package static let none = Provenance(document: -1, index: -1)
  }

  package var effect: Effect
  package var scope: Scope
  package var provenance: Provenance

  package init(_ effect: Effect, _ scope: Scope, provenance: Provenance = .none) {
    self.effect = effect
    self.scope = scope
    self.provenance = provenance
  }
}
