import Findings
import Infrastructure
import TemplateEstates
import Testing
import Values

/// Conditions as guards: what decides them, and what cannot be at once.
@Suite struct ConditionTests {
  static let parameters = """
    Parameters:
      Stage: {Type: String, AllowedValues: [dev, test, prod]}
      Zone: {Type: String, AllowedValues: [a, b]}
      Given: {Type: String}
      Default: {Type: String, Default: d}
      Open: {Type: String}
      Other: {Type: String}
    """

  /// The zones for which a condition holds.
  func zones(_ condition: String) throws -> [String] {
    let probe = probe(
      "!If [C, t, f]",
      sections: "\(Self.parameters)\nConditions:\n  C: \(condition)"
    )
    let value = try #require(probe.value("Value", of: "Probe"))
    return ["a", "b"].filter { probe.outline(value, in: probe.world(["Zone": $0])) == "'t'" }
  }

  @Test(
    arguments: [
      ("!Equals [a, a]", true), ("!Equals [a, b]", false), ("!Equals ['1', 1]", true),
      ("!Equals [true, 'true']", true), ("!Equals ['', '']", true), ("!Equals [a, A]", false),
      ("!Equals [!Ref Given, g]", true), ("!Equals [!Ref Given, x]", false),
      ("!Equals [!Ref Default, d]", true), ("!Equals [!Sub 'x${Given}', xg]", true),
      ("!Equals [!Join ['', [a, b]], ab]", true), ("!Not [!Equals [a, a]]", false),
      ("!And [!Equals [a, a], !Equals [b, b]]", true),
      ("!And [!Equals [a, a], !Equals [a, b]]", false),
      ("!Or [!Equals [a, b], !Equals [b, b]]", true),
      ("!Or [!Equals [a, b], !Equals [b, c]]", false),
      ("{Fn::Not: [{Fn::Equals: [a, b]}]}", true),
      (
        #"{"Fn::And": [{"Fn::Equals": ["a", "a"]}, {"Fn::Not": [{"Fn::Equals": ["a", "b"]}]}]}"#,
        true
      ),
    ]
  )
  func aConditionOfKnownTextsIsDecided(condition: String, holds: Bool) throws {
    let probe = probe(
      "!If [C, t, f]",
      sections: "\(Self.parameters)\nConditions:\n  C: \(condition)",
      parameters: ["Given": "g"]
    )
    let value = try #require(probe.value("Value", of: "Probe"))
    let text = value.kind == .string ? probe.estate.heap.text(value) : "\(value.kind)"
    #expect(text == (holds ? "t" : "f"))
  }

  @Test(
    arguments: [
      ("!Equals [!Ref Zone, a]", ["a"]),
      ("!Equals [a, !Ref Zone]", ["a"]),
      ("!Equals [!Ref Zone, c]", []),
      ("!Not [!Equals [!Ref Zone, a]]", ["b"]),
      ("!Equals [!Sub 'x-${Zone}', x-b]", ["b"]),
      ("!Equals [!Join ['', [!Ref Zone, !Ref Zone]], aa]", ["a"]),
      ("!Equals [!Ref Zone, !Ref Zone]", ["a", "b"]),
      ("!Or [!Equals [!Ref Zone, a], !Equals [!Ref Zone, b]]", ["a", "b"]),
      ("!And [!Equals [!Ref Zone, a], !Equals [!Ref Zone, b]]", []),
      ("!Equals [!If [D, a, !Ref Zone], a]", ["a", "b"]),
      ("!Equals [!If [D, x, !Ref Zone], b]", []),
    ]
  )
  func allowedValuesAreWorlds(condition: String, zones: [String]) throws {
    #expect(try self.zones(condition + "\n  D: !Equals [a, a]") == zones)
  }

  @Test func equalityOfTwoParametersIsTheirCommonValues() throws {
    let probe = probe(
      "!If [C, t, f]",
      sections: """
        Parameters:
          A: {Type: String, AllowedValues: [x, y, z]}
          B: {Type: String, AllowedValues: [y, z, w]}
        Conditions:
          C: !Equals [!Ref A, !Ref B]
        """
    )
    let value = try #require(probe.value("Value", of: "Probe"))
    for world in probe.worlds {
      let cases = world.choices.map { probe.estate.worlds.variables[$0.variable].cases[$0.chosen] }
      #expect(probe.outline(value, in: world) == (cases[0] == cases[1] ? "'t'" : "'f'"))
    }
  }

  /// A parameter without values is one of those it is compared with, or another.
  @Test func oneUnknownParameterIsNotTwoValuesAtOnce() throws {
    let probe = probe(
      "[!If [IsA, a, x], !If [IsB, b, x]]",
      sections: """
        Parameters:
          Open: {Type: String}
        Conditions:
          IsA: !Equals [!Ref Open, a]
          IsB: !Equals [b, !Ref Open]
        """
    )
    let value = try #require(probe.value("Value", of: "Probe"))
    let found = Set(probe.worlds.compactMap { probe.outline(value, in: $0) })
    #expect(found == ["['a', 'x']", "['x', 'b']", "['x', 'x']"])
  }

  @Test func oneRegionIsNotTwoRegionsAtOnce() throws {
    let probe = probe(
      "[!If [IsA, a, x], !If [IsB, b, x], !If [NotA, x, a]]",
      sections: """
        Conditions:
          IsA: !Equals [!Ref AWS::Region, us-east-1]
          IsB: !Equals [!Ref AWS::Region, eu-west-1]
          NotA: !Not [!Equals [us-east-1, !Ref AWS::Region]]
        """
    )
    let value = try #require(probe.value("Value", of: "Probe"))
    let found = Set(probe.worlds.compactMap { probe.outline(value, in: $0) })
    #expect(found == ["['a', 'x', 'a']", "['x', 'b', 'x']", "['x', 'x', 'x']"])
  }

  @Test(
    arguments: [
      "!Equals [!Ref Open, !Ref Other]", "!Equals [!Sub '${Open}-x', a-x]",
      "!Equals [!Ref AWS::Region, !Ref Open]", "!Equals [!GetAtt Bucket.Arn, x]",
      "!Equals [!ImportValue x, y]", "!Or [!Equals [a, b], !Equals [!Ref Open, !Ref Other]]",
      "!And [!Equals [a, a], !Equals [!Ref Open, !Ref Other]]",
    ]
  )
  func aConditionThatNothingDecidesIsOpen(condition: String) throws {
    let probe = probe(
      "!If [C, t, f]",
      sections: "\(Self.parameters)\nConditions:\n  C: \(condition)"
    )
    let value = try #require(probe.value("Value", of: "Probe"))
    let found = Set(probe.worlds.compactMap { probe.outline(value, in: $0) })
    #expect(found == ["'t'", "'f'"])
    #expect(probe.estate.worlds.variables.contains { $0.kind == .condition && $0.name == "C" })
  }

  /// The same open question has the same answer wherever it is asked.
  @Test func oneOpenConditionIsNotTrueAndFalseAtOnce() throws {
    let probe = probe(
      "[!If [C, a, b], !If [Not, b, a], !If [Again, a, b], !Condition C]",
      sections: """
        \(Self.parameters)
        Conditions:
          C: !Equals [!Ref Open, !Ref Other]
          Not: !Not [!Condition C]
          Again: !Condition C
        """
    )
    let value = try #require(probe.value("Value", of: "Probe"))
    let found = Set(probe.worlds.compactMap { probe.outline(value, in: $0) })
    #expect(found == ["['a', 'a', 'a', true]", "['b', 'b', 'b', false]"])
  }

  @Test(
    arguments: [
      ("!Condition C", "condition 'C' depends on itself"),
      ("!Not [!Condition C]", "condition 'C' depends on itself"),
      ("!And [!Condition C, !Equals [a, a]]", "condition 'C' depends on itself"),
      ("!Condition D", "condition 'C' depends on itself"),
    ]
  )
  func aConditionThatDependsOnItselfIsReportedAndOpen(condition: String, message: String) throws {
    let probe = probe(
      "!If [C, t, f]",
      sections: "Conditions:\n  C: \(condition)\n  D: !Not [!Condition C]"
    )
    #expect(probe.messages == [message])
    let value = try #require(probe.value("Value", of: "Probe"))
    #expect(value.kind == .choice)
  }

  @Test func aConditionThatIsNotDeclaredIsReportedAndOpen() throws {
    let probe = probe("!If [Nothing, t, f]")
    #expect(probe.messages == ["condition 'Nothing' is not declared"])
    #expect(probe.diagnostics.compactMap(\.span).map(probe.text) == ["Nothing"])
    #expect(try #require(probe.value("Value", of: "Probe")).kind == .choice)
  }

  @Test(
    arguments: [
      ("IsProd", ["prod"]), ("IsNotProd", ["dev", "test"]), ("Always", ["dev", "prod", "test"]),
      ("Never", []),
    ]
  )
  func aResourceExistsWhereItsConditionHolds(condition: String, stages: [String]) throws {
    let template = TemplateEstate(
      """
      \(Self.parameters)
      Conditions:
        IsProd: !Equals [!Ref Stage, prod]
        IsNotProd: !Not [!Condition IsProd]
        Always: !Equals [a, a]
        Never: !Equals [a, b]
      Resources:
        Data: {Type: AWS::S3::Bucket, Condition: \(condition)}
      """
    )
    let id = try #require(template.id("Data"))
    let found = ["dev", "prod", "test"].filter { stage in
      var context = template.context
      context.world = template.world(["Stage": stage])
      return template.estate.exists(id, &context) == true
    }
    #expect(found == stages)
  }

  @Test(arguments: ["[IsProd]", "{Fn::Equals: [a, a]}", "!Equals [a, b]", "!Ref Stage"])
  func aResourceWhoseConditionIsNoNameMayBeMissing(condition: String) throws {
    let template = TemplateEstate(
      """
      \(Self.parameters)
      Resources:
        Data:
          Type: AWS::S3::Bucket
          Condition: \(condition)
      """
    )
    let id = try #require(template.id("Data"))
    var context = template.context
    #expect(template.estate.exists(id, &context) == nil)
    #expect(template.diagnostics.map(\.code) == ["invalid-condition"])
  }

  /// Each condition uses the one before it twice; walking them as a tree would take 2^60 steps.
  @Test(.timeLimit(.minutes(1))) func aLongChainOfConditionsIsDecidedSoon() throws {
    let chain = (1...60).map { index in
      "  C\(index): !Or [!And [!Condition C\(index - 1), !Condition X], "
        + "!And [!Condition X, !Condition C\(index - 1)]]"
    }
    let choices = (1...60).map { "!If [C\($0), t, f]" }.joined(separator: ", ")
    let probe = probe(
      "[\(choices)]",
      sections: """
        Parameters:
          Stage: {Type: String, AllowedValues: [dev, prod]}
          Zone: {Type: String, AllowedValues: [a, b]}
        Conditions:
          X: !Equals [!Ref Stage, prod]
          C0: !Equals [!Ref Zone, a]
        \(chain.joined(separator: "\n"))
        """
    )
    let value = try #require(probe.value("Value.59", of: "Probe"))
    let world = probe.world(["Stage": "prod", "Zone": "a"])
    #expect(probe.outline(value, in: world) == "'t'")
    #expect(probe.outline(value, in: probe.world(["Zone": "b"])) == "'f'")
    #expect(probe.outline(value, in: probe.world(["Zone": "a"])) == "?condition")
    #expect(probe.outline(value, in: World()) == "?condition")
  }

  @Test func aConditionThatIsNotDeclaredIsOneWhereverItIsNamed() {
    let estate = TemplateEstate(
      """
      Resources:
        A: {Type: AWS::SNS::Topic, Condition: Missing}
        B: {Type: AWS::SNS::Topic, Condition: Missing}
        C: {Type: AWS::SNS::Topic, Condition: Other}
      """
    )
    #expect(estate.estate.worlds.variables.map(\.name) == ["Missing", "Other"])
    #expect(estate.diagnostics.count == 3)
  }
}
