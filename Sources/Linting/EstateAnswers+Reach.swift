package import Findings
import Infrastructure
import NetworkAnalysis
import Reachability
package import SourceText
import Values

extension EstateAnswers<ReachAnswer> {
  /// What the network of an estate comes to for some questions.
  package init(
    of sources: [SourceFile],
    _ options: LintOptions,
    _ questions: [ReachQuestion]
  ) {
    self.init(of: sources, options, questions, { ReachAsker($0) }, Self.answer)
  }

  private static func answer(
    _ question: ReachQuestion,
    _ asker: inout ReachAsker,
    _ estate: Estate
  ) -> ReachAnswer {
    do throws(ReachAsker.Refusal) {
      let reply = try asker.answer(
        ReachAsker.Inquiry(
          from: question.source,
          to: question.target,
          try services(of: question),
          isOneWay: question.isOneWay
        )
      )
      func steps(_ steps: [ReachAsker.Step]) -> [AnswerStep] {
        steps.map { AnswerStep($0.text, resource: $0.resource, at: estate.span(of: $0.origin)) }
      }
      return ReachAnswer(
        to: question,
        verdict(reply.verdict),
        witness: steps(reply.witness),
        cut: steps(reply.cut),
        needs: steps(reply.needs)
      )
    } catch {
      return ReachAnswer(refusing: question, because: error.message)
    }
  }

  private static func verdict(_ verdict: Reachability.Answer.Verdict) -> ReachAnswer.Verdict {
    switch verdict {
    case .reachable: .reachable
    case .unreachable: .unreachable
    case .undetermined: .undetermined
    }
  }

  private static func services(
    of question: ReachQuestion
  ) throws(ReachAsker.Refusal) -> ServiceSet {
    let numbers: [String: UInt8] = [
      "tcp": ServiceSet.IPProtocol.tcp, "udp": ServiceSet.IPProtocol.udp,
      "icmp": ServiceSet.IPProtocol.icmp, "icmpv6": ServiceSet.IPProtocol.icmpv6,
    ]
    if question.protocol == "all" || question.protocol == "-1" {
      guard question.port == nil else {
        throw ReachAsker.Refusal("a port without a protocol; add 'tcp' or 'udp'")
      }
      return .all
    }
    guard let number = numbers[question.protocol] ?? UInt8(question.protocol) else {
      throw ReachAsker.Refusal("'\(question.protocol)' is not a protocol")
    }
    guard let port = question.port else { return ServiceSet(protocol: number) }
    let hasPorts = [ServiceSet.IPProtocol.tcp, ServiceSet.IPProtocol.udp].contains(number)
    guard hasPorts else {
      throw ReachAsker.Refusal("protocol '\(question.protocol)' has no ports")
    }
    guard let port = UInt16(exactly: port) else {
      throw ReachAsker.Refusal("\(port) is not a port; ports are 0 to 65535")
    }
    return ServiceSet(protocol: number, ports: port...port)
  }
}
