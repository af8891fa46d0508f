/// A route of a VPC's table that packets may take.
struct RouteCandidate: Equatable {
  /// The place in the table; nil for a local route that nothing writes.
  let index: Int?
  let target: Route.Target
}
