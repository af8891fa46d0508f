import Infrastructure
import NetworkAnalysis
import PlatformDescription
import Reachability
import SourceText
import Syntax
import TemplateEstates
import Testing
import Values

/// Two templates that differ in one fact, with the question that tells them apart.
struct Twin: CustomTestStringConvertible {
  /// What differs.
  let fact: String
  /// The logical id that the way of the unsafe template, or the end of ways in the safe one, names.
  let place: String
  let question: Question
  /// The template in which packets do not arrive, and the one in which they do.
  let safe: String
  let unsafe: String

  /// What is asked of a template, by logical ids.
  struct Question {
    let from: String
    let to: String
    var services = ServiceSet(protocol: ServiceSet.IPProtocol.tcp, ports: 443...443)
    var isOneWay = false
  }

  var testDescription: String { fact }

  /// - Parameters:
  ///   - unsafe: A text of the base, which the safe template has otherwise.
  init(
    _ fact: String,
    at place: String,
    _ question: Question,
    in base: String,
    _ unsafe: String,
    _ safe: String
  ) {
    precondition(base.contains(unsafe), "'\(unsafe)' is in the template")
    self.fact = fact
    self.place = place
    self.question = question
    self.unsafe = base
    self.safe = base.replacing(unsafe, with: safe)
  }
}

/// Asks the engine about templates, and about what they are as descriptions.
enum Asking {
  static func reply(to question: Twin.Question, of template: String) throws -> ReachAsker.Reply {
    try reply(to: question, of: TemplateEstate(template).estate)
  }

  /// The reply of the description that is written of a template.
  static func reply(
    to question: Twin.Question,
    ofDescribed template: String
  ) throws -> ReachAsker.Reply {
    let declarations = Declarations.builtIn
    let text = describe(TemplateEstate(template).estate)
    let source = SourceFile(path: "platform.yaml", bytes: Array(text.utf8))
    var builder = EstateBuilder(declarations: declarations)
    let parsed = parseSource(source, id: SourceID(0), vocabulary: declarations.vocabulary)
    let tree = try #require(parsed.tree)
    readDescriptions([tree], sources: [source], into: &builder)
    return try reply(to: question, of: builder.build())
  }

  private static func reply(
    to question: Twin.Question,
    of estate: Estate
  ) throws -> ReachAsker.Reply {
    func address(_ name: String) -> String {
      estate.resources.first { $0.name == name }?.address ?? name
    }
    var asker = ReachAsker(estate)
    return try asker.answer(
      ReachAsker.Inquiry(
        from: address(question.from),
        to: address(question.to),
        question.services,
        isOneWay: question.isOneWay
      )
    )
  }
}
