import Findings
import TemplateEstates
import Testing

/// Every intrinsic function in its forms: the short tag, the long key and JSON.
@Suite struct FunctionFormTests {
  static let sections = """
    Transform: AWS::LanguageExtensions
    Parameters:
      Name: {Type: String}
      Names: {Type: CommaDelimitedList}
      E: {Type: String}
      Es: {Type: String}
      Et: {Type: String}
      Open: {Type: String}
    Mappings:
      Sizes: {prod: {Count: "3", Zones: [a, b]}}
    Conditions:
      Yes: !Equals [a, a]
      No: !Equals [a, b]
    """
  static let parameters = ["Name": "x", "Names": "p,q,r", "E": "e", "Es": "es", "Et": "et"]

  @Test(
    arguments: [
      ("!Ref Name", "'x'"),
      ("{Ref: Name}", "'x'"),
      (#"{"Ref": "Name"}"#, "'x'"),
      ("!Ref Bucket", "->Bucket"),
      ("!GetAtt Bucket.Arn", "->Bucket.Arn"),
      ("!GetAtt [Bucket, Arn]", "->Bucket.Arn"),
      ("{Fn::GetAtt: Bucket.Arn}", "->Bucket.Arn"),
      (#"{"Fn::GetAtt": ["Bucket", "Arn"]}"#, "->Bucket.Arn"),
      ("!Sub 'a-${Name}'", "'a-x'"),
      ("{Fn::Sub: 'a-${Name}'}", "'a-x'"),
      (#"{"Fn::Sub": ["${Name}-${Other}", {"Other": {"Ref": "Name"}}]}"#, "'x-x'"),
      ("!Sub ['${Name}-${Other}', {Other: y, Name: z}]", "'z-y'"),
      ("!Join ['-', [a, !Ref Name]]", "'a-x'"),
      ("{Fn::Join: ['', [a, {Ref: Name}]]}", "'ax'"),
      ("!Join [',', !Ref Names]", "'p,q,r'"),
      ("!Select [1, [a, b]]", "'b'"),
      (#"{"Fn::Select": ["1", ["a", "b"]]}"#, "'b'"),
      ("!Select [2, !Ref Names]", "'r'"),
      ("!Split [',', 'a,b']", "['a', 'b']"),
      (#"{"Fn::Split": [",", "a,b"]}"#, "['a', 'b']"),
      ("!FindInMap [Sizes, prod, Count]", "'3'"),
      ("!FindInMap [Sizes, prod, Zones]", "['a', 'b']"),
      (#"{"Fn::FindInMap": ["Sizes", "prod", "Count"]}"#, "'3'"),
      ("!If [Yes, a, b]", "'a'"),
      ("!If [No, a, b]", "'b'"),
      ("{Fn::If: [No, a, !Ref Name]}", "'x'"),
      ("!Base64 abc", "'YWJj'"),
      ("{Fn::Base64: !Sub 'a${Name}'}", "'YXg='"),
      ("!Base64 {Ref: Name}", "'eA=='"),
      ("!Cidr [10.0.0.0/24, 2, 5]", "['10.0.0.0/27', '10.0.0.32/27']"),
      (#"{"Fn::Cidr": ["10.0.0.0/24", "2", "5"]}"#, "['10.0.0.0/27', '10.0.0.32/27']"),
      ("!Length [a, b]", "2"),
      ("{Fn::Length: !Ref Names}", "3"),
      ("{Fn::Length: {Fn::Split: ['-', a-b-c-d]}}", "4"),
      (
        #"!ToJsonString {a: !Ref Name, b: [1, true, 'q"']}"#,
        #"'{"a":"x","b":[1,true,"q\""]}'"#
      ),
      ("{Fn::ToJsonString: {id: !Ref Open}}", "?parameter"),
      ("!FindInMap [Sizes, test, Count, {DefaultValue: none}]", "'none'"),
      ("!FindInMap [Missing, test, Count, {DefaultValue: !Ref Name}]", "'x'"),
      ("!FindInMap [!Sub 'Siz${Es}', prod, Count]", "'3'"),
      ("{Ref: !Sub 'Nam${E}'}", "'x'"),
      ("!GetAtt [!Sub 'Buck${Et}', Arn]", "->Bucket.Arn"),
      ("!GetAZs ''", "?pseudo-parameter"),
      ("{Fn::GetAZs: {Ref: AWS::Region}}", "?pseudo-parameter"),
      ("!ImportValue net-vpc", "?imported-value"),
      ("{Fn::ImportValue: !Sub '${Name}-vpc'}", "?imported-value"),
    ]
  )
  func aFunctionHasTheSameValueInAllForms(expression: String, outline: String) {
    let probe = probe(expression, sections: Self.sections, parameters: Self.parameters)
    #expect(probe.outlineOfProbe == outline)
    #expect(probe.messages == [])
  }

  @Test(
    arguments: [
      "!Transform {Name: AWS::Include, Parameters: {Location: s3://x}}",
      "{Fn::Transform: {Name: AWS::Include}}",
    ]
  )
  func aFunctionThatIsNotEvaluatedIsUnknown(expression: String) {
    let probe = probe(expression)
    #expect(probe.outlineOfProbe == "?unsupported-function")
    #expect(probe.messages == [])
  }

  /// What a transform adds to a mapping is not known, so nothing can be said to be missing from it.
  @Test func aTransformAmongOtherKeysLeavesTheMappingOpen() {
    let probe = probe("{Name: a, Fn::Transform: {Name: AWS::Include}}")
    #expect(probe.outlineOfProbe == "?unsupported-function")
    let template = TemplateEstate(
      """
      Resources:
        Bucket:
          Type: AWS::S3::Bucket
          Properties: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://x}}}
        Both:
          Type: AWS::S3::Bucket
          Properties:
            BucketName: both
            Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://x}}
      """
    )
    #expect(template.outline("", of: "Bucket") == "?unsupported-function")
    #expect(template.outline("", of: "Both") == "?unsupported-function")
  }

  @Test(
    arguments: [
      ("!Frobnicate a", "!Frobnicate a"), ("!Reff Name", "!Reff Name"),
      ("{Fn::Frobnicate: a}", "{Fn::Frobnicate: a}"),
      ("{a: b, Fn::Frobnicate: a}", "Fn::Frobnicate"),
    ]
  )
  func aFunctionThatDoesNotExistIsReportedAndUnknown(expression: String, place: String) {
    let probe = probe(expression)
    #expect(probe.outlineOfProbe == "?unsupported-function")
    #expect(probe.diagnostics.map(\.code) == ["unknown-intrinsic"])
    #expect(probe.diagnostics.compactMap(\.span).map(probe.text) == [place])
  }

  /// Numbers and booleans are texts to CloudFormation where a text is wanted.
  @Test(
    arguments: [
      ("BucketName: !FindInMap [Odd, a, Number]", "'7'"),
      ("BucketName: !FindInMap [Odd, a, Fraction]", "'1.5'"),
      ("BucketName: !FindInMap [Odd, a, Truth]", "'true'"),
      ("BucketName: !Select [1, [a, 7]]", "'7'"),
      ("BucketName: !Select [1, !FindInMap [Odd, a, List]]", "'false'"),
      ("BucketName: {Condition: Yes}", "'true'"),
      ("BucketName: {Condition: Open}", "<'true' | 'false'>"),
    ]
  )
  func aTextIsMadeOfNumbersAndBooleans(property: String, outline: String) {
    let template = TemplateEstate(
      """
      Mappings:
        Odd: {a: {Number: 7, Fraction: 1.5, Truth: true, List: [1, false]}}
      Conditions:
        Yes: !Equals [a, a]
        Open: !Equals [!Ref AWS::Region, a]
      Resources:
        R: {Type: AWS::S3::Bucket, Properties: {\(property)}}
      """
    )
    #expect(template.outline("BucketName", of: "R") == outline)
    #expect(template.diagnostics.map(\.message) == [])
  }

  @Test func aListOfTextsIsMadeOfNumbersToo() {
    let template = TemplateEstate(
      """
      Mappings:
        Odd: {a: {List: [1, false]}}
      Resources:
        R:
          Type: AWS::IAM::Role
          Properties: {ManagedPolicyArns: !FindInMap [Odd, a, List]}
      """
    )
    #expect(template.outline("ManagedPolicyArns", of: "R") == "['1', 'false']")
  }
}
