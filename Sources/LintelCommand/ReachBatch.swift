import Findings
import FoundationEssentials

/// The questions of a batch, one in JSON on each line:
/// `{"id", "from", "to", "protocol", "port", "oneWay"}`, of which the last three may be left out.
enum ReachBatch {
  enum Entry {
    case question(ReachQuestion)
    /// A line that is no question, with the answer that says so.
    case refused(ReachAnswer)

    var question: ReachQuestion? {
      if case .question(let question) = self { question } else { nil }
    }
  }

  private struct Line: Decodable {
    let id: Identifier
    let from: String
    let to: String
    let `protocol`: String?
    let port: Int?
    let oneWay: Bool?
  }

  /// A text; numbers are taken for their text.
  private struct Identifier: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        text = String(number)
      } else {
        text = try container.decode(String.self)
      }
    }
  }

  static func read(file path: String) throws(UsageError) -> [Entry] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UsageError("batch '\(path)' cannot be read")
    }
    var entries: [Entry] = []
    for (index, line) in data.split(
      separator: UInt8(ascii: "\n"),
      omittingEmptySubsequences: false
    ).enumerated()
    where !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) {
      entries.append(entry(Data(line), number: index + 1))
    }
    return entries
  }

  private static func entry(_ line: Data, number: Int) -> Entry {
    do {
      let line = try JSONDecoder().decode(Line.self, from: line)
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
      let question = ReachQuestion(from: "", to: "")
      let refusal = "line \(number) is not a question with 'id', 'from' and 'to'"
      return .refused(ReachAnswer(refusing: question, because: refusal))
    }
  }
}
