import Change
import Findings
import SourceText
import Syntax

/// What the fixes of a policy make of an example, against what the example says that they do.
///
/// Comments that announce findings are passed over: what they announce is gone.
struct FixedFiles {
  let expected: [PolicyExample.File]
  let sources: [SourceFile]
  let outcome: Fixing.Outcome

  func problems(_ places: ExamplePlaces) -> [PolicyTestReport.Problem] {
    var problems: [PolicyTestReport.Problem] = []
    for file in expected {
      guard let source = sources.first(where: { $0.path == file.source.path }) else {
        problems.append(
          places.problem(.test, "'fixed' names '\(file.source.path)', which is no file")
        )
        continue
      }
      let change = outcome.changes.first { $0.after.path == source.path }
      guard let difference = difference(file, to: change?.after ?? source) else { continue }
      problems.append(problem(difference, in: file, places))
    }
    let paths = Set(expected.map(\.source.path))
    for change in outcome.changes where !paths.contains(change.after.path) {
      problems.append(
        places.problem(.fix, "fixes change '\(change.after.path)', which 'fixed' lacks")
      )
    }
    for finding in outcome.report.findings where finding.verdict == .violation {
      let reason = finding.fixObstacle.map { ": \($0)" } ?? ""
      problems.append(places.problem(.fix, "fixes leave '\(finding.message)'\(reason)"))
    }
    return problems
  }

  /// The first line that differs, with what is there instead.
  private func difference(
    _ file: PolicyExample.File,
    to found: SourceFile
  ) -> (line: Int, found: String)? {
    let wanted = Self.lines(of: file.source)
    let found = Self.lines(of: found)
    for index in 0..<max(wanted.count, found.count) {
      let line = index < found.count ? found[index] : nil
      if index >= wanted.count || wanted[index] != line {
        return (min(index, max(wanted.count - 1, 0)), line ?? "the end")
      }
    }
    return nil
  }

  private func problem(
    _ difference: (line: Int, found: String),
    in file: PolicyExample.File,
    _ places: ExamplePlaces
  ) -> PolicyTestReport.Problem {
    PolicyTestReport.Problem(
      kind: .fix,
      message: "expected this line after fixing, found '\(difference.found)'",
      path: places.policyPath,
      line: file.isLiteral ? file.line + difference.line : file.line
    )
  }

  /// The lines of a file without comments that announce findings.
  private static func lines(of file: SourceFile) -> [String] {
    var bytes = file.bytes
    let tree = parseSource(file, id: SourceID(0), vocabulary: Vocabulary([])).tree
    for comment in (tree?.comments() ?? []).reversed() where announces(comment.text) {
      var start = Int(comment.span.start)
      while start > 0, bytes[start - 1] == 0x20 { start -= 1 }
      bytes.removeSubrange(start..<Int(comment.span.end))
    }
    return String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func announces(_ comment: String) -> Bool {
    ["expect:", "related:", "undetermined:", "todo:"].contains { comment.hasPrefix($0) }
  }
}
