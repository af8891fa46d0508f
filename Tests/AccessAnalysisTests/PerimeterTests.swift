import AccessAnalysis
import Infrastructure
import Permissions
import TemplateEstates
import Testing
import Values

/// What the policies of endpoints, buckets and keys let through.
@Suite struct PerimeterTests {
  private static let organization = ["aws:ResourceOrgID": ["o-1"]]
  private static let people = ["aws:PrincipalOrgID": ["o-1"]]

  /// Whether the policy of resource `Door` lets something through, with the statement; `open` where that
  /// is not known.
  private func answer(
    _ resources: String,
    _ inside: [String: [String]],
    _ action: String? = nil
  ) throws -> String {
    let estate = TemplateEstate("Resources:\n  " + resources).estate
    var access = Access(estate)
    var context = EvaluationContext(heap: estate.heap, worlds: estate.worlds)
    let index = try #require(estate.resources.firstIndex { $0.name == "Door" })
    let keys = inside.map { (ConditionKey($0.key), $0.value.map { Text($0) }) }
    let perimeter = Perimeter(Dictionary(uniqueKeysWithValues: keys), action: action)
    switch perimeter.search(through: ResourceID(index), &access, &context) {
    case .none: return "nothing"
    case .found(let witness):
      return "statement \((witness.allows.first?.provenance.index ?? -1) + 1)"
    case .undetermined: return "open"
    }
  }

  private func endpoint(_ statements: String) -> String {
    """
    Data: {Type: AWS::S3::Bucket}
      Door:
        Type: AWS::EC2::VPCEndpoint
        Properties:
          VpcId: vpc-1
          ServiceName: com.amazonaws.eu-west-1.s3
          PolicyDocument:
            Version: "2012-10-17"
            Statement: [\(statements)]
    """
  }

  @Test func anEndpointWithoutAPolicyLetsEverythingThrough() throws {
    let endpoint = """
      Door:
          Type: AWS::EC2::VPCEndpoint
          Properties: {VpcId: vpc-1, ServiceName: com.amazonaws.eu-west-1.s3}
      """
    #expect(try answer(endpoint, Self.organization) == "statement 1")
    #expect(try answer(endpoint, Self.people, "s3:GetObject") == "statement 1")
  }

  @Test(arguments: [
    // Everything, and everything within.
    (#"{Effect: Allow, Principal: "*", Action: "*", Resource: "*"}"#, "statement 1"),
    (
      #"{Effect: Allow, Principal: "*", Action: "*", Resource: "*", Condition: {StringEquals: {aws:ResourceOrgID: o-1}}}"#,
      "nothing"
    ),
    // Another organization, and a condition that holds without the key.
    (
      #"{Effect: Allow, Principal: "*", Action: "*", Resource: "*", Condition: {StringEquals: {aws:ResourceOrgID: o-2}}}"#,
      "statement 1"
    ),
    (
      #"{Effect: Allow, Principal: "*", Action: "*", Resource: "*", Condition: {StringEqualsIfExists: {aws:ResourceOrgID: o-1}}}"#,
      "statement 1"
    ),
    // A denial beside it counts.
    (
      #"{Effect: Allow, Principal: "*", Action: "*", Resource: "*"}, {Effect: Deny, Principal: "*", Action: "*", Resource: "*", Condition: {StringNotEquals: {aws:ResourceOrgID: o-1}}}"#,
      "nothing"
    ),
    // The account of the estate, and its buckets; names that anybody can take; a stranger's bucket.
    (
      #"{Effect: Allow, Principal: "*", Action: "*", Resource: "*", Condition: {StringEquals: {aws:ResourceAccount: !Ref "AWS::AccountId"}}}"#,
      "nothing"
    ),
    (
      #"{Effect: Allow, Principal: "*", Action: "s3:*", Resource: !Sub "${Data.Arn}/*"}"#, "nothing"
    ),
    (
      #"{Effect: Allow, Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::*sagemaker*"}"#,
      "statement 1"
    ),
    (
      #"{Effect: Allow, Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::packages/*"}"#,
      "open"
    ),
    (
      #"{Effect: Allow, Principal: "*", Action: "*", Resource: "*"}, {Effect: Deny, Principal: "*", Action: "*", NotResource: [!GetAtt Data.Arn, !Sub "${Data.Arn}/*"]}"#,
      "nothing"
    ),
    (
      #"{Effect: Allow, Principal: "*", Action: "*", Resource: "*"}, {Effect: Deny, Principal: "*", Action: "*", NotResource: "arn:aws:s3:::packages/*"}"#,
      "open"
    ),
    (
      #"{Effect: Allow, Principal: "*", Action: "*", Resource: "*"}, {Effect: Deny, Principal: "*", Action: "*", NotResource: "arn:aws:s3:::*-packages/*"}"#,
      "statement 1"
    ),
    (
      #"{Effect: Allow, Principal: "*", Action: "sqs:*", Resource: !Sub "arn:aws:sqs:*:${AWS::AccountId}:*"}"#,
      "nothing"
    ),
  ])
  func anEndpointsPolicyIsWeighedAsAWhole(statements: String, expected: String) throws {
    #expect(try answer(endpoint(statements), Self.organization) == expected)
  }

  @Test func anotherActionGetsThrough() throws {
    let mixed = """
      {Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: "*"}, \
      {Effect: Allow, Principal: "*", Action: "s3:Put*", Resource: "*", \
      Condition: {StringEquals: {aws:ResourceOrgID: o-1}}}
      """
    #expect(try answer(endpoint(mixed), Self.organization, "s3:PutObject") == "nothing")
    #expect(try answer(endpoint(mixed), Self.organization, "s3:GetObject") == "statement 1")
  }

  @Test(arguments: [
    (#"{AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root"}"#, "", "nothing"),
    // Whom a deployment names, and whose an id is, nobody says.
    (#"{AWS: !ImportValue reader}"#, "", "open"),
    (#"{AWS: !ImportValue reader}"#, "{StringEquals: {aws:PrincipalOrgID: o-1}}", "nothing"),
    (#"{AWS: AROAEXAMPLEEXAMPLE12}"#, "", "open"),
    // Whether it is the account of the stack is not known.
    (#"{AWS: "111122223333"}"#, "", "open"),
    (#"{AWS: ["111122223333", "*"]}"#, "", "statement 1"),
    (#""*""#, "", "statement 1"),
    (#""*""#, "{StringEquals: {aws:PrincipalOrgID: o-1}}", "nothing"),
    (#"{Service: logs.amazonaws.com}"#, "", "nothing"),
  ])
  func aBucketsPolicyLetsInWhomItNames(
    principal: String,
    condition: String,
    expected: String
  ) throws {
    let statement = """
      {Effect: Allow, Principal: \(principal), Action: "s3:GetObject", Resource: !Sub "${Door.Arn}/*"\
      \(condition.isEmpty ? "" : ", Condition: \(condition)")}
      """
    #expect(try answer(Self.bucket(statement), Self.people) == expected)
  }

  /// A bucket with a policy of some statements, and with something else about it.
  private static func bucket(_ statements: String, _ properties: String = "") -> String {
    """
    Door:
        Type: AWS::S3::Bucket
        Properties: {\(properties)}
      Policy:
        Type: AWS::S3::BucketPolicy
        Properties:
          Bucket: !Ref Door
          PolicyDocument:
            Version: "2012-10-17"
            Statement: [\(statements)]
    """
  }

  private static func allow(_ condition: String) -> String {
    #"{Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: "*", Condition: {\#(condition)}}"#
  }

  /// One that allows everyone, and a denial.
  private static func deny(_ condition: String) -> String {
    #"{Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: "*"}, "#
      + #"{Effect: Deny, Principal: "*", Action: "*", Resource: "*", Condition: {\#(condition)}}"#
  }

  @Test(arguments: [
    // The account is in the ARN, and the organization in the path.
    (
      allow(#"ArnLike: {aws:PrincipalArn: !Sub "arn:aws:iam::${AWS::AccountId}:role/*"}"#),
      "nothing"
    ),
    (allow(#"StringLike: {aws:PrincipalArn: "arn:aws:iam::*:role/reader"}"#), "statement 1"),
    (allow(#"ArnLike: {aws:PrincipalArn: "arn:aws:iam::111122223333:role/*"}"#), "open"),
    (allow(#""ForAnyValue:StringLike": {aws:PrincipalOrgPaths: "o-1/r-ab/*"}"#), "nothing"),
    (allow(#""ForAnyValue:StringLike": {aws:PrincipalOrgPaths: "o-2/r-ab/*"}"#), "statement 1"),
    (allow(#""ForAnyValue:StringLike": {aws:PrincipalOrgPaths: "o-*/r-ab/*"}"#), "statement 1"),
    (allow(#"StringEquals: {aws:PrincipalAccount: !Ref AWS::AccountId}"#), "nothing"),
    (allow(#"StringEquals: {aws:PrincipalAccount: "111122223333"}"#), "open"),
    // Only services of AWS say for what they call; whose an id is, nobody says.
    (allow(#"ArnLike: {aws:SourceArn: "arn:aws:s3:::elsewhere"}"#), "nothing"),
    (allow(#"StringEquals: {aws:SourceAccount: "111122223333"}"#), "nothing"),
    (allow(#"StringLike: {aws:userid: "AROAEXAMPLEEXAMPLE12:*"}"#), "open"),
    (allow(#"StringEquals: {s3:DataAccessPointAccount: !Ref AWS::AccountId}"#), "open"),
    // What others can say of themselves keeps nobody out.
    (allow(#"StringEquals: {aws:PrincipalTag/team: data}"#), "statement 1"),
    // A denial that excepts some roles of the own account lets nobody else in.
    (
      deny(
        #"StringNotEquals: {aws:PrincipalOrgID: o-1}, ArnNotLike: {aws:PrincipalArn: !Sub "arn:aws:iam::${AWS::AccountId}:role/*"}"#
      ),
      "nothing"
    ),
    (
      deny(
        #"StringNotEquals: {aws:PrincipalOrgID: o-1}, ArnNotLike: {aws:PrincipalArn: "arn:aws:iam::*:role/audit"}"#
      ),
      "statement 1"
    ),
    (
      deny(
        #"StringNotEquals: {aws:PrincipalOrgID: o-1}, StringNotLike: {aws:userid: "AROAEXAMPLEEXAMPLE12:*"}"#
      ),
      "open"
    ),
    // Whom NotPrincipal excepts is inside, or nobody knows.
    (
      #"{Effect: Allow, Principal: "*", Action: "s3:*", Resource: "*"}, {Effect: Deny, NotPrincipal: {AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root", Service: logs.amazonaws.com}, Action: "*", Resource: "*"}"#,
      "nothing"
    ),
    (
      #"{Effect: Allow, Principal: "*", Action: "s3:*", Resource: "*"}, {Effect: Deny, NotPrincipal: {AWS: "111122223333"}, Action: "*", Resource: "*"}"#,
      "open"
    ),
    (
      deny(#""ForAllValues:StringNotLike": {aws:PrincipalOrgPaths: "o-1/*"}"#), "nothing"
    ),
  ])
  func whatOneKeySaysOfAnotherCounts(statements: String, expected: String) throws {
    #expect(try answer(Self.bucket(statements), Self.people) == expected)
  }

  @Test func whoCallsAKeyIsWhoIsAskedFor() throws {
    func key(_ condition: String) -> String {
      """
      Door:
          Type: AWS::KMS::Key
          Properties:
            KeyPolicy:
              Version: "2012-10-17"
              Statement:
                - Effect: Allow
                  Principal: "*"
                  Action: kms:Decrypt
                  Resource: "*"
                  Condition: {StringEquals: {\(condition)}}
      """
    }
    let via = "kms:ViaService: s3.eu-west-1.amazonaws.com"
    #expect(try answer(key(via), Self.people) == "statement 1")
    #expect(
      try answer(key("\(via), kms:CallerAccount: !Ref AWS::AccountId"), Self.people) == "nothing"
    )
    #expect(try answer(key("kms:CallerAccount: '111122223333'"), Self.people) == "open")
    // Where accounts are asked for, another one is another one.
    let account = ["aws:PrincipalAccount": ["444455556666"]]
    #expect(try answer(key("kms:CallerAccount: '111122223333'"), account) == "open")
    #expect(try answer(key("kms:CallerAccount: '444455556666'"), account) == "nothing")
  }

  @Test(arguments: [
    ("true", deny(#"StringNotEquals: {aws:PrincipalOrgID: o-2}"#), "nothing"),
    ("false", deny(#"StringNotEquals: {aws:PrincipalOrgID: o-2}"#), "statement 1"),
    ("!ImportValue restricts", deny(#"StringNotEquals: {aws:PrincipalOrgID: o-2}"#), "open"),
    // Whether a condition like this makes a policy public is for S3 to say.
    ("true", allow(#"StringEquals: {aws:PrincipalTag/team: data}"#), "open"),
  ])
  func aRestrictedBucketLetsNoStrangerIn(
    setting: String,
    statements: String,
    expected: String
  ) throws {
    let block = "PublicAccessBlockConfiguration: {RestrictPublicBuckets: \(setting)}"
    #expect(try answer(Self.bucket(statements, block), Self.people) == expected)
  }

  @Test(arguments: [
    ("elsewhere", "open"), ("!ImportValue bucket", "open"), ("!Ref Own", "statement 1"),
  ])
  func whetherABucketOfOtherFilesIsRestrictedNobodySays(name: String, expected: String) throws {
    let policy = """
      Own: {Type: AWS::S3::Bucket}
        Door:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: \(name)
            PolicyDocument:
              Version: "2012-10-17"
              Statement:
                - {Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::elsewhere/*"}
      """
    #expect(try answer(policy, Self.people) == expected)
  }

  @Test func whatHasNoPolicyLetsNobodyIn() throws {
    #expect(try answer("Door: {Type: AWS::S3::Bucket}", Self.people) == "nothing")
  }
}
