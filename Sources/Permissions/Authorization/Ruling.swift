/// What the policies of all layers together say to a request.
package struct Ruling: Sendable {
  package enum Verdict: String, Sendable {
    case allowed, denied, undetermined
  }

  /// A statement that decides, or a layer that says nothing where it would have to allow.
  package struct Reason: Sendable {
    package let layer: Layer.Kind
    /// Nil where the layer has no statement that allows the request.
    package let statement: Statement?

    package init(_ layer: Layer.Kind, _ statement: Statement? = nil) {
      self.layer = layer
      self.statement = statement
    }
  }

  package let verdict: Verdict
  /// What decides; what would allow it, if the verdict is undetermined.
  package let reasons: [Reason]
  /// What has to be known; empty for definite verdicts.
  package let doubts: [Doubt]
}

/// A three-valued judgement with its reasons.
struct Judgement {
  enum Truth { case yes, no, open }

  let truth: Truth
  /// Why it is so; for what is open, what would make it so.
  let reasons: [Ruling.Reason]
  let doubts: [Doubt]

  static func yes(_ reasons: [Ruling.Reason] = []) -> Judgement {
    Judgement(truth: .yes, reasons: reasons, doubts: [])
  }

  static func no(_ reasons: [Ruling.Reason] = []) -> Judgement {
    Judgement(truth: .no, reasons: reasons, doubts: [])
  }

  /// All of several; the reasons of the first that is not so are those of the whole.
  static func all(_ judgements: [Judgement]) -> Judgement {
    if let decisive = judgements.first(where: { $0.truth == .no }) { return decisive }
    var doubts: [Doubt] = []
    for judgement in judgements { doubts.add(judgement.doubts) }
    return Judgement(
      truth: judgements.contains { $0.truth == .open } ? .open : .yes,
      reasons: judgements.flatMap(\.reasons),
      doubts: doubts
    )
  }

  /// One of several. Of those that are not so, the reasons of the first.
  static func any(_ judgements: [Judgement]) -> Judgement {
    if let decisive = judgements.first(where: { $0.truth == .yes }) { return decisive }
    let open = judgements.filter { $0.truth == .open }
    guard !open.isEmpty else { return .no(judgements.first?.reasons ?? []) }
    var doubts: [Doubt] = []
    for judgement in open { doubts.add(judgement.doubts) }
    return Judgement(truth: .open, reasons: open.flatMap(\.reasons), doubts: doubts)
  }
}
