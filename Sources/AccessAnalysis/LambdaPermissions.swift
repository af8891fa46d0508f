import Infrastructure
import Permissions
import Values

/// The policy of a function, which CloudFormation writes statement by statement.
///
/// Source: CloudFormation Template Reference, "AWS::Lambda::Permission"; Lambda Developer Guide, "Using
/// resource-based policies in Lambda".
enum LambdaPermissions {
  private static let type = "AWS::Lambda::Permission"
  private static let conditions: [(property: String, name: ConditionOperator, key: ConditionKey)] =
    [
      ("SourceArn", ConditionOperator(.arnLike), "aws:SourceArn"),
      ("SourceAccount", ConditionOperator(.stringEquals), "aws:SourceAccount"),
      ("PrincipalOrgID", ConditionOperator(.stringEquals), "aws:PrincipalOrgID"),
      ("EventSourceToken", ConditionOperator(.stringEquals), "lambda:EventSourceToken"),
      ("FunctionUrlAuthType", ConditionOperator(.stringEquals), "lambda:FunctionUrlAuthType"),
    ]

  /// Nil for a function that nobody is let in to.
  static func layer(
    of function: ResourceID,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> Layer? {
    let estate = texts.estate
    let permissions = estate.referrers(of: function, type: type, path: "FunctionName", &context)
    guard permissions.count > 0 else { return nil }
    var layer = Layer(.resource)
    for permission in context.heap.elements(of: permissions) {
      if let id = permission.resourceID {
        layer.statements += statements(of: id, &texts, &context)
      } else {
        let subject = "a permission of '\(estate[function].name)'"
        layer.add(texts.doubt(texts.gap(permission, subject, context)))
      }
    }
    return layer
  }

  private static func statements(
    of id: ResourceID,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> [Statement] {
    let resource = texts.estate[id]
    guard let action = pattern("Action", of: id, &texts, &context),
      let principal = pattern("Principal", of: id, &texts, &context)
    else { return [] }
    var scope = Scope(actions: .only([action]), principals: .only([self.principal(principal)]))
    for (property, name, key) in conditions {
      guard let value = pattern(property, of: id, &texts, &context) else { continue }
      scope.conditions.append(.test(name, key, [value]))
    }
    let provenance = Statement.Provenance(document: id.index, index: 0, origin: resource.origin)
    return [Statement(.allow, scope, provenance: provenance)]
  }

  private static func pattern(
    _ property: String,
    of id: ResourceID,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> Pattern? {
    let resource = texts.estate[id]
    let values = PropertyPath(property).values(in: resource.properties, &context)
    guard let value = values.first else { return nil }
    let pieces = texts.pieces(of: value, in: resource.scope, &context)
    return Pattern(
      pieces.flatMap { piece -> [Pattern.Piece] in
        switch piece {
        case .text(let text): Pattern.pieces(of: text, variables: false)
        case .symbol(let symbol): [.symbol(symbol)]
        }
      }
    )
  }

  private static func principal(_ pattern: Pattern) -> PrincipalPattern {
    if pattern == "*" { return .everyone }
    return pattern.description.contains(".amazonaws.com") ? .service(pattern) : .aws(pattern)
  }
}
