import Findings
import Linting
import SourceText
import Syntax
import Testing

/// Every file of `fixtures/hostile`, alone, against `expectations.yaml`.
@Suite struct HostileTests {
  /// What becomes of one file.
  struct Case: Sendable, CustomTestStringConvertible {
    let file: SourceFile
    let status: String
    let code: String?
    let line: Int?
    let column: Int?
    let isClean: Bool

    var testDescription: String { file.path }
  }

  static let list = "expectations.yaml"
  static let files = Repository.files(below: "fixtures/hostile")
  static let cases = files.filter { $0.path != list }.compactMap(expectation(of:))

  /// Nil for a file that the list does not name.
  static func expectation(of file: SourceFile) -> Case? {
    guard let list = files.first(where: { $0.path == list }),
      let tree = parseSource(list, id: SourceID(0), vocabulary: Vocabulary([])).tree,
      let root = tree.root, let entry = tree.value(of: file.path, in: root)
    else { return nil }
    func text(_ key: String) -> String? { tree.value(of: key, in: entry).map(tree.text(of:)) }
    return Case(
      file: file,
      status: text("status") ?? "",
      code: text("code"),
      line: text("line").flatMap(Int.init),
      column: text("column").flatMap(Int.init),
      isClean: text("clean") == "true"
    )
  }

  func judge(_ file: SourceFile) -> LintReport {
    var options = LintOptions()
    options.policies = Repository.policies
    options.readsEveryPolicy = true
    options.namedPaths = [file.path]
    return lint([file], options)
  }

  @Test func theListNamesEveryFile() {
    let named = Set(Self.cases.map(\.file.path))
    let missing = Self.files.map(\.path).filter { $0 != Self.list && !named.contains($0) }
    #expect(missing == [])
    #expect(Self.cases.count > 100)
  }

  @Test(arguments: cases)
  func whatBecomesOfAFileIsAsTheListSays(expected: Case) throws {
    let report = judge(expected.file)
    #expect(report.files.map(\.status.rawValue) == [expected.status])
    let errors = report.diagnostics.filter { $0.level == .error }
    if expected.isClean { #expect(errors.map(\.message) == []) }
    guard let code = expected.code else { return }
    let places = report.diagnostics.filter { $0.code == code }.map { diagnostic in
      diagnostic.span.map { LineIndex(expected.file.bytes).position(at: $0.start) }
    }
    let isMet = places.contains { place in
      (expected.line == nil || expected.line == place?.line)
        && (expected.column == nil || expected.column == place?.column)
    }
    let found = report.diagnostics.map { "\($0.code): \($0.message)" }
    let shown = places.map { $0.map { "\($0.line):\($0.column)" } ?? "nowhere" }
    #expect(isMet, "'\(code)' at \(shown); all: \(found)")
  }
}
