import ServiceAuthorization
import Testing

struct RoleUseTests {
  let reference = ServiceAuthorization.builtIn

  @Test func aTrainingJobRunsCodeWithTheRole() throws {
    let action = try #require(reference.action(named: "sagemaker:CreateTrainingJob"))
    let use = try #require(reference.roleUse(of: action))
    #expect(use.kind == .code)
    #expect(use.principals == ["sagemaker.amazonaws.com"])
    #expect(use.members == ["RoleArn"])
  }

  @Test(arguments: [
    ("ec2:RunInstances", RoleUse.Kind.code, "ec2.amazonaws.com"),
    ("lambda:CreateFunction", .code, "lambda.amazonaws.com"),
    ("ecs:RegisterTaskDefinition", .code, "ecs-tasks.amazonaws.com"),
    ("sagemaker:CreateAutoMLJobV2", .data, "sagemaker.amazonaws.com"),
    ("cloudtrail:CreateTrail", .none, "cloudtrail.amazonaws.com"),
  ])
  func operationsHaveTheirClassAndService(name: String, kind: RoleUse.Kind, service: String) throws
  {
    let use = try #require(reference.action(named: name).flatMap(reference.roleUse))
    #expect(use.kind == kind)
    #expect(use.principals.contains(service))
  }

  @Test(arguments: ["s3:GetObject", "sagemaker:DescribeTrainingJob", "sts:AssumeRole"])
  func otherOperationsTakeNone(_ name: String) throws {
    let action = try #require(reference.action(named: name))
    #expect(reference.roleUse(of: action) == nil)
  }

  @Test func everyOperationThatTakesARoleHasAServiceThatGetsIt() {
    #expect(reference.actionsThatTakeRoles.count > 800)
    for action in reference.actionsThatTakeRoles {
      let use = reference.roleUse(of: action)
      #expect(use?.members.isEmpty == false)
      #expect(use?.principals.allSatisfy { $0.hasSuffix(".amazonaws.com") } == true)
    }
  }
}
