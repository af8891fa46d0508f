import Findings
import Infrastructure
import SourceText
import TemplateEstates
import Testing
import Values

/// `Fn::ForEach` of AWS::LanguageExtensions.
@Suite struct LoopTests {
  static func template(_ resources: String, parameters: String = "", more: String = "") -> String {
    """
    Transform: AWS::LanguageExtensions
    Parameters:
      Stage: {Type: String}
    \(parameters)
    Mappings:
      Sets: {all: {Names: [m1, m2], One: single}}
    \(more)
    Resources:
      Plain: {Type: AWS::S3::Bucket}
    \(resources)
    """
  }

  static func names(_ estate: TemplateEstate) -> [String] {
    estate.estate.resources.map(\.name).sorted()
  }

  @Test func aLoopGivesAResourceForEachValue() {
    let estate = TemplateEstate(
      Self.template(
        """
          Fn::ForEach::Buckets:
            - Name
            - [raw, clean]
            - Bucket${Name}:
                Type: AWS::S3::Bucket
                Properties:
                  BucketName: !Sub '${Stage}-${Name}'
                  AccessControl: !Ref Name
        """
      ),
      parameters: ["Stage": "dev"]
    )
    #expect(Self.names(estate) == ["Bucketclean", "Bucketraw", "Plain"])
    #expect(estate.outline("BucketName", of: "Bucketraw") == "'dev-raw'")
    #expect(estate.outline("AccessControl", of: "Bucketclean") == "'clean'")
    #expect(estate.diagnostics.isEmpty)
  }

  @Test(
    arguments: [
      ("[a, b]", ["Xa", "Xb"]), ("!Ref List", ["Xp", "Xq"]), ("{Ref: List}", ["Xp", "Xq"]),
      ("[a, !Ref Word]", ["Xa", "Xw"]), ("!FindInMap [Sets, all, Names]", ["Xm1", "Xm2"]),
      ("{Fn::FindInMap: [Sets, !Ref Key, Names]}", ["Xm1", "Xm2"]),
      ("[!FindInMap [Sets, all, One]]", []), ("[]", []),
    ]
  )
  func theListOfALoopCanBeFoundInSeveralWays(collection: String, expected: [String]) {
    let estate = TemplateEstate(
      Self.template(
        """
          Fn::ForEach::L: [I, \(collection), {'X${I}': {Type: AWS::S3::Bucket}}]
        """,
        parameters: """
            List: {Type: CommaDelimitedList, Default: 'p, q'}
            Word: {Type: String, Default: w}
            Key: {Type: String, Default: all}
          """
      )
    )
    #expect(Self.names(estate) == ["Plain"] + expected)
  }

  @Test func loopsNestAndTheAmpersandLeavesLettersAndDigits() {
    let estate = TemplateEstate(
      Self.template(
        """
          Fn::ForEach::Zones:
            - Zone
            - [eu-1a, eu-1b]
            - Fn::ForEach::Tiers:
                - Tier
                - [web, db]
                - '&{Zone}${Tier}':
                    Type: AWS::S3::Bucket
                    Properties:
                      BucketName: '${Zone}/${Tier}/${Other}'
                      Fn::ForEach::Flags:
                        - Flag
                        - [AccessControl, ObjectLockEnabled]
                        - ${Flag}: !Ref Flag
        """
      )
    )
    #expect(Self.names(estate) == ["Plain", "eu1adb", "eu1aweb", "eu1bdb", "eu1bweb"])
    #expect(estate.outline("BucketName", of: "eu1adb") == "'eu-1a/db/${Other}'")
    #expect(estate.outline("AccessControl", of: "eu1bweb") == "'AccessControl'")
  }

  @Test func resourcesOfALoopReferToEachOther() {
    let estate = TemplateEstate(
      Self.template(
        """
          Fn::ForEach::L:
            - I
            - [one]
            - Bucket${I}: {Type: AWS::S3::Bucket, Properties: {BucketName: b}}
              Policy${I}:
                Type: AWS::S3::BucketPolicy
                Properties:
                  Bucket: !Ref Bucket${I}
                  PolicyDocument: {Statement: [{Resource: !GetAtt 'Bucket${I}.Arn'}]}
        """
      )
    )
    #expect(estate.outline("Bucket", of: "Policyone") == "->Bucketone")
    #expect(
      estate.outline("PolicyDocument.Statement.0.Resource", of: "Policyone") == "->Bucketone.Arn"
    )
  }

  @Test func aLoopOverADefaultSaysSo() throws {
    let estate = TemplateEstate(
      Self.template(
        """
          Fn::ForEach::L: [I, !Ref List, {'X${I}': {Type: AWS::S3::Bucket}}]
        """,
        parameters: "  List: {Type: CommaDelimitedList, Default: 'a,b'}"
      )
    )
    let bucket = try #require(estate.estate.resources.first { $0.name == "Xa" })
    #expect(estate.estate.assumptions(of: bucket.origin) == ["List = a,b"])
  }

  @Test(
    arguments: [
      "[I, !Ref Stage, {'X${I}': {Type: AWS::S3::Bucket}}]", "[I, [a]]", "text",
      "[I, !ImportValue x, {}]", "[I, {a: b}, {}]",
    ]
  )
  func aLoopOverWhatIsNotKnownIsReported(loop: String) {
    let estate = TemplateEstate(Self.template("  Fn::ForEach::L: \(loop)"))
    #expect(
      estate.diagnostics.map(\.message)
        == ["what 'Fn::ForEach::L' generates is not known, and not judged"]
    )
    #expect(estate.diagnostics.allSatisfy { $0.level == .error })
  }

  @Test func findingsPointIntoTheLoop() throws {
    let estate = TemplateEstate(
      Self.template(
        """
          Fn::ForEach::L:
            - I
            - [a, b]
            - X${I}:
                Type: AWS::S3::Bucket
                Properties: {BucketName: !Sub 'x-${I}'}
        """
      )
    )
    let value = try #require(estate.value("BucketName", of: "Xb"))
    let source = try #require(estate.sources.first)
    let span = try #require(estate.estate.span(of: value.origin))
    let text = source.bytes[Int(span.start)..<Int(span.end)]
    #expect(String(decoding: text, as: UTF8.self) == "!Sub 'x-${I}'")
  }

  @Test func loopsThatGenerateVeryMuchAreCut() {
    let inner = (0..<40).map { "v\($0)" }.joined(separator: ", ")
    var loop = "{'X${A}${B}${C}${D}': {Type: AWS::S3::Bucket}}"
    for name in ["A", "B", "C", "D"] {
      loop = "{'Fn::ForEach::\(name)': [\(name), [\(inner)], \(loop)]}"
    }
    let estate = TemplateEstate(Self.template("  Fn::ForEach::L: [Z, [z], \(loop)]"))
    #expect(estate.diagnostics.map(\.code).contains("too-large"))
  }

  @Test func aliasesThatStandForMoreThanFitsEndTheLoop() {
    let levels = (1...12).map { level in
      let parts = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      return "  A\(level): &a\(level) [\(parts)]\n"
    }
    let estate = TemplateEstate(
      """
      Transform: AWS::LanguageExtensions
      Metadata:
        A0: &a0 [a]
      \(levels.joined())
      Resources:
        Fn::ForEach::Bombs:
          - X
          - [E0, E1]
          - "Bomb${X}": {Type: AWS::SNS::Topic, Properties: {Tags: *a12}}
      """
    )
    #expect(estate.diagnostics.contains { $0.level == .error })
  }
}
