import ArgumentParser
import Findings

/// Who can do something with a resource.
struct WhoCanCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "who-can",
    abstract: "Who can do something: roles and users, and whom the resource's policy names.",
    discussion: """
      Actions and resources are written as for 'lintel query can', which says what is taken into \
      account. Principals outside of the estate are told where the policy of the resource names them; \
      what their own policies say is not known.

      Exit codes: 0 every question has an answer, 2 a mistake on the command line, 3 something \
      could not be read, or a question of a batch names something that is not there.
      """
  )

  @Argument(help: "What, such as 's3:GetObject'.")
  var action: String?

  @Argument(help: "With what.")
  var resource: String?

  @OptionGroup var input: ReadingOptions

  @OptionGroup var access: AccessOptions

  func execute() throws -> ExitStatus {
    if let batch = access.answers.batch {
      return try access.answer(batch: batch, asksWho: true, [action, resource], input)
    }
    guard let action, let resource else {
      throw UsageError("'who-can' takes an action and a resource; or give '--batch'")
    }
    let question = AccessQuestion(
      principal: nil,
      action: action,
      resource: resource,
      context: try access.keys()
    )
    return try access.answer(question, input)
  }
}
