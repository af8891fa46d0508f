import Infrastructure
package import Permissions
import Values

/// A role or user of the estate with what is attached to it.
package struct IdentityPolicies: Sendable {
  package let identity: Layer
  package let boundary: Layer?
  private let arn: Text
  private let account: Text
  private let kind: Caller.Kind
  private let isServiceLinked: Bool
  /// What its requests are sure to say of it.
  let keys: RequestKeys

  private static let pathPath = PropertyPath("Path")

  init(of id: ResourceID, _ texts: inout EstateTexts, _ context: inout EvaluationContext) {
    let resource = texts.estate[id]
    identity = Attachments.identity(of: id, &texts, &context)
    boundary = Attachments.boundary(of: id, &texts, &context)
    let arn = texts.arn(of: id, &context) ?? []
    account = Text([texts.account(of: resource.scope)])
    kind = resource.type == "AWS::IAM::User" ? .user : .role
    let path = Self.pathPath.values(in: resource.properties, &context).first
    isServiceLinked =
      path.map { $0.kind == .string && context.heap.text($0).hasPrefix("/aws-service-role/") }
      ?? false
    self.arn = Text(arn)
    keys = RequestKeys(of: id, arn: arn, account: account, &texts, &context)
  }

  package func caller(session: Text? = nil) -> Caller {
    guard let session, kind == .role else {
      return Caller(kind, arn, account: account, isServiceLinked: isServiceLinked)
    }
    return Caller(
      .session,
      session,
      role: arn,
      account: account,
      isServiceLinked: isServiceLinked
    )
  }
}
