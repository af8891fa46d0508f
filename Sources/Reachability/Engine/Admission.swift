/// The services that a filter lets through for some addresses, in both bounds.
struct Admission {
  var certain: ServiceSet
  var possible: ServiceSet
  /// What keeps the bounds apart.
  var doubts: [Doubt] = []

  static let all = Admission(certain: .all, possible: .all)

  /// Whatever keeps it open, everything may pass.
  static func open(_ doubt: Doubt) -> Admission {
    Admission(certain: .none, possible: .all, doubts: [doubt])
  }
}
