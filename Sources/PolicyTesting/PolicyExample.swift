import SourceText

/// One entry of a policy's `tests:`, or a fixture in files of its own.
struct PolicyExample {
  /// A file of the example, with the place of its text in the policy's own file.
  struct File {
    let source: SourceFile
    /// The line where the text stands.
    let line: Int
    /// The text is literal (`|`), so that its lines are lines of the policy's file.
    let isLiteral: Bool
  }

  let name: String
  /// The line of the policy's file where the example begins.
  let line: Int
  let files: [File]
  let parameters: [String: String]
  /// The files as the policy's fixes leave them, those that change; nil where the example does not say.
  let fixed: [File]?
  /// What is expected of files that cannot say so themselves, because they are JSON.
  let expectations: [LineExpectation]
  /// Its files stand beside the policy, with lines of their own.
  let isBeside: Bool

  init(
    name: String,
    line: Int,
    files: [File],
    parameters: [String: String],
    fixed: [File]?
  ) {
    self.name = name
    self.line = line
    self.files = files
    self.parameters = parameters
    self.fixed = fixed
    expectations = []
    isBeside = false
  }

  /// A fixture beside the policy.
  init(name: String, sources: [SourceFile], expectations: [LineExpectation]) {
    self.name = name
    line = 1
    files = sources.map { File(source: $0, line: 1, isLiteral: true) }
    parameters = [:]
    fixed = nil
    self.expectations = expectations
    isBeside = true
  }

  /// The line of the policy's file that is a line of one of the example's files.
  ///
  /// Where the text is folded or quoted it is the line on which the text begins, and `isExact` is
  /// false.
  func policyLine(of fileLine: Int, in path: String) -> (line: Int, isExact: Bool) {
    guard let file = files.first(where: { $0.source.path == path }) else { return (line, false) }
    return file.isLiteral ? (file.line + fileLine - 1, true) : (file.line, false)
  }
}
