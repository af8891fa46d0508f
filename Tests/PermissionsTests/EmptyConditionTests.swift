import Permissions
import Testing

/// Conditions whose values fit nothing.
struct EmptyConditionTests {
  @Test(arguments: ["ArnEquals", "ArnLike"])
  func aValueThatIsNoARNLetsNothingThrough(name: String) throws {
    let condition = Condition.test(
      try #require(ConditionOperator(name)),
      "aws:SourceArn",
      ["nothing"]
    )
    let scope = Scope(actions: .only(["s3:*"]), resources: .only(["*"]), conditions: [condition])
    let search = PermissionSolver().request(allowedBy: Grants(Policy([Statement(.allow, scope)])))
    guard case .none = search else {
      Issue.record("\(search)")
      return
    }
  }
}
