import Foundation
import Testing

/// What `lintel diff` says of what kept requests away and is gone.
@Suite struct DiffDenialTests {
  // MARK: - Denials of a resource's policy

  private static let guarded = """
    AWSTemplateFormatVersion: '2010-09-09'
    Resources:
      Data:
        Type: AWS::S3::Bucket
      Guard:
        Type: AWS::S3::BucketPolicy
        Properties:
          Bucket: !Ref Data
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Sid: OnlyEncrypted
                Effect: Deny
                Principal: '*'
                Action: 's3:*'
                Resource: !Sub '${Data.Arn}/*'
                Condition: {Bool: {'aws:SecureTransport': 'false'}}
    """

  @Test(arguments: [
    ("Action: 's3:*'", "Action: 's3:Get*'"),
    ("'aws:SecureTransport': 'false'", "'aws:ViaAWSService': 'true'"),
    ("Effect: Deny", "Effect: Allow"),
    (guarded.components(separatedBy: "\n  Guard:").last.map { "\n  Guard:" + $0 } ?? "", ""),
  ])
  func aDenialThatIsGoneOrNarrowerIsUndetermined(old: String, new: String) throws {
    let run = try DiffTests.diff(
      Self.guarded,
      Self.guarded.replacingOccurrences(of: old, with: new)
    )
    #expect(run.output.contains("undetermined 'head/app.yaml#Data' perhaps lets in more"))
    #expect(
      run.output.contains(
        "denied before by statement 'OnlyEncrypted' of 'base/app.yaml#Guard' (base/app.yaml:12:13)"
      ),
      "\(run.output)"
    )
    #expect(run.output.contains("what the policies of those who ask for it allow"))
    #expect(run.status == 1)
  }

  @Test(arguments: [
    ("'s3:*'", "['s3:*', 'kms:*']"), ("OnlyEncrypted", "TLS"), ("{'aws:Sec", "{\n 'AWS:Sec"),
  ])
  func aDenialThatDeniesNoLessSaysNothing(old: String, new: String) throws {
    let run = try DiffTests.diff(
      Self.guarded,
      Self.guarded.replacingOccurrences(of: old, with: new)
    )
    #expect(run.output == DiffTests.nothing)
    #expect(run.status == 0)
  }

  // MARK: - Block Public Access

  @Test(arguments: [
    ("true", "false", true), ("true", "!Ref On", true), ("'true'", "!Ref AWS::NoValue", true),
    ("!Ref On", "false", true), ("true", "'True'", false), ("false", "!Ref On", false),
    ("!Ref On", "!Ref On", false), ("!Ref AWS::NoValue", "true", false),
    ("!Ref On", "!Ref Off", true), ("!If [Prod, true, false]", "!If [Prod, false, true]", true),
    ("!If [Prod, true, false]", "!If [Prod, true, false]", false),
    ("!If [Prod, true, false]", "!If [Prod, true, !Ref AWS::NoValue]", true),
  ])
  func blocksThatAreTakenAwayAreUndetermined(old: String, new: String, isSaid: Bool) throws {
    func template(_ value: String) -> String {
      """
      Parameters: {On: {Type: String}, Off: {Type: String}}
      Conditions: {Prod: !Equals [!Ref On, prod]}
      Resources:
        Data:
          Type: AWS::S3::Bucket
          Properties:
            PublicAccessBlockConfiguration: {RestrictPublicBuckets: \(value), BlockPublicAcls: \(value)}
      """
    }
    let run = try DiffTests.diff(template(old), template(new))
    let said = """
      undetermined 'head/app.yaml#Data' perhaps lets in more
        denied before by 'RestrictPublicBuckets' of 'base/app.yaml#Data' (base/app.yaml:7:63)
        it hangs on:
          what the policy and the ACLs of the bucket and its objects let everyone do

      1 undetermined

      """
    #expect(run.output == (isSaid ? said : DiffTests.nothing))
  }
}
