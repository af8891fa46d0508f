import Findings
import Linting
import PolicyTesting
import Testing

/// The policies of `policies/` in their own tests.
@Suite struct BuiltInPolicyTests {
  static let report = testPolicies(Repository.policies)

  @Test func thereIsAPolicyForEveryDemand() {
    #expect(Self.report.policies.count == 23)
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

  @Test(arguments: report.policies.map(\.path))
  func aPolicyIsNamedAfterItsFile(path: String) throws {
    let policy = try #require(Self.report.policies.first { $0.path == path })
    #expect(path.hasSuffix("/\(policy.id.rawValue).yaml"))
  }
}
