import Foundation
import Testing

/// `lintel query reach`, alone and in batches.
@Suite struct QueryTests {
  private static let platform = "fixtures/ml-platform-broken-network"

  @Test func aWayIsShownWithItsPlaces() throws {
    let subnet = "\(Self.platform)/platform.yaml#PrivateSubnetA"
    let run = try lintel(
      "query reach --from \(subnet) --to internet --protocol tcp --port 443 \(Self.platform)"
    )
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("reachable from \(subnet) to internet (tcp/443)\n"))
    #expect(run.output.contains("the route of 'EgressRouteTable' to 0.0.0.0/1"))
    #expect(run.output.contains("platform.yaml:123:18"))
  }

  @Test func aBatchIsAnsweredInOrder() throws {
    let scratch = try Scratch()
    let notebook = "\(Self.platform)/platform.yaml#Notebook"
    try scratch.write(
      """
      {"id": "out", "from": "\(notebook)", "to": "internet", "protocol": "tcp", "port": 443}
      {"id": "typo", "from": "\(notebook)x", "to": "internet"}
      no question

      {"id": 4, "from": "\(Self.platform)/platform.yaml#Domain", "to": "kms", "protocol": "tcp", "port": 443, "oneWay": true}
      """,
      to: "questions.jsonl"
    )
    let questions = scratch.folder.appending(path: "questions.jsonl").path
    let run = try lintel("query reach --batch \(questions) \(Self.platform)")
    // Some lines could not be answered.
    #expect(run.status == 3)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0].hasPrefix(#"{"id": "out", "verdict": "unreachable", "witness": [], "cut": ["#))
    #expect(lines[1].hasPrefix(#"{"id": "typo", "error": "'"#))
    #expect(lines[1].contains("did you mean"))
    #expect(lines[2].hasPrefix(#"{"id": null, "error": "line 3 is not a question"#))
    #expect(lines[3].hasPrefix(#"{"id": "4", "verdict": "reachable", "witness": ["#))
  }

  @Test func aLineWithAValueThatDoesNotFitKeepsItsIdAndNamesTheKey() throws {
    let scratch = try Scratch()
    try scratch.write(
      """
      {"id": "way", "from": "internet", "to": "internet", "oneWay": "yes"}
      {"id": "outside", "from": "internet", "to": "1.1.1.1"}
      """,
      to: "questions.jsonl"
    )
    let questions = scratch.folder.appending(path: "questions.jsonl").path
    let run = try lintel("query reach --batch \(questions) \(Self.platform)")
    #expect(run.status == 3)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0] == #"{"id": "way", "error": "line 1: 'oneWay' does not fit"}"#)
    #expect(lines[1].hasPrefix(#"{"id": "outside", "error": "both ends, 'internet' and '1.1.1.1'"#))
  }

  @Test func twoHostsOfTheInternetAreAMistakeOfTheAsker() throws {
    let run = try lintel("query reach --from 8.8.8.8/32 --to 1.1.1.1/32 \(Self.platform)")
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.error.contains("are outside of the estate"))
  }

  @Test func anAddressThatIsNotThereIsAMistakeOfTheAsker() throws {
    let run = try lintel("query reach --from nobody --to internet \(Self.platform)")
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.error.contains("'nobody' is not in the estate"))
  }
}

/// `lintel query can` and `who-can`.
@Suite struct AccessQueryTests {
  private static let template = """
    Resources:
      Data: {Type: AWS::S3::Bucket}
      Other: {Type: AWS::S3::Bucket}
      Trainer:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: []}
          Policies:
            - PolicyName: data
              PolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Sid: Read
                    Effect: Allow
                    Action: s3:GetObject
                    Resource: !Sub "${Data.Arn}/*"
                  - Sid: Admit
                    Effect: Allow
                    Action: sagemaker:AddTags
                    Resource: "*"
                    Condition: {Bool: {"aws:MultiFactorAuthPresent": "true"}}
    """

  private static func run(_ arguments: String, _ batch: String = "") throws -> Run {
    let scratch = try Scratch()
    try scratch.write(template, to: "a.yaml")
    try scratch.write(batch, to: "batch.jsonl")
    return try lintel(arguments, in: scratch.folder)
  }

  @Test func anAnswerNamesTheStatementAndItsPlace() throws {
    let run = try Self.run("query can a.yaml#Trainer s3:GetObject a.yaml#Data/x.csv a.yaml")
    #expect(run.status == 0)
    #expect(
      run.output == """
        allowed a.yaml#Trainer s3:GetObject on a.yaml#Data/x.csv
          because:
            identity: statement 'Read' of 'Trainer' allows it (a.yaml:13:17)

        """
    )
  }

  @Test func aBatchIsAnsweredInOrder() throws {
    let run = try Self.run(
      "query can --batch batch.jsonl a.yaml",
      """
      {"id": "other", "principal": "a.yaml#Trainer", "action": "s3:GetObject", "resource": "a.yaml#Other/x"}
      {"id": "with", "principal": "a.yaml#Trainer", "action": "sagemaker:AddTags", "resource": "*", "context": {"aws:MultiFactorAuthPresent": ["true"]}}
      {"id": "without", "principal": "a.yaml#Trainer", "action": "sagemaker:AddTags", "resource": "*"}
      {"id": "nobody", "principal": "a.yaml#Trainr", "action": "s3:GetObject", "resource": "*"}
      """
    )
    #expect(run.status == 3)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(
      lines[0].hasPrefix(#"{"id": "other", "verdict": "denied", "by": [{"layer": "identity""#)
    )
    #expect(
      lines[1].hasPrefix(#"{"id": "with", "verdict": "allowed", "by": [{"layer": "identity""#)
    )
    #expect(lines[2].hasPrefix(#"{"id": "without", "verdict": "undetermined""#))
    #expect(lines[2].contains("aws:MultiFactorAuthPresent"))
    #expect(lines[3].contains("did you mean 'a.yaml#Trainer'?"))
  }

  @Test func aLineWithAValueThatDoesNotFitKeepsItsIdAndNamesTheKey() throws {
    let run = try Self.run(
      "query can --batch batch.jsonl a.yaml",
      """
      {"id": "null", "principal": "a.yaml#Trainer", "action": "s3:GetObject", "resource": "*", "context": {"aws:SourceIp": null}}
      {"id": "list", "principal": "a.yaml#Trainer", "action": "s3:GetObject", "resource": "*", "context": {"aws:SourceIp": [[]]}}
      {"id": "short", "principal": "a.yaml#Trainer", "resource": "*"}
      {"id": [], "principal": "a.yaml#Trainer", "action": "s3:GetObject", "resource": "*"}
      """
    )
    #expect(run.status == 3)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 4)
    let misfit = "'context.aws:SourceIp' does not fit"
    #expect(lines[0] == #"{"id": "null", "error": "line 1: \#(misfit)"}"#)
    #expect(lines[1] == #"{"id": "list", "error": "line 2: \#(misfit)"}"#)
    #expect(lines[2].hasPrefix(#"{"id": "short", "error": "line 3 is not a question with"#))
    #expect(lines[3] == #"{"id": null, "error": "line 4: 'id' does not fit"}"#)
  }

  private static let limited = """
    Resources:
      Role:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: []}
          Policies:
            - PolicyName: all
              PolicyDocument: {Statement: [{Effect: Allow, Action: "s3:*", Resource: "*"}]}
      Limit:
        Type: AWS::Organizations::Policy
        Properties:
          Name: limit
          Type: SERVICE_CONTROL_POLICY
          TargetIds: ["111122223333"]
          Content: {Statement: [{Effect: Deny, Action: s3:PutObject, Resource: "*"}]}
    """

  private static func put(_ arguments: String, target: String = "111122223333") throws -> String {
    let scratch = try Scratch()
    try scratch.write(limited.replacing("111122223333", with: target), to: "a.yaml")
    let question = "query can a.yaml#Role s3:PutObject arn:aws:s3:::data/x a.yaml --format json"
    return try lintel("\(question) \(arguments)", in: scratch.folder).output
  }

  @Test(arguments: [("999988887777", "allowed"), ("111122223333", "denied")])
  func theIdOfTheAccountSettlesWhatWaitsForATarget(account: String, verdict: String) throws {
    let answer = try Self.put("--parameter AWS::AccountId=\(account)")
    #expect(answer.contains(#""verdict": "\#(verdict)""#))
  }

  @Test func theIdOfTheAccountIsAskedForWhereItHelps() throws {
    let open = try Self.put("")
    #expect(open.contains(#""verdict": "undetermined""#))
    #expect(open.contains(#""settle": "--parameter AWS::AccountId=ID""#))
    let unit = "ou-abcd-12345678"
    for parameter in ["", "--parameter AWS::AccountId=111122223333"] {
      let open = try Self.put(parameter, target: unit)
      #expect(open.contains(#""verdict": "undetermined""#))
      #expect(open.contains(#""settle": "describe the account""#))
    }
  }

  @Test func whoCanNamesThePrincipals() throws {
    let run = try Self.run("query who-can s3:GetObject a.yaml#Data/x.csv a.yaml --format json")
    #expect(run.output.contains(#""principals": ["a.yaml#Trainer"]"#))
  }
}
