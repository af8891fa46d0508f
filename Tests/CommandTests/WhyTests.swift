import Foundation
import Testing

/// `lintel why`
@Suite struct WhyTests {
  private static let template = """
    Resources:
      Data: {Type: AWS::S3::Bucket}
      Scorer:
        Type: AWS::Lambda::Function
        Properties:
          Role: !GetAtt Role.Arn
          Environment: {Variables: {BUCKET: !Ref Data}}
      Role:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Statement: {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}
          Policies:
            - PolicyName: data
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: s3:GetObject
                    Resource: "*"

    """

  private static let policy = "--policy data-read-names-resources"

  private func why(_ name: String, _ template: String = Self.template) throws -> Run {
    let scratch = try Scratch(["t.yaml": template])
    let run = try lintel("why \(name) t.yaml \(Self.policy)", in: scratch.folder)
    #expect(try scratch.read("t.yaml") == template, "nothing is written")
    return run
  }

  @Test func aPlaceTellsWhatIsNeededAndProved() throws {
    let run = try why("t.yaml:18")
    #expect(run.status == 0)
    #expect(run.output.contains("'Scorer' is declared to use it (line 7)"))
    #expect(run.output.contains("grants a subset: yes"))
    #expect(run.output.contains("all that the workloads are known to need: yes"))
    #expect(run.output.contains(#"+                Resource: {Fn::Sub: "${Data.Arn}/*"}"#))
  }

  @Test func aFingerprintNamesTheSame() throws {
    struct Entry: Decodable {
      struct Finding: Decodable { let fingerprint: String }
      struct WayOut: Decodable {
        struct Narrowing: Decodable { let subset: Bool }
        let narrowing: Narrowing?
      }
      let finding: Finding
      let waysOut: [WayOut]
    }
    let byPlace = try why("t.yaml:18 --format json")
    let entries = try JSONDecoder().decode([Entry].self, from: Data(byPlace.output.utf8))
    let entry = try #require(entries.first)
    #expect(entry.waysOut.first?.narrowing?.subset == true)
    let byName = try why("\(entry.finding.fingerprint) --format json")
    #expect(byName.output == byPlace.output)
  }

  @Test func whatIsNotThereNamesWhatIsNear() throws {
    let run = try why("t.yaml:3")
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.error.contains("near it: t.yaml:18: data-read-names-resources"))
  }

  @Test func anObstacleIsSaid() throws {
    let run = try why("t.yaml:18", Self.template.replacing("!Ref Data", with: "their-data"))
    #expect(run.status == 0)
    #expect(run.output.contains("'their-data' decides what is used"))
    #expect(!run.output.contains("proved"))
  }

  @Test func whatCannotBeReadEndsWithThree() throws {
    #expect(try why("t.yaml:3", "Resources: [").status == 3)
  }
}
