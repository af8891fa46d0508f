import GovernanceAnalysis
import IdentityAnalysis
package import Infrastructure
package import Values

/// The service control policies that are for the account of a resource.
package enum EffectiveGuardrails {
  /// Their statements, as a list of maps, from the account up to the root; none for the management
  /// account. Of resources whose account the estate does not place in the organization, one unknown
  /// element, only possible, where it holds such policies.
  package static func statements(
    over id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    if estate[id].type == "AWS::Organizations::Account" {
      return Guardrails.statements(on: id, in: estate, &context)
    }
    let origin = estate[id].origin
    guard !estate.resources(ofType: "AWS::Organizations::Policy").isEmpty else {
      return context.heap.list([], origin: origin)
    }
    let scope = estate[id].scope
    let texts = EstateTexts(estate)
    if let account = ControlLayers.account(of: scope, texts) {
      return Guardrails.statements(on: account, in: estate, &context)
    }
    guard !ControlLayers.isManaging(scope, estate) else {
      return context.heap.list([], origin: origin)
    }
    let subject = "where the account of '\(estate[id].name)' stands in the organization"
    let unknown = context.heap.unknown(Unknown(.external, subject), origin: origin)
    return context.heap.list([unknown.possible], origin: origin)
  }
}
