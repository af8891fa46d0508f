import Findings
import Foundation
import Linting
import SourceText
import Testing

/// Every description of `fixtures/malformed`, alone, against what `expectations.txt` says of it: all
/// diagnostics of the file with their place, text and help.
@Suite struct MalformedTests {
  static let list = "expectations.txt"
  static let files = Repository.files(below: "fixtures/malformed").filter { $0.path != list }

  /// The diagnostics of one file, as the list has them.
  static func outline(of file: SourceFile) -> String {
    var options = LintOptions()
    options.namedPaths = [file.path]
    let report = lint([file], options)
    let lines = LineIndex(file.bytes)
    var text = file.path + "\n"
    for diagnostic in report.diagnostics {
      let place = diagnostic.span.map { span in
        let position = lines.position(at: span.start)
        return "\(position.line):\(position.column)"
      }
      text += "  \(place ?? "-") \(diagnostic.level.rawValue) \(diagnostic.code): "
      text += diagnostic.message + "\n"
      if let help = diagnostic.help { text += "      help: \(help)\n" }
      for note in diagnostic.related {
        let position = lines.position(at: note.span.start)
        text += "      \(position.line):\(position.column) \(note.message)\n"
      }
    }
    return text
  }

  @Test func thereAreMoreThanSixtyOfThem() {
    #expect(Self.files.count >= 60)
  }

  /// `LINTEL_BLESS=1` writes the list anew: read the difference before you commit it.
  @Test func eachHasTheDiagnosticsOfTheList() throws {
    let found = Self.files.map(Self.outline(of:)).joined(separator: "\n")
    let list = Repository.url(of: "fixtures/malformed/\(Self.list)")
    if ProcessInfo.processInfo.environment["LINTEL_BLESS"] != nil {
      try Data(found.utf8).write(to: list)
    }
    let expected = try String(contentsOf: list, encoding: .utf8)
    #expect(found == expected)
  }

  @Test(arguments: files)
  func eachHasSomethingToSayAtAPlace(file: SourceFile) {
    var options = LintOptions()
    options.namedPaths = [file.path]
    let diagnostics = lint([file], options).diagnostics
    #expect(!diagnostics.isEmpty)
    #expect(diagnostics.allSatisfy { $0.span != nil || $0.code == "nothing-read" })
  }
}
