import Findings
import Infrastructure
import TemplateEstates
import Testing
import Values

/// References to resources: what they point at, and the text that they stand for.
@Suite struct ReferenceTests {
  static let template = TemplateEstate(
    """
    Parameters:
      Stage: {Type: String, AllowedValues: [dev, prod]}
      Open: {Type: String}
    Conditions:
      IsProd: !Equals [!Ref Stage, prod]
    Resources:
      Named: {Type: AWS::S3::Bucket, Properties: {BucketName: data}}
      Nameless: {Type: AWS::S3::Bucket}
      Substituted: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub 'a-${Open}'}}
      Void: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref AWS::NoValue}}
      Perhaps:
        Type: AWS::S3::Bucket
        Properties: {BucketName: !If [IsProd, prod-data, !Ref AWS::NoValue]}
      Role: {Type: AWS::IAM::Role, Properties: {RoleName: reader}}
      Group: {Type: AWS::EC2::SecurityGroup}
      Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      First: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '${Second}-x'}}
      Second: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '${First}-y'}}
      Own: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '${Own}-z'}}
      Custom: {Type: Custom::Thing}
      Probe:
        Type: Custom::Probe
        Properties:
          Named: !Ref Named
          NamedArn: !GetAtt Named.Arn
          Nameless: !Ref Nameless
          Substituted: !Ref Substituted
          Void: !Ref Void
          Perhaps: !Ref Perhaps
          PerhapsInText: !Sub 'x-${Perhaps}'
          RoleArn: !GetAtt Role.Arn
          Group: !Ref Group
          GroupId: !GetAtt Group.GroupId
          Vpc: !Ref Vpc
          VpcBlock: !GetAtt Vpc.CidrBlock
          First: !Ref First
          Own: !Ref Own
          Custom: !Ref Custom
          CustomOutput: !GetAtt Custom.Outputs.SubnetId
          Loop: !GetAtt Probe.Arn
    """
  )

  @Test(
    arguments: [
      ("Named", "->Named", "'data'"),
      ("NamedArn", "->Named.Arn", "'arn:' + ?generated-attribute + ':s3:::data'"),
      ("Nameless", "->Nameless", "?generated-attribute"),
      ("Substituted", "->Substituted", "'a-' + ?parameter"),
      ("Void", "->Void", "?generated-attribute"),
      ("Perhaps", "->Perhaps", "<'prod-data' | ?generated-attribute>"),
      (
        "RoleArn", "->Role.Arn",
        "'arn:' + ?generated-attribute + ':iam::' + ?generated-attribute + ':role/reader'"
      ),
      ("Group", "->Group", "?generated-attribute"),
      ("GroupId", "->Group.GroupId", "'sg-' + ?generated-attribute"),
      ("Vpc", "->Vpc", "'vpc-' + ?generated-attribute"),
      ("VpcBlock", "->Vpc.CidrBlock", "'10.0.0.0/16'"),
      ("Custom", "->Custom", "?generated-attribute"),
    ]
  )
  func aReferenceHasTheTextThatAWSGivesIt(property: String, outline: String, text: String) throws {
    let value = try #require(Self.template.value(property, of: "Probe"))
    #expect(Self.template.outline(value) == outline)
    #expect(Self.template.outline(Self.template.estate.heap.text(of: value)) == text)
  }

  @Test(arguments: ["First", "Own"])
  func namesThatDependOnThemselvesAreNotKnown(property: String) throws {
    let value = try #require(Self.template.value(property, of: "Probe"))
    let text = Self.template.outline(Self.template.estate.heap.text(of: value))
    #expect(text.contains("?generated-attribute"))
  }

  /// In the world where the property is left out, AWS makes the name up.
  @Test func aNameThatMayBeMissingIsNeverNothing() throws {
    let value = try #require(Self.template.value("PerhapsInText", of: "Probe"))
    let dev = Self.template.world(["Stage": "dev"])
    #expect(Self.template.outline(value, in: dev) == "'x-' + ?generated-attribute")
    let prod = Self.template.world(["Stage": "prod"])
    #expect(Self.template.outline(value, in: prod) == "'x-prod-data'")
  }

  @Test func anAttributeThatNobodyDeclaresIsUnknown() {
    #expect(Self.template.outline("CustomOutput", of: "Probe") == "?generated-attribute")
  }

  @Test func theAccountOfThisRunIsInTheTexts() throws {
    let template = TemplateEstate(
      """
      Resources:
        Role: {Type: AWS::IAM::Role, Properties: {RoleName: reader}}
        Probe: {Type: Custom::Probe, Properties: {Value: !GetAtt Role.Arn}}
      """,
      parameters: ["AWS::AccountId": "123456789012", "AWS::Partition": "aws"]
    )
    let value = try #require(template.value("Value", of: "Probe"))
    let text = template.outline(template.estate.heap.text(of: value))
    #expect(text == "'arn:aws:iam::123456789012:role/reader'")
  }

  @Test func referrersAreFoundThroughEveryFunction() throws {
    let template = TemplateEstate(
      """
      Conditions: {Open: !Equals [!Ref AWS::Region, x]}
      Resources:
        Data: {Type: AWS::S3::Bucket}
        A: {Type: Custom::A, Properties: {V: !Ref Data}}
        B: {Type: Custom::B, Properties: {V: !GetAtt Data.Arn}}
        C: {Type: Custom::C, Properties: {V: !Sub '${Data.Arn}/*'}}
        D: {Type: Custom::D, Properties: {V: [{W: !If [Open, !Ref Data, x]}]}}
        E: {Type: Custom::E, Properties: {V: !Join [x, [!Ref Data, !Ref Data]]}}
        F: {Type: Custom::F, Properties: {V: plain}}
        G: {Type: Custom::G, Properties: {V: !GetAtt Data.Nonsense}}
        H: {Type: Custom::H, Properties: {V: !Sub ['${x}', {x: !Ref Data}]}}
      """
    )
    let data = try #require(template.id("Data"))
    let names = template.estate.referrers(of: data).map { template.estate[$0].name }
    #expect(names == ["A", "B", "C", "D", "E", "G", "H"])
  }

  @Test func whatAReferencesTextIsMadeOfIsNoReferrer() throws {
    let template = TemplateEstate(
      """
      Resources:
        Data: {Type: AWS::S3::Bucket}
        Copy: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '${Data}-copy'}}
        Policy: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Copy}}
      """
    )
    let data = try #require(template.id("Data"))
    #expect(template.estate.referrers(of: data).map { template.estate[$0].name } == ["Copy"])
  }

  @Test func aResourceMayStandBehindAnAnchorOrAMerge() {
    let template = TemplateEstate(
      """
      Resources:
        A: &bucket
          Type: AWS::S3::Bucket
          Properties: &properties {BucketName: a, Tags: []}
        B: *bucket
        C:
          Type: AWS::S3::Bucket
          Properties: {<<: *properties, BucketName: c}
        D:
          Type: AWS::S3::Bucket
          Properties:
            BucketName: d
            Tags:
              - <<: {Key: k, Value: v}
                Value: w
      """
    )
    #expect(template.outline("BucketName", of: "B") == "'a'")
    #expect(template.outline("BucketName", of: "C") == "'c'")
    #expect(template.outline("Tags", of: "C") == "[]")
    #expect(template.outline("Tags.0.Value", of: "D") == "'w'")
    #expect(template.outline("Tags.0.Key", of: "D") == "'k'")
    #expect(template.value("Tags.0.<<", of: "D") == nil)
  }

  /// As the syntax tree decides, and most readers do.
  @Test func ofAKeyThatStandsTwiceTheLastCounts() {
    let template = TemplateEstate(
      """
      Resources:
        A: {Type: AWS::S3::Bucket, Properties: {BucketName: first, BucketName: second}}
      """
    )
    #expect(template.outline("BucketName", of: "A") == "'second'")
    #expect(template.diagnostics.map(\.code) == ["duplicate-key"])
  }

  @Test func ofALogicalIDThatStandsTwiceTheLastCounts() {
    let template = TemplateEstate(
      """
      Resources:
        A: {Type: AWS::S3::Bucket, Properties: {BucketName: first}}
        A: {Type: AWS::S3::Bucket, Properties: {BucketName: second}}
      """
    )
    #expect(template.estate.resources.count == 1)
    #expect(template.outline("BucketName", of: "A") == "'second'")
  }
}
