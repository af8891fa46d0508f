/// What several policies together allow: a request that every layer allows and nothing denies.
///
/// One identity policy is one layer. A permissions boundary, a session policy and each level of service
/// control policies are a layer more; what some policy of a layer allows, the layer allows.
///
/// Source: IAM User Guide, "Policy evaluation logic".
package struct Grants: Sendable {
  /// Some statement of each layer has to match.
  package var layers: [[Statement]]
  /// None of these may.
  package var denials: [Statement]

  package init(layers: [[Policy]]) {
    self.layers = layers.map { $0.flatMap(\.statements).filter { $0.effect == .allow } }
    denials = layers.joined().flatMap(\.statements).filter { $0.effect == .deny }
  }

  package init(_ policy: Policy) {
    self.init(layers: [[policy]])
  }
}
