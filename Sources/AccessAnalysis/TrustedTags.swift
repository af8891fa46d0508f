import IdentityAnalysis
import Infrastructure
import Permissions
import Values

/// Whether whoever assumes a role may pass tags along, which then are the session's.
///
/// Source: IAM User Guide, "Pass session tags in AWS STS".
enum TrustedTags {
  static func mayBePassed(
    to role: ResourceID,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> Bool {
    let documents = PolicyDocuments.trustDocuments(of: role, in: texts.estate, &context)
    let trust = ResourcePolicies.layer(documents, of: role, isThere: nil, &texts, &context)
    let request = PartialRequest("sts:TagSession", on: "*")
    return trust.statements.contains { statement in
      statement.effect == .allow
        && request.match(Scope(actions: statement.scope.actions)) != .no
    }
  }
}
