import Findings
import FoundationEssentials

/// The questions of a batch, one in JSON on each line:
/// `{"id", "principal", "action", "resource", "context": {key: [values]}}`, of which the last may be left
/// out; `who-can` asks without a principal.
enum AccessBatch {
  typealias Entry = BatchEntry<AccessAnswer>

  private struct Line: Decodable {
    let id: QuestionBatch.Identifier
    let principal: String?
    let action: String
    let resource: String
    let context: [String: Values]?
  }

  /// The values of a condition key: a list, or one; flags and numbers are taken for their text.
  private struct Values: Decodable {
    let texts: [String]

    private struct Scalar: Decodable {
      let text: String

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
          text = flag ? "true" : "false"
        } else if let number = try? container.decode(Int.self) {
          text = String(number)
        } else if let number = try? container.decode(Double.self) {
          text = String(number)
        } else {
          text = try container.decode(String.self)
        }
      }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let list = try? container.decode([Scalar].self) {
        texts = list.map(\.text)
      } else {
        texts = [try container.decode(Scalar.self).text]
      }
    }
  }

  /// - Parameter asksWho: Whether the questions are without a principal.
  static func read(file path: String, asksWho: Bool) throws(UsageError) -> [Entry] {
    try QuestionBatch.lines(of: path).map { entry($0, asksWho: asksWho) }
  }

  private static func entry(_ entry: QuestionBatch.Line, asksWho: Bool) -> Entry {
    let words =
      asksWho ? "'id', 'action' and 'resource'" : "'id', 'principal', 'action' and 'resource'"
    func refused(_ id: String?, _ refusal: String) -> Entry {
      let question = AccessQuestion(id: id, principal: nil, action: "", resource: "")
      return .refused(AccessAnswer(refusing: question, because: refusal))
    }
    let line: Line
    do throws(QuestionBatch.LineError) {
      line = try QuestionBatch.decode(entry, as: Line.self, words)
    } catch {
      return refused(error.id, error.message)
    }
    guard asksWho == (line.principal == nil) else {
      let refusal =
        asksWho
        ? "'who-can' takes no 'principal'; ask 'can'"
        : "line \(entry.number) is not a question with \(words)"
      return refused(line.id.text, refusal)
    }
    return .question(
      AccessQuestion(
        id: line.id.text,
        principal: line.principal,
        action: line.action,
        resource: line.resource,
        context: (line.context ?? [:]).mapValues(\.texts)
      )
    )
  }
}
