import Findings
import FoundationEssentials

/// The questions of a batch, one in JSON on each line:
/// `{"id", "from", "to", "protocol", "port", "oneWay"}`, of which the last three may be left out.
enum ReachBatch {
  typealias Entry = BatchEntry<ReachAnswer>

  private struct Line: Decodable {
    let id: QuestionBatch.Identifier
    let from: String
    let to: String
    let `protocol`: String?
    let port: Int?
    let oneWay: Bool?
  }

  static func read(file path: String) throws(UsageError) -> [Entry] {
    try QuestionBatch.lines(of: path).map(entry)
  }

  private static func entry(_ entry: QuestionBatch.Line) -> Entry {
    do throws(QuestionBatch.LineError) {
      let line = try QuestionBatch.decode(entry, as: Line.self, "'id', 'from' and 'to'")
      let question = ReachQuestion(
        id: line.id.text,
        from: line.from,
        to: line.to,
        protocol: line.protocol ?? "all",
        port: line.port,
        isOneWay: line.oneWay ?? false
      )
      return .question(question)
    } catch {
      let question = ReachQuestion(id: error.id, from: "", to: "")
      return .refused(ReachAnswer(refusing: question, because: error.message))
    }
  }
}
