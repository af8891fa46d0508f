/// A route table of a VPC. The local routes of the VPC's blocks are in every table without being
/// written, unless a route to the very block replaces them.
package struct RouteTable: Sendable {
  package typealias ID = ElementID<RouteTable>

  /// The table that something follows.
  package enum Choice: Sendable {
    case table(RouteTable.ID, at: Provenance)
    case open(OpenFact.ID)
  }

  package var name: String
  package var provenance: Provenance
  package var routes: [Route] = []
  /// What keeps it open which further routes the table has.
  package var doubt: OpenFact.ID?

  package init(name: String, routes: [Route] = [], at provenance: Provenance = .none) {
    self.name = name
    self.routes = routes
    self.provenance = provenance
  }
}
