import Findings
import Linting
import PolicyTesting
import SourceText
import Testing

/// The text of a policy about buckets with some tests; its first test begins on line 11.
func policyText(assert: String = "has(props.BucketName)", tests: String) -> String {
  """
  lintel: policy/v1
  id: bucket-named
  title: Buckets have a name
  severity: low
  rationale: names are easy to remember
  remediation: set BucketName
  rules:
    - {match: {types: [AWS::S3::Bucket]}, assert: '\(assert)', message: "'{resource.id}' has no name"}

  tests:

  """ + tests
}

/// How the policy does in its tests.
func report(_ text: String) -> PolicyTestReport {
  let source = SourceFile(path: "bucket-named.yaml", bytes: Array(text.utf8))
  return testPolicies([LintOptions.StoredPolicy(source: source, domain: "storage")])
}

/// How the policy does in its tests, without the frame around it.
func run(_ text: String) throws -> PolicyTestReport.Policy {
  try #require(report(text).policies.first)
}

/// The problems of the only test of the policy about buckets.
func problems(
  in test: String,
  assert: String = "has(props.BucketName)",
  location: Testing.SourceLocation = #_sourceLocation
) throws -> [PolicyTestReport.Problem] {
  let policy = try run(policyText(assert: assert, tests: test))
  #expect(policy.problems.map(\.message) == [], sourceLocation: location)
  return try #require(policy.tests.first, sourceLocation: location).problems
}
