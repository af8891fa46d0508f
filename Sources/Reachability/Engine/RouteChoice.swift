/// Where packets to some addresses go by a table.
struct RouteChoice: Equatable {
  struct Candidate: Equatable {
    /// The place in the table; nil for a local route that nothing writes.
    let index: Int?
    let target: Route.Target
  }

  /// No more than one, unless there are doubts.
  var candidates: [Candidate]
  /// What keeps it open which of the candidates is taken, or whether one is.
  var doubts: [Doubt] = []
  /// Whether one of the candidates is taken, whatever is open.
  var isExhaustive = false
}
