package import Values

/// Something that the model does not know, whatever a deployment chooses: neither of its bounds may be
/// taken for the truth.
package struct OpenFact: Hashable, Sendable {
  package typealias ID = ElementID<OpenFact>

  package let reason: Unknown.Reason
  /// `the address of 'notebook'`
  package let subject: String
  /// What somebody can do about it; empty where nothing can be done.
  package let settle: String
  package let provenance: Provenance

  package init(
    _ reason: Unknown.Reason,
    _ subject: String,
    settle: String = "",
    at provenance: Provenance = .none
  ) {
    self.reason = reason
    self.subject = subject
    self.settle = settle
    self.provenance = provenance
  }
}
