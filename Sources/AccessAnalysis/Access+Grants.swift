import GovernanceAnalysis
import IdentityAnalysis
package import Infrastructure
package import Permissions
package import Values

extension Access {
  /// What is granted by a resource that holds policies: to a role or user by all that is attached, as far
  /// as its boundary and the control policies let it; otherwise by the documents that it holds.
  ///
  /// Policies of resources that name it do not count.
  package mutating func grants(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Grants {
    guard Self.isPrincipal(estate[id].type) else {
      return Grants(layers: [Policy(statements(heldBy: id, &context))].map { [$0] })
    }
    let policies = policies(of: id, &context)
    let controls = controls(.service, on: estate[id].scope, &context)
    let layers = [policies.identity] + [policies.boundary].compactMap(\.self) + controls
    return Grants(layers: layers.map { [Policy($0.statements)] })
  }

  /// The statements of the documents that a resource holds itself.
  mutating func statements(
    heldBy id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Statement] {
    let documents = PolicyDocuments.documents(of: id, in: estate, &context)
    return documents.flatMap { document in
      convert(document, of: id, &context)
    }
  }
}
