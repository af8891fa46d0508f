import Findings
import Linting
import PolicyTesting
import SourceText
import Syntax
import Testing

/// The policies of `policies/` in their own tests.
@Suite struct BuiltInPolicyTests {
  static let report = testPolicies(Repository.policies)

  @Test(arguments: [
    "data-protection", "governance", "internet-exposure", "least-privilege", "network-isolation",
  ])
  func everyDemandHasPolicies(domain: String) {
    #expect(Repository.policies.count { $0.domain == domain } >= 4)
  }

  @Test(arguments: report.policies.map(\.path))
  func aPolicyPassesItsTests(path: String) throws {
    let policy = try #require(Self.report.policies.first { $0.path == path })
    for problem in policy.problems {
      Issue.record("\(problem.path):\(problem.line): \(problem.message)")
    }
    for test in policy.tests {
      for problem in test.problems {
        Issue.record("\(problem.path):\(problem.line): \(test.name): \(problem.message)")
      }
    }
  }

  @Test(arguments: report.policies.map(\.path))
  func aPolicyShowsWhatViolatesItWhatSatisfiesItAndWhatStaysOpen(path: String) throws {
    let policy = try #require(Self.report.policies.first { $0.path == path })
    #expect(policy.missingExamples == [])
  }

  @Test func theExecutableHasTheDocumentsOfTheFolder() {
    let embedded = BuiltInPolicies.stored(.everything)
    #expect(embedded.map(\.source.path) == Repository.policies.map(\.source.path))
    #expect(embedded.map(\.source.bytes) == Repository.policies.map(\.source.bytes))
    #expect(embedded.map(\.domain) == Repository.policies.map(\.domain))
  }

  /// A policy is read only if one of these types occurs, so that a type left out is never judged.
  @Test(arguments: BuiltInPolicies.stored(.everything).map(\.source.path))
  func theExecutableKnowsTheTypesThatAPolicyMatches(path: String) throws {
    let all = BuiltInPolicies.stored(.everything)
    let stored = try #require(all.first { $0.source.path == path })
    let parsed = parseSource(stored.source, id: SourceID(0), vocabulary: Vocabulary([]))
    let tree = try #require(parsed.tree)
    let rules = try #require(tree.root.flatMap { tree.value(of: "rules", in: $0) })
    let types = tree.children(of: rules).flatMap { rule -> [String] in
      let match = tree.value(of: "match", in: rule)
      guard let list = match.flatMap({ tree.value(of: "types", in: $0) }) else { return [] }
      return tree.children(of: list).map(tree.text(of:))
    }
    #expect(Set(types) == Set(stored.types ?? []))
  }

  @Test(arguments: report.policies.map(\.path))
  func aPolicyIsNamedAfterItsFile(path: String) throws {
    let policy = try #require(Self.report.policies.first { $0.path == path })
    #expect(path.hasSuffix("/\(policy.id.rawValue).yaml"))
  }
}
