package import Permissions
import ServiceAuthorization

/// What a principal may do, summed up by service and access level.
package struct EffectiveGrants: Sendable {
  /// An action, with a statement that allows it.
  package struct Action: Sendable {
    /// `s3:GetObject`
    package let name: String
    package let statement: Statement.Provenance
  }

  /// Actions of one service and level.
  package struct Grant: Sendable {
    /// `s3`
    package let service: String
    let level: AccessLevel
    /// In the order of the reference.
    package var actions: [Action] = []
    /// Whether some of the actions that work on resources may be done to such as no statement names.
    package var isEverywhere = false
    /// What statements name that some of the actions may be done to, as they write it.
    package var resources: [String] = []
    /// A statement that allows some of it; one that does so everywhere, if there is one.
    package var statement: Statement.Provenance

    /// The level as AWS writes it: `Permissions management`.
    package var title: String { level.title }
  }

  package var grants: [Grant] = []
  /// Why there may be more; empty if there is no more for certain.
  package var doubts: [Doubt] = []
}
