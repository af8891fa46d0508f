import CEL
import ExpressionProperties
import Foundation
import Testing
import Values

/// The language against the test suite of its specification.
struct ConformanceTests {
  /// Tiers in which every failure has to be expected.
  private static let held: Set<ConformanceSuite.Tier> = [.a1, .a2, .b1, .b2, .b3, .b4, .b5, .b6]

  @Test(arguments: Program.Evaluator.allCases)
  func theSpecificationsCasesPassButTheExpectedFailures(_ evaluator: Program.Evaluator) throws {
    guard let suite = try ConformanceSuite.load() else {
      print("the conformance suite is not at hand: skipped")
      return
    }
    let expected = try Self.table("expected-failures.txt")
    let types = try Self.table("deduced-types.txt")
    var counts: [ConformanceSuite.Tier: (passed: Int, failed: Int)] = [:]
    var unseen = Set(expected.keys)
    var left = 0
    for test in suite.cases {
      guard let tier = test.tier else {
        left += 1
        continue
      }
      unseen.remove(test.id)
      let failure = Self.failure(of: test, deduced: types[test.id], by: evaluator)
      if failure == nil {
        counts[tier, default: (0, 0)].passed += 1
      } else {
        counts[tier, default: (0, 0)].failed += 1
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
    let tiers = ConformanceSuite.Tier.allCases.map { tier in
      let count = counts[tier] ?? (0, 0)
      return "  \(tier.rawValue): \(count.passed) passed, \(count.failed) failed"
    }
    let held = Self.held.compactMap { counts[$0] }
    let sum =
      "  A and B: \(held.map(\.passed).reduce(0, +)) passed, "
      + "\(held.map(\.failed).reduce(0, +)) failed; \(left) about messages are left out"
    print((["conformance by \(evaluator):"] + tiers + [sum]).joined(separator: "\n"))
  }

  @Test func bothEvaluatorsComeToTheSameInEveryCase() throws {
    guard let suite = try ConformanceSuite.load() else { return }
    for test in suite.cases where test.tier != nil {
      let environment = test.environment
      guard let program = try? Program(compiling: test.expr, in: environment) else { continue }
      var context = EvaluationContext(heap: ValueHeap(), worlds: WorldModel())
      let values = test.values(in: &context.heap)
      let difference = Agreement.difference(program, values, in: context)
      #expect(difference == nil, "\(test.id): \(test.expr)")
    }
  }

  /// `file/section/name: …`, one a line.
  private static func table(_ name: String) throws -> [String: String] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: name)
    var entries: [String: String] = [:]
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    where !line.hasPrefix("#") {
      let parts = line.split(separator: ": ", maxSplits: 1)
      entries[String(parts[0])] = String(try #require(parts.last))
    }
    return entries
  }

  /// What is wrong with the result of a case; nil if nothing is.
  private static func failure(
    of test: ConformanceSuite.Case,
    deduced: String?,
    by evaluator: Program.Evaluator
  ) -> String? {
    let environment = test.environment
    if test.isAboutTypes {
      do {
        let type = try Program.type(of: test.expr, in: environment)
        guard type.description == deduced else {
          return "has type \(type), not \(deduced ?? "nothing that is listed")"
        }
      } catch {
        return "\(error.message) at \(error.range)"
      }
      if test.checkonly { return nil }
    }
    let program: Program
    do {
      program = try Program(compiling: test.expr, in: environment)
    } catch {
      return test.match == "eval_error" ? nil : "\(error.message) at \(error.range)"
    }
    var context = EvaluationContext(heap: ValueHeap(), worlds: WorldModel())
    let values = test.values(in: &context.heap)
    let result = program.evaluate(values, in: &context, by: evaluator)
    let isRight =
      switch test.match {
      case "true": result.isTrue
      case "eval_error": result.kind == .error
      default: test.want.isSame(as: result, in: context.heap)
      }
    return isRight ? nil : "gives \(context.heap.literal(result)), not \(test.want)"
  }
}
