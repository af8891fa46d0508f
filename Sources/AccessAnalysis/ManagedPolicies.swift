import Infrastructure
import Permissions
import ServiceAuthorization
import Values

/// Policies that AWS manages, by their ARN, as they were when the reference was made.
enum ManagedPolicies {
  /// The statements of the policy that a value names; nil where it is not known.
  ///
  /// - Parameter holder: What the policy is attached to.
  static func statements(
    ofPolicy value: Value,
    in texts: inout EstateTexts,
    _ holder: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Statement]? {
    let written = Text(texts.pieces(of: value, in: texts.estate[holder].scope, &context))
    guard let arn = written.known, let policy = policy(arn) else { return nil }
    return policy.statements.enumerated().map { index, statement in
      let provenance = Statement.Provenance(
        document: holder.index,
        index: index,
        sid: "\(policy.name) \(statement.sid ?? String(index + 1))",
        origin: value.origin
      )
      return self.statement(statement, hasVariables: !policy.isOldLanguage, provenance)
    }
  }

  /// The ARNs of other partitions name the same policies.
  private static func policy(_ arn: String) -> ManagedPolicy? {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[4] == "aws" else {
      return nil
    }
    return ServiceAuthorization.builtIn.managedPolicy(arn: "arn:aws:iam::aws:\(parts[5])")
  }

  private static func statement(
    _ statement: ManagedPolicy.Statement,
    hasVariables: Bool,
    _ provenance: Statement.Provenance
  ) -> Statement {
    let actions = statement.actions.map { Pattern($0, variables: false) }
    let resources = statement.resources.map { Pattern($0, variables: hasVariables) }
    let scope = Scope(
      actions: statement.isNotAction ? .except(actions) : .only(actions),
      resources: statement.isNotResource ? .except(resources) : .only(resources),
      conditions: statement.conditions.map { condition in
        guard let name = ConditionOperator(condition.operator) else {
          return .open(.caller("operator '\(condition.operator)'"))
        }
        let values = condition.values.map { Pattern($0, variables: hasVariables) }
        return .test(name, ConditionKey(condition.key), values)
      }
    )
    return Statement(statement.isAllow ? .allow : .deny, scope, provenance: provenance)
  }
}
