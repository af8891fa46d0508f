import Change
import Findings
import Foundation
import Linting
import SourceText
import TemplateEstates
import Testing

/// Properties of blame and of fixes, over random assertions on random templates in random layouts.
///
/// `LINTEL_CASES` says how many; the seeds are the same in every run.
@Suite struct SuggestionTests {
  private static let cases =
    ProcessInfo.processInfo.environment["LINTEL_CASES"].flatMap(Int.init) ?? 120

  private func policy(_ expression: RandomExpression) -> LintOptions.StoredPolicy {
    CustomPolicy.stored(
      "as-agreed",
      types: "AWS::S3::Bucket",
      "assert: \"\(expression.text)\""
    )
  }

  private func source(_ template: RandomTemplate) -> SourceFile {
    SourceFile(path: template.path, bytes: Array(template.text.utf8))
  }

  private func report(_ template: RandomTemplate, _ expression: RandomExpression) -> LintReport {
    var options = LintOptions()
    options.policies = [policy(expression)]
    options.namedPaths = [template.path]
    return lint([source(template)], options)
  }

  @Test func anAssertionIsViolatedWhereItDoesNotHold() {
    for seed in 0..<Self.cases {
      var random = SeededGenerator(seed: UInt64(seed))
      let template = RandomTemplate(&random)
      let expression = RandomExpression(&random)
      let report = report(template, expression)
      #expect(report.diagnostics.filter { $0.level == .error }.isEmpty, "\(seed)")
      #expect(report.findings.isEmpty == expression.holds(in: template), "\(seed)")
    }
  }

  @Test func aSuggestedValueFlipsTheVerdict() {
    var made = 0
    for seed in 0..<Self.cases {
      var random = SeededGenerator(seed: UInt64(seed))
      let template = RandomTemplate(&random)
      let expression = RandomExpression(&random)
      let source = source(template)
      let fixed = Fixed([source], policies: [policy(expression)])
      let suggested = fixed.before.findings.filter { !$0.fixes.isEmpty }
      let left = fixed.outcome.report.findings
      #expect(fixed.obstacles.isEmpty, "\(seed): \(fixed.obstacles)")
      #expect(left.count == fixed.before.findings.count - suggested.count, "\(seed)")
      if suggested.count == fixed.before.findings.count {
        #expect(left.isEmpty, "\(seed)")
      }
      made += suggested.count
      // Every byte is still there, in its order, but for the values that were wrong.
      var rest = fixed.files[0].bytes[...]
      let wrong = suggested.flatMap { $0.fixes[0].edits }.filter { $0.span.start < $0.span.end }
      var kept = source.bytes
      for edit in wrong.sorted(by: { $0.span > $1.span }) {
        kept.removeSubrange(Int(edit.span.start)..<Int(edit.span.end))
      }
      for byte in kept {
        guard let place = rest.firstIndex(of: byte) else {
          Issue.record("\(seed): something is gone from \(template.text)")
          break
        }
        rest = rest[(place + 1)...]
      }
      #expect(Fixed([fixed.files[0]], policies: [policy(expression)]).outcome.changes.isEmpty)
    }
    #expect(made > Self.cases / 4, "\(made)")
  }

  @Test func whatIsNotBlamedDoesNotFlipTheVerdict() {
    var tried = 0
    for seed in 0..<Self.cases {
      var random = SeededGenerator(seed: UInt64(seed))
      let template = RandomTemplate(&random)
      let expression = RandomExpression(&random)
      let report = report(template, expression)
      guard !report.findings.isEmpty else { continue }
      let bytes = report.sources[0].bytes
      let blamed = report.findings.flatMap { [$0.span] + $0.related.map(\.span) }
      for (index, entry) in template.written.enumerated() {
        let name = entry.property.path[entry.property.path.count - 1]
        guard let place = Self.value(of: name, in: bytes) else { continue }
        let isBlamed = blamed.contains {
          $0.start <= place.upperBound && place.lowerBound <= $0.end
        }
        guard !isBlamed else { continue }
        var changed = template
        let other = entry.property.values.first { $0 != entry.value } ?? entry.value
        changed.written[index] = (entry.property, other)
        #expect(!self.report(changed, expression).findings.isEmpty, "\(seed): \(name)")
        tried += 1
      }
    }
    #expect(tried > Self.cases / 4, "\(tried)")
  }

  /// Where the value of a key stands: keys of the random templates occur once, but for comments.
  private static func value(of key: String, in bytes: [UInt8]) -> ClosedRange<UInt32>? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let regex = try? Regex("\"?\(key)\"?: *['\"]?([A-Za-z]+)"),
      let range = text.firstMatch(of: regex)?.output[1].range
    else { return nil }
    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    let end = text.utf8.distance(from: text.startIndex, to: range.upperBound)
    return UInt32(start)...UInt32(end)
  }
}
