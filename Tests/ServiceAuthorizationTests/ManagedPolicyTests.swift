import ServiceAuthorization
import Testing

struct ManagedPolicyTests {
  let reference = ServiceAuthorization.builtIn

  @Test func aPolicyIsFoundByNameAndByARN() throws {
    let policy = try #require(reference.managedPolicy(named: "AmazonSageMakerFullAccess"))
    #expect(policy.path == "/")
    #expect(policy.version >= 29)
    let arn = "arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
    #expect(reference.managedPolicy(arn: arn)?.name == "AWSLambdaBasicExecutionRole")
  }

  @Test(arguments: [
    "arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole",
    "arn:aws:iam::111122223333:policy/AmazonSageMakerFullAccess",
    "arn:aws:iam::aws:policy/NoSuchPolicy", "AmazonSageMakerFullAccess", "",
  ])
  func anARNOfAnotherPolicyIsNotFound(_ arn: String) {
    #expect(reference.managedPolicy(arn: arn) == nil)
  }

  @Test func statementsAreThoseOfTheDocument() throws {
    let policy = try #require(reference.managedPolicy(named: "AWSLambdaBasicExecutionRole"))
    let statement = try #require(policy.statements.first)
    #expect(policy.statements.count == 1)
    #expect(statement.isAllow && !statement.isNotAction && !statement.isNotResource)
    #expect(
      statement.actions == ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    )
    #expect(statement.resources == ["*"])
    #expect(statement.conditions.isEmpty)
  }

  @Test func notActionAndConditionsAreKept() throws {
    let power = try #require(reference.managedPolicy(named: "PowerUserAccess"))
    let first = try #require(power.statements.first)
    #expect(first.isNotAction && first.actions.contains("iam:*"))
    let policy = try #require(reference.managedPolicy(named: "AmazonSageMakerFullAccess"))
    let passing = try #require(
      policy.statements.first {
        $0.actions.contains("iam:PassRole")
          && $0.conditions.contains { $0.key == "iam:PassedToService" }
      }
    )
    #expect(passing.conditions.first?.operator == "StringEquals")
    #expect(passing.conditions.first?.values.isEmpty == false)
  }

  @Test func everyPolicyIsFoundAndHasStatements() {
    let policies = reference.managedPolicies
    #expect(policies.count > 1_500)
    for policy in policies {
      #expect(reference.managedPolicy(named: policy.name)?.name == policy.name)
      #expect(!policy.statements.isEmpty)
      for statement in policy.statements {
        #expect(!statement.actions.isEmpty && !statement.resources.isEmpty)
      }
    }
  }
}
