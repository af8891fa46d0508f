import TemplateEstates
import Testing
import Values

/// `Fn::If` and `AWS::NoValue` in every place where they may stand.
@Suite struct ChoiceTests {
  static let sections = """
    Parameters:
      Stage: {Type: String, AllowedValues: [dev, prod]}
    Conditions:
      IsProd: !Equals [!Ref Stage, prod]
      IsDev: !Not [!Condition IsProd]
      Always: !Equals [a, a]
      Never: !Equals [a, b]
    """

  func outlines(_ expression: String) throws -> [String?] {
    let probe = probe(expression, sections: Self.sections)
    #expect(probe.messages == [])
    let value = try #require(probe.value("", of: "Probe"))
    return ["dev", "prod"].map { probe.outline(value, in: probe.world(["Stage": $0])) }
  }

  @Test(
    arguments: [
      ("!If [IsProd, a, b]", "{Value: 'b'}", "{Value: 'a'}"),
      ("!If [IsProd, a, !Ref AWS::NoValue]", "{}", "{Value: 'a'}"),
      ("!If [IsProd, !Ref AWS::NoValue, a]", "{Value: 'a'}", "{}"),
      ("!If [IsProd, !If [IsDev, never, a], b]", "{Value: 'b'}", "{Value: 'a'}"),
      ("!If [IsProd, {x: 1}, {y: 2}]", "{Value: {y: 2}}", "{Value: {x: 1}}"),
      ("!If [IsProd, [1], []]", "{Value: []}", "{Value: [1]}"),
      ("[!If [IsProd, a, b], c]", "{Value: ['b', 'c']}", "{Value: ['a', 'c']}"),
      ("[!If [IsProd, a, !Ref AWS::NoValue], c]", "{Value: ['c']}", "{Value: ['a', 'c']}"),
      ("[!Ref AWS::NoValue, a]", "{Value: ['a']}", "{Value: ['a']}"),
      ("{x: !Ref AWS::NoValue, y: 1}", "{Value: {y: 1}}", "{Value: {y: 1}}"),
      ("{x: !If [IsProd, a, !Ref AWS::NoValue]}", "{Value: {}}", "{Value: {x: 'a'}}"),
      ("!Ref AWS::NoValue", "{}", "{}"),
      ("!If [Always, a, b]", "{Value: 'a'}", "{Value: 'a'}"),
      ("!If [Never, a, !Ref AWS::NoValue]", "{}", "{}"),
      ("!If [Always, !If [IsProd, a, b], c]", "{Value: 'b'}", "{Value: 'a'}"),
      ("!Sub ['${x}', {x: !If [IsProd, a, b]}]", "{Value: 'b'}", "{Value: 'a'}"),
      ("!Condition IsProd", "{Value: false}", "{Value: true}"),
    ]
  )
  func aWorldDecidesWhatIsThere(expression: String, dev: String, prod: String) throws {
    #expect(try outlines(expression) == [dev, prod])
  }

  @Test func aChoiceStandsWhereItsBranchIsWritten() throws {
    let probe = probe("!If [IsProd, a, !Sub b]", sections: Self.sections)
    let value = try #require(probe.value("Value", of: "Probe"))
    #expect(probe.source(of: value) == "!If [IsProd, a, !Sub b]")
    var context = probe.context
    context.world = probe.world(["Stage": "prod"])
    #expect(probe.source(of: context.resolve(value)) == "a")
    context.world = probe.world(["Stage": "dev"])
    #expect(probe.source(of: context.resolve(value)) == "!Sub b")
  }

  /// Where a property falls on nothing, AWS's default holds.
  @Test func aDefaultHoldsWhereNothingIsChosen() throws {
    let template = TemplateEstate(
      """
      \(Self.sections)
      Resources:
        Notebook:
          Type: AWS::SageMaker::NotebookInstance
          Properties:
            DirectInternetAccess: !If [IsProd, Disabled, !Ref AWS::NoValue]
        Nested:
          Type: AWS::SageMaker::NotebookInstance
          Properties:
            DirectInternetAccess: !If [IsProd, Disabled, !If [IsDev, !Ref AWS::NoValue, Disabled]]
        None:
          Type: AWS::SageMaker::NotebookInstance
          Properties: {DirectInternetAccess: !Ref AWS::NoValue}
      """
    )
    for name in ["Notebook", "Nested"] {
      let value = try #require(template.value("DirectInternetAccess", of: name))
      let dev = template.world(["Stage": "dev"])
      #expect(template.outline(value, in: dev) == "('Enabled')")
      let prod = template.world(["Stage": "prod"])
      #expect(template.outline(value, in: prod) == "'Disabled'")
    }
    let none = try #require(template.value("DirectInternetAccess", of: "None"))
    #expect(template.outline(none, in: World()) == "('Enabled')")
  }

  @Test func aChoiceTakesTheTypeOfItsPlace() throws {
    let template = TemplateEstate(
      """
      \(Self.sections)
      Resources:
        Key:
          Type: AWS::KMS::Key
          Properties:
            EnableKeyRotation: !If [IsProd, "true", !Sub "false"]
            PendingWindowInDays: !If [IsProd, "7", !Sub "8"]
      """
    )
    #expect(template.outline("EnableKeyRotation", of: "Key") == "<true | false>")
    #expect(template.outline("PendingWindowInDays", of: "Key") == "<7 | 8>")
  }

  /// Each pair of keys is a case: sixty times sixty of them in one value are more than anybody tries.
  @Test func aMappingOfTooManyCasesIsUnknown() {
    func keys(_ count: Int) -> String {
      (0..<count).map { "k\($0)" }.joined(separator: ", ")
    }
    func outline(_ count: Int) -> String? {
      probe(
        "!FindInMap [M, !Ref P, !Ref Q]",
        sections: """
          Parameters:
            P: {Type: String, AllowedValues: [\(keys(count))]}
            Q: {Type: String, AllowedValues: [\(keys(count))]}
          Mappings: {M: {k0: {k0: x}}}
          """
      ).outlineOfProbe
    }
    #expect(outline(60) == "?unsupported-function")
    #expect(outline(2) == "<'x' | ?invalid-value | ?invalid-value | ?invalid-value>")
  }
}
