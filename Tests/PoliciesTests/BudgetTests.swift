import Findings
import Testing

/// Expressions that want more than a process has.
@Suite struct BudgetTests {
  static let doublings = (1...60).map { "cel.bind(a\($0), a\($0 - 1) + a\($0 - 1), " }.joined()
  static let ends = String(repeating: ")", count: 61)

  @Test(
    arguments: [
      "cel.bind(a0, 'xxxxxxxx', \(doublings)a60 == ''\(ends)",
      "cel.bind(a0, [1, 2, 3, 4], \(doublings)a60 == []\(ends)",
      "cel.bind(a0, b'xxxxxxxx', \(doublings)a60 == b''\(ends)",
      "'aaaaaaaaaa'" + String(repeating: ".replace('a', 'aaaaaaaaaa')", count: 12) + " == ''",
      "'aaaaaaaaaa'" + String(repeating: ".replace('', 'aaaaaaaaaa')", count: 12) + " == ''",
      "cel.bind(a0, props.?BucketName.orValue(''), \(doublings)a60 == ''\(ends)",
    ]
  )
  func whatGrowsWithoutEndIsAnErrorOfThePolicy(assertion: String) {
    let judged = Judged(
      [
        PoliciesTests.policy("assert: \"\(assertion)\""),
        PoliciesTests.policy(id: "other-policy", "assert: \"'a' + 'b' == 'ab'\""),
      ],
      on: [
        (
          "template.yaml",
          """
          Parameters: {Open: {Type: String}}
          Resources:
            Data: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub 'a-${Open}'}}
          """
        )
      ]
    )
    let errors = judged.report.diagnostics.filter { $0.code == "policy-error" }
    #expect(errors.map { $0.message.hasSuffix("64 MB") } == [true])
    #expect(judged.report.summary.satisfied == 1)
  }

  @Test func aLongListIsJoinedInOneGo() {
    let tags = (0..<2000).map { "{Key: k\($0), Value: \(String(repeating: "v", count: 100))}" }
    let judged = Judged(
      PoliciesTests.policy(
        "assert: props.?Tags.orValue([]).map(t, t.Value).join('-').size() == 201999"
      ),
      on: """
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties:
              Tags: [\(tags.joined(separator: ", "))]
        """
    )
    #expect(judged.outline == [])
    #expect(judged.report.summary.satisfied == 1)
  }
}
