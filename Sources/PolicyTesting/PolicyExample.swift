import SourceText

/// One entry of a policy's `tests:`.
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

  /// The line of the policy's file that is a line of one of the example's files.
  ///
  /// Where the text is folded or quoted it is the line on which the text begins, and `isExact` is
  /// false.
  func policyLine(of fileLine: Int, in path: String) -> (line: Int, isExact: Bool) {
    guard let file = files.first(where: { $0.source.path == path }) else { return (line, false) }
    return file.isLiteral ? (file.line + fileLine - 1, true) : (file.line, false)
  }
}
