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

  /// Why a line is no question.
  struct LineError: Error {
    /// What the asker calls it, where the line says that.
    let id: String?
    let message: String
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

  /// What stands in a line beside what is asked, which an answer tells even if nothing else fits.
  private struct Named: Decodable {
    let id: Identifier?
  }

  /// Reads a line, or says what is wrong with it and whose line it is.
  ///
  /// - Parameter words: The keys that a question has to have: `'id', 'from' and 'to'`.
  static func decode<Question: Decodable>(
    _ line: Line,
    as type: Question.Type,
    _ words: String
  ) throws(LineError) -> Question {
    do {
      return try JSONDecoder().decode(type, from: line.text)
    } catch {
      let id = (try? JSONDecoder().decode(Named.self, from: line.text))?.id?.text
      let key = misfit(error)
      let reason =
        key.map { "line \(line.number): '\($0)' does not fit" }
        ?? "line \(line.number) is not a question with \(words)"
      throw LineError(id: id, message: reason)
    }
  }

  /// The key whose value is of another kind than it has to be: `context.aws:SourceIp`; nil where the line
  /// is no object, or a key is missing.
  private static func misfit(_ error: any Error) -> String? {
    let path: [any CodingKey]
    switch error as? DecodingError {
    case .typeMismatch(_, let context), .dataCorrupted(let context): path = context.codingPath
    case .valueNotFound(_, let context): path = context.codingPath
    case .keyNotFound, nil: return nil
    @unknown default: return nil
    }
    let names = path.filter { $0.intValue == nil }.map(\.stringValue)
    return names.isEmpty ? nil : names.joined(separator: ".")
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
