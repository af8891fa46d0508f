import Infrastructure
import TemplateEstates
import Testing
import Values

/// Whatever rests on the default of a parameter says so, through every function.
@Suite struct AssumptionTests {
  static let sections = """
    Parameters:
      Stage: {Type: String, Default: prod}
      Index: {Type: Number, Default: 1}
      Names: {Type: CommaDelimitedList, Default: "p,q"}
      Block: {Type: String, Default: 10.0.0.0/16}
      Region: {Type: String, AllowedValues: [a, b]}
    Mappings:
      Sizes: {prod: {Count: "3"}}
    Conditions:
      IsProd: !Equals [!Ref Stage, prod]
      IsDev: !Not [!Condition IsProd]
      Both: !And [!Condition IsProd, !Equals [!Ref Region, a]]
      Either: !Or [!Condition IsDev, !Equals [!Ref Region, a]]
    """

  @Test(
    arguments: [
      ("!Ref Stage", ["Stage = prod"]),
      ("!Sub 'a-${Stage}'", ["Stage = prod"]),
      ("!Sub 'a-${Stage}-${Index}'", ["Stage = prod", "Index = 1"]),
      ("!Sub ['a-${x}', {x: !Ref Stage}]", ["Stage = prod"]),
      ("!Join ['-', [a, !Ref Stage]]", ["Stage = prod"]),
      ("!Join ['-', !Ref Names]", ["Names = p,q"]),
      ("!Select [0, !Ref Names]", ["Names = p,q"]),
      ("!Select [!Ref Index, [a, b]]", ["Index = 1"]),
      ("!Select [0, [!Ref Stage, b]]", ["Stage = prod"]),
      ("!Split ['o', !Ref Stage]", ["Stage = prod"]),
      ("!Select [0, !Split ['o', !Ref Stage]]", ["Stage = prod"]),
      ("!FindInMap [Sizes, !Ref Stage, Count]", ["Stage = prod"]),
      ("!Cidr [!Ref Block, 1, 8]", ["Block = 10.0.0.0/16"]),
      ("!Select [0, !Cidr [!Ref Block, 1, 8]]", ["Block = 10.0.0.0/16"]),
      ("{Fn::Base64: !Ref Stage}", ["Stage = prod"]),
      ("!If [IsProd, a, b]", ["Stage = prod"]),
      ("!If [IsDev, a, b]", ["Stage = prod"]),
      ("!If [Both, a, b]", ["Stage = prod"]),
      ("!If [Either, a, b]", ["Stage = prod"]),
      ("!Condition IsProd", ["Stage = prod"]),
    ]
  )
  func aValueSaysWhichDefaultsItRestsOn(expression: String, assumptions: [String]) throws {
    let probe = probe(expression, sections: Self.sections)
    let value = try #require(probe.value("Value", of: "Probe"))
    #expect(probe.estate.assumptions(of: value.origin).sorted() == assumptions.sorted())
  }

  @Test(arguments: ["!Ref Region", "!Sub '${Region}'", "plain", "!If [Open, a, b]"])
  func aValueThatRestsOnNothingSaysNothing(expression: String) throws {
    let sections = Self.sections + "\n  Open: !Equals [!Ref Region, a]"
    let probe = probe(expression, sections: sections)
    let value = try #require(probe.value("Value", of: "Probe"))
    #expect(probe.estate.assumptions(of: value.origin) == [])
  }

  @Test func aGivenValueIsNoAssumption() throws {
    let probe = probe("!Ref Stage", sections: Self.sections, parameters: ["Stage": "dev"])
    let value = try #require(probe.value("Value", of: "Probe"))
    #expect(probe.estate.assumptions(of: value.origin) == [])
    #expect(!value.flags.contains(.assumed))
  }

  /// Whether the resource is there at all rests on the default.
  @Test func theExistenceOfAResourceSaysWhatItRestsOn() throws {
    let template = TemplateEstate(
      """
      \(Self.sections)
      Resources:
        Data: {Type: AWS::S3::Bucket, Condition: IsProd}
      """
    )
    let id = try #require(template.id("Data"))
    let assumptions = template.estate.assumptions(of: template.estate[id].origin)
    #expect(assumptions == ["Stage = prod"])
  }
}
