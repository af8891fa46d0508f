import Findings
import Testing

/// Names of resources and principals stand for ARNs in the policy documents that a description writes
/// out.
struct PolicyDocumentTests {
  private static let platform = """
    lintel: platform/v1
    accounts:
      ml-prod:
        id: "111122223333"
        region: eu-west-1
        roles: [trainer]
        buckets:
          models:
            policy:
              Statement:
                - Effect: Allow
                  Principal: {AWS: [ml-dev, ml-prod/roles/trainer, "444455556666"]}
                  Action: s3:GetObject
                  Resource: [models, models/*, "arn:aws:s3:::other"]
        keys:
          data:
            policy:
              Statement:
                Effect: Allow
                Principal: {AWS: trainer}
                Action: kms:Decrypt
                Resource: "*"
      ml-dev: {id: "444455556666", region: eu-west-1}
    """

  @Test func namesInADocumentAreResolved() throws {
    let reading = Reading(Self.platform)
    #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics.map(\.message))")
    let statement = "PolicyDocument.Statement"
    let bucket = "ml-prod/buckets/models/policy"
    #expect(
      try reading.value("\(statement).Principal.AWS", of: bucket)
        == "[arn:aws:iam::444455556666:root, ->ml-prod/roles/trainer.Arn, 444455556666]"
    )
    #expect(
      try reading.value("\(statement).Resource", of: bucket)
        == "[->ml-prod/buckets/models.Arn, arn:aws:s3:::models/*, arn:aws:s3:::other]"
    )
    #expect(
      try reading.value("KeyPolicy.Statement.Principal.AWS", of: "ml-prod/keys/data")
        == "->ml-prod/roles/trainer.Arn"
    )
  }

  @Test func namesThatNobodyHasAreErrorsAtTheirToken() {
    check(
      """
      lintel: platform/v1
      accounts:
        ml-prod:
          id: "111122223333"
          buckets:
            models:
              policy:
                Statement:
                  - Effect: Allow
                    Principal: {AWS: [ml-dev]}   # error: unresolved-reference
                    Action: s3:GetObject
                    Resource: [modells/*]   # error: unresolved-reference
      """
    )
  }

  @Test func theDocumentOfAFileIsTakenAsItIs() throws {
    let document = """
      {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "trainer"}, "Action": "s3:*",
        "Resource": "models"}]}
      """
    let reading = Reading(files: [
      (
        "platform.yaml",
        """
        lintel: platform/v1
        accounts:
          a: {buckets: {models: {policy: models.json}}, roles: [trainer]}
        """
      ), ("models.json", document),
    ])
    let policy = "a/buckets/models/policy"
    #expect(try reading.value("PolicyDocument.Statement.Resource", of: policy) == "models")
  }
}
