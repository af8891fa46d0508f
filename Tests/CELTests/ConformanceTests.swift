import CEL
import Foundation
import SourceText
import Testing
import Values

/// The language against the test suite of its specification.
struct ConformanceTests {
  /// Tiers in which every failure has to be expected.
  private static let held: Set<ConformanceSuite.Tier> = [.a1, .a2, .b2, .b3, .b4, .b6]

  @Test func theSpecificationsCasesPassButTheExpectedFailures() throws {
    guard let suite = try ConformanceSuite.load() else {
      print("the conformance suite is not at hand: skipped")
      return
    }
    let expected = try Self.expectedFailures()
    var counts: [ConformanceSuite.Tier: (passed: Int, failed: Int, skipped: Int)] = [:]
    var unseen = Set(expected.keys)
    var left = 0
    for test in suite.cases {
      guard let tier = test.tier else {
        left += 1
        continue
      }
      if test.needsChecker {
        counts[tier, default: (0, 0, 0)].skipped += 1
        continue
      }
      unseen.remove(test.id)
      let failure = Self.failure(of: test)
      if failure == nil {
        counts[tier, default: (0, 0, 0)].passed += 1
      } else {
        counts[tier, default: (0, 0, 0)].failed += 1
      }
      guard Self.held.contains(tier) else { continue }
      if let failure, expected[test.id] == nil {
        Issue.record("\(tier.rawValue) \(test.id): \(test.expr): \(failure)")
      }
      if failure == nil, expected[test.id] != nil {
        Issue.record("\(test.id) passes: take it off the expected failures")
      }
    }
    #expect(unseen.isEmpty, "expected failures that the suite does not have: \(unseen)")
    for tier in ConformanceSuite.Tier.allCases {
      let count = counts[tier] ?? (0, 0, 0)
      print(
        "\(tier.rawValue): \(count.passed) passed, \(count.failed) failed,",
        "\(count.skipped) skipped"
      )
    }
    print("left out: \(left)")
  }

  /// `file/section/name: reason`, one a line.
  private static func expectedFailures() throws -> [String: String] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "expected-failures.txt")
    var failures: [String: String] = [:]
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    where !line.hasPrefix("#") {
      let parts = line.split(separator: ": ", maxSplits: 1)
      failures[String(parts[0])] = String(try #require(parts.last))
    }
    return failures
  }

  /// What is wrong with the result of a case; nil if nothing is.
  private static func failure(of test: ConformanceSuite.Case) -> String? {
    let variables = test.bind.keys.sorted()
    let environment = Environment(
      variables: variables,
      functions: [],
      vocabulary: Vocabulary(["name", "k"]),
      container: test.container,
      rejectsUndeclared: !test.nocheck
    )
    let program: Program
    do {
      program = try Program(compiling: test.expr, in: environment)
    } catch {
      return test.match == "eval_error" ? nil : "\(error.message) at \(error.range)"
    }
    var context = EvaluationContext(heap: ValueHeap(), worlds: WorldModel())
    let values = variables.map { test.bind[$0]?.value(in: &context.heap) ?? .null }
    let result = program.evaluate(values, in: &context)
    let isRight =
      switch test.match {
      case "true": result.isTrue
      case "eval_error": result.kind == .error
      default: test.want.isSame(as: result, in: context.heap)
      }
    return isRight ? nil : "gives \(context.heap.literal(result)), not \(test.want)"
  }
}
