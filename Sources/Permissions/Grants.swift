/// What several policies together allow: a request that every layer allows and nothing denies.
///
/// One identity policy is one layer. A permissions boundary, a session policy and each level of service
/// control policies are a layer more; what some policy of a layer allows, the layer allows.
///
/// Source: IAM User Guide, "Policy evaluation logic".
package struct Grants: Sendable {
  /// A statement, ready for search.
  struct Entry: Sendable {
    let statement: Statement
    let box: Box

    init(_ statement: Statement, _ reading: PatternForm.Reading = .withinSegments) {
      self.statement = statement
      box = Box(statement.scope, reading)
    }

    func read(_ reading: PatternForm.Reading) -> Entry {
      dependsOnReading ? Entry(statement, reading) : self
    }

    var dependsOnReading: Bool {
      statement.scope.resources?.elements.contains(where: \.dependsOnReading) ?? false
    }
  }

  /// Some statement of each layer has to match.
  let layers: [[Entry]]
  /// None of these may.
  let denials: [Entry]

  /// - Parameter denying: Policies of which only what they deny counts.
  package init(layers: [[Policy]], denying: [Policy] = []) {
    self.layers = layers.map { layer in
      layer.flatMap(\.statements).filter { $0.effect == .allow }.map { Entry($0) }
    }
    denials = (layers.joined() + denying).flatMap(\.statements).filter { $0.effect == .deny }
      .map { Entry($0) }
  }

  private init(layers: [[Entry]], denials: [Entry]) {
    self.layers = layers
    self.denials = denials
  }

  /// The same statements with wildcards read otherwise.
  func read(_ reading: PatternForm.Reading) -> Grants {
    Grants(
      layers: layers.map { $0.map { $0.read(reading) } },
      denials: denials.map { $0.read(reading) }
    )
  }

  /// Whether it may depend on the reading of wildcards what is allowed, among some requests.
  func dependsOnReading(within scope: Entry?) -> Bool {
    func matters(_ entry: Entry) -> Bool {
      guard entry.dependsOnReading else { return false }
      return scope.map { !Overlap.isRuledOut($0.box, entry.box) } ?? true
    }
    return layers.joined().contains(where: matters) || denials.contains(where: matters)
  }

  package init(_ policy: Policy) {
    self.init(layers: [[policy]])
  }

  package init(_ policies: [Policy]) {
    self.init(layers: [policies])
  }
}
