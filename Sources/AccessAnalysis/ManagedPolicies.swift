import Infrastructure
import Permissions
import Values

/// Policies that AWS manages, by their ARN.
enum ManagedPolicies {
  /// The statements of the policy that a value names; nil where it is not known here.
  static func statements(
    ofPolicy value: Value,
    in texts: inout EstateTexts,
    _ holder: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Statement]? {
    let written = Text(texts.pieces(of: value, in: texts.estate[holder].scope, &context))
    guard let arn = written.known, let name = name(inARN: arn) else { return nil }
    // It has been the same since 2015: everything.
    guard name == "AdministratorAccess" else { return nil }
    let provenance = Statement.Provenance(
      document: holder.index,
      index: 0,
      sid: nil,
      origin: value.origin
    )
    let everything = Scope(actions: .only(["*"]), resources: .only(["*"]))
    return [Statement(.allow, everything, provenance: provenance)]
  }

  /// The path and name of a policy of AWS's.
  static func name(inARN arn: String) -> String? {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[2] == "iam", parts[4] == "aws", parts[5].hasPrefix("policy/")
    else { return nil }
    return String(parts[5].dropFirst("policy/".count))
  }
}
