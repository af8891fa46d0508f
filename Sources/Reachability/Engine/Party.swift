/// One end of an exchange, in one family.
struct Party {
  let place: Question.Place
  /// The addresses that it has or may have.
  let spans: [AddressSpan]
  /// Whether something holds of it only if it holds of all its addresses; one is enough otherwise.
  let isUniversal: Bool
  /// The IPv4 addresses that may be translated to and from its own; empty without one.
  let publicSpans: [AddressSpan]
  /// What keeps it open whether there is a public address.
  let publicDoubt: OpenFact.ID?
  /// What keeps it open whether it has such an address at all.
  let doubts: [Doubt]

  /// Whether what holds of one of its addresses holds of it.
  var isOneOfAny: Bool { !isUniversal || spans.count == 1 && spans[0].isSingle }
}
