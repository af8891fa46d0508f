import AccessAnalysis
package import Findings
import Infrastructure
import Permissions
package import SourceText

extension EstateAnswers<AccessAnswer> {
  /// What the permissions of an estate come to for some questions.
  package init(
    of sources: [SourceFile],
    _ options: LintOptions,
    _ questions: [AccessQuestion]
  ) {
    self.init(of: sources, options, questions, { AccessAsker($0) }, Self.answer)
  }

  private static func answer(
    _ question: AccessQuestion,
    _ asker: inout AccessAsker,
    _ estate: Estate
  ) -> AccessAnswer {
    let inquiry = AccessAsker.Inquiry(
      principal: question.principal,
      action: question.action,
      resource: question.resource,
      context: question.context
    )
    func steps(_ steps: [AccessStep]) -> [AnswerStep] {
      steps.map { step in
        AnswerStep(
          step.text,
          layer: step.layer?.rawValue,
          resource: step.resource,
          at: estate.span(of: step.origin),
          settle: step.settle
        )
      }
    }
    do throws(AccessAsker.Refusal) {
      guard question.principal == nil else {
        let reply = try asker.answer(inquiry)
        let verdict: AccessAnswer.Verdict =
          switch reply.verdict {
          case .allowed: .allowed
          case .denied: .denied
          case .undetermined: .undetermined
          }
        return AccessAnswer(
          to: question,
          verdict,
          by: steps(reply.by),
          needs: steps(reply.needs)
        )
      }
      let holders = try asker.holders(inquiry)
      return AccessAnswer(
        to: question,
        !holders.allowed.isEmpty
          ? .allowed : !holders.undetermined.isEmpty ? .undetermined : .denied,
        by: steps(holders.by),
        needs: steps(holders.needs),
        holders: AccessAnswer.Holders(
          allowed: holders.allowed,
          undetermined: holders.undetermined
        )
      )
    } catch {
      return AccessAnswer(refusing: question, because: error.message)
    }
  }
}
