/// Where packets to some addresses go by a table of a VPC or of a transit gateway.
struct RouteChoice<Candidate: Equatable>: Equatable {
  /// No more than one, unless there are doubts.
  var candidates: [Candidate]
  /// What keeps it open which of the candidates is taken, or whether one is.
  var doubts: [Doubt] = []
  /// Whether one of the candidates is taken, whatever is open.
  var isExhaustive = false
}
