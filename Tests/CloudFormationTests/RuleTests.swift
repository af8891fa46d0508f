import Findings
import Infrastructure
import TemplateEstates
import Testing
import Values

/// The `Rules` section, and the suppressions of other tools.
@Suite struct RuleTests {
  static func estate(_ rule: String, parameters: [String: String] = [:]) -> TemplateEstate {
    TemplateEstate(
      """
      Parameters:
        Stage: {Type: String, AllowedValues: [dev, test, prod]}
        Size: {Type: String, AllowedValues: [small, large]}
        Open: {Type: String}
        Usual: {Type: String, Default: a}
      Rules:
        R: \(rule)
      Resources:
        Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '${Stage}-${Size}'}}
      """,
      parameters: parameters
    )
  }

  /// The names that the bucket has in the worlds in which it exists.
  static func names(_ estate: TemplateEstate) -> Set<String> {
    guard let bucket = estate.estate.resources.first,
      let value = estate.value("BucketName", of: "Bucket")
    else { return [] }
    var names: Set<String> = []
    for stage in 0..<3 {
      for size in 0..<2 {
        let world = World().choosing(stage, for: 0).choosing(size, for: 1)
        guard case .holds = estate.estate.worlds.truth(of: bucket.existence, in: world) else {
          continue
        }
        if let name = estate.outline(value, in: world) { names.insert(name) }
      }
    }
    return names
  }

  @Test(
    arguments: [
      ("{Assertions: [{Assert: !Contains [[dev, test], !Ref Stage]}]}", 4),
      ("{Assertions: [{Assert: {Fn::Contains: [[dev], {Ref: Stage}]}}]}", 2),
      (
        "{RuleCondition: !Equals [!Ref Stage, prod], "
          + "Assertions: [{Assert: !Equals [!Ref Size, large]}]}", 5
      ),
      ("{Assertions: [{Assert: !Not [!Equals [!Ref Stage, prod]]}, {Assert: !Ref Open}]}", 4),
      (
        "{Assertions: [{Assert: !Or [!Equals [!Ref Stage, dev], !Equals [!Ref Size, large]]}]}", 4
      ),
      ("{Assertions: [{Assert: !Equals [!Ref Open, x]}]}", 6),
      ("{Assertions: [{Assert: !Equals [!Ref Usual, x]}]}", 6),
      ("{RuleCondition: !Equals [!Ref Open, x], Assertions: [{Assert: !Equals [a, b]}]}", 6),
      ("{Assertions: [{Assert: !EachMemberIn [!ValueOfAll ['AWS::EC2::VPC::Id', T], [a]]}]}", 6),
      ("[]", 6),
    ]
  )
  func aRuleLeavesTheWorldsThatItLetsThrough(rule: String, count: Int) {
    let estate = Self.estate(rule)
    #expect(Self.names(estate).count == count)
    #expect(estate.diagnostics.map(\.message) == [])
  }

  @Test func aRuleThatRefusesTheValuesOfTheRunIsReported() {
    let estate = Self.estate(
      "{Assertions: [{Assert: !Equals [!Ref Open, x]}]}",
      parameters: ["Open": "y"]
    )
    #expect(estate.diagnostics.map(\.message) == ["rule 'R' refuses the values of this run"])
    #expect(Self.names(estate).count == 6)
  }

  @Test func whatOtherToolsAreToldToIgnoreIsReportedOnce() throws {
    let estate = TemplateEstate(
      """
      Metadata: {cfn-lint: {config: {ignore_checks: [W3002]}}}
      Resources:
        A:
          Type: AWS::S3::Bucket
          Metadata:
            checkov: {skip: [{id: CKV_AWS_18, comment: no}, {id: CKV_AWS_21}]}
            cfn_nag: {rules_to_suppress: [{id: W35, reason: x}]}
            guard: {SuppressedRules: [S3_BUCKET_LOGGING_ENABLED]}
        B: {Type: AWS::S3::Bucket, Metadata: {checkov: {skip: [{id: CKV_AWS_18}]}, guard: x}}
        C: {Type: AWS::S3::Bucket, Metadata: [a]}
      """
    )
    #expect(
      estate.diagnostics.map(\.message) == [
        "this template silences cfn-lint W3002, checkov CKV_AWS_18, checkov CKV_AWS_21, "
          + "cfn_nag W35, guard S3_BUCKET_LOGGING_ENABLED, which does not silence Lintel"
      ]
    )
    #expect(try #require(estate.diagnostics.first).related.count == 5)
  }
}
