import Findings
import FoundationEssentials

/// What a line of a batch is.
enum BatchEntry<Answer: QueryAnswer> {
  case question(Answer.Question)
  /// A line that is no question, with the answer that says so.
  case refused(Answer)

  var question: Answer.Question? {
    if case .question(let question) = self { question } else { nil }
  }
}

/// Files with a question in JSON on each line.
enum QuestionBatch {
  struct Line {
    /// From 1.
    let number: Int
    let text: Data
  }

  /// What the asker calls a question: a text; numbers are taken for their text.
  struct Identifier: Decodable {
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

  /// The lines that are not blank.
  static func lines(of path: String) throws(UsageError) -> [Line] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UsageError("batch '\(path)' cannot be read")
    }
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { index, text in
      let isBlank = text.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
      return isBlank ? nil : Line(number: index + 1, text: Data(text))
    }
  }
}
