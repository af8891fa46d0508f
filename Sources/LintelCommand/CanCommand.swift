import ArgumentParser
import Findings

/// Whether a principal can do something with a resource.
struct CanCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "can",
    abstract: "Whether a principal can do something, with the statements that decide.",
    discussion: """
      A principal is the address of a role or user as reports show it, an ARN (of a session, too), \
      a service such as 'sagemaker.amazonaws.com', or '*' for the anonymous. A resource is an address, \
      perhaps with what follows its ARN ('data.yaml#Bucket/reports/day.csv'), an ARN, or '*' for an \
      action that is about none.

      All policies that the estate holds have a say: those attached to the principal from either \
      side, groups, its permissions boundary, the policies of resources, trust policies, and the \
      control policies of the organization. Resources outside of the estate are taken for the \
      principal's own, without policies. The request is the principal's own and uses TLS; what else \
      it says is not known without '--context', so that a verdict holds whatever that is.

      Verdicts are allowed, denied, and undetermined with what would decide.

      Exit codes: 0 every question has an answer, 2 a mistake on the command line, 3 something \
      could not be read, or a question of a batch names something that is not there.
      """
  )

  @Argument(help: "Who asks.")
  var principal: String?

  @Argument(help: "What for, such as 's3:GetObject'.")
  var action: String?

  @Argument(help: "With what.")
  var resource: String?

  @OptionGroup var input: ReadingOptions

  @OptionGroup var access: AccessOptions

  func execute() throws -> ExitStatus {
    if let batch = access.answers.batch {
      return try access.answer(batch: batch, asksWho: false, [principal, action, resource], input)
    }
    guard let principal, let action, let resource else {
      throw UsageError("'can' takes a principal, an action and a resource; or give '--batch'")
    }
    let question = AccessQuestion(
      principal: principal,
      action: action,
      resource: resource,
      context: try access.keys()
    )
    return try access.answer(question, input)
  }
}
