/// What an action does, by the access levels of the service authorization reference.
///
/// Source: IAM User Guide, "Understand access level summaries within policy summaries".
package enum AccessLevel: Int, CaseIterable, Sendable {
  case list, read, write, tagging, permissionsManagement
  /// The reference no longer has the action, or says nothing of it.
  case unknown

  /// As AWS writes it: `Permissions management`.
  package var title: String {
    switch self {
    case .list: "List"
    case .read: "Read"
    case .write: "Write"
    case .tagging: "Tagging"
    case .permissionsManagement: "Permissions management"
    case .unknown: "Unknown"
    }
  }
}
