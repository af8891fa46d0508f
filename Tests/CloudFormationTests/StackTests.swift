import Findings
import Infrastructure
import TemplateEstates
import Testing
import Values

/// Stacks that are one estate: nested ones, and those that import what others export.
@Suite struct StackTests {
  static let network = """
    Parameters:
      Cidr: {Type: String, Default: 10.9.0.0/16}
    Resources:
      Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Cidr}}
      A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
      B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
    Outputs:
      Vpc: {Value: !Ref Vpc, Export: {Name: vpc}}
      Subnets: {Value: !Join [',', [!Ref A, !Ref B]], Export: {Name: !Sub 'sub${Suffix}'}}
      Suffix: {Value: nets}
    """.replacing("${Suffix}", with: "nets")

  /// What nests `network.yaml` and `lab.yaml`.
  static let main = """
    Parameters:
      Stage: {Type: String, AllowedValues: [dev, prod]}
    Conditions:
      IsProd: !Equals [!Ref Stage, prod]
    Resources:
      Lab:
        Type: AWS::CloudFormation::Stack
        Condition: IsProd
        Properties:
          TemplateURL: ./parts/lab.yaml
          Parameters:
            Stage: !Ref Stage
            Vpc: !GetAtt Network.Outputs.Vpc
            Subnets: !GetAtt [Network, Outputs.Subnets]
            Lost: !GetAtt Network.Outputs.Nothing
      Network:
        Type: AWS::CloudFormation::Stack
        Properties:
          TemplateURL: !Sub 'https://${AWS::Region}.s3.amazonaws.com/up/network.yaml'
          Parameters: {Cidr: 10.1.0.0/16}
    """

  static let lab = """
    Parameters:
      Stage: {Type: String, Default: test}
      Vpc: {Type: 'AWS::EC2::VPC::Id'}
      Subnets: {Type: 'List<AWS::EC2::Subnet::Id>'}
      Lost: {Type: String, Default: never}
      Own: {Type: String, Default: own}
    Conditions:
      IsProd: !Equals [!Ref Stage, prod]
    Resources:
      Domain:
        Type: AWS::SageMaker::Domain
        Properties:
          VpcId: !Ref Vpc
          SubnetIds: !Ref Subnets
          DomainName: !If [IsProd, live, trial]
          AuthMode: !Ref Own
          KmsKeyId: !Ref Lost
    """

  static let nested = TemplateEstate([
    ("main.yaml", main), ("parts/lab.yaml", lab), ("parts/network.yaml", network),
  ])

  @Test func aTemplateThatIsNestedIsReadAsPartOfTheStackAbove() {
    #expect(
      Self.nested.estate.resources.map(\.address).sorted() == [
        "main.yaml#Lab", "main.yaml#Network", "main.yaml/Lab#Domain", "main.yaml/Network#A",
        "main.yaml/Network#B", "main.yaml/Network#Vpc",
      ]
    )
  }

  @Test func aNestedStackIsInTheAccountOfTheStackAbove() throws {
    let estate = Self.nested.estate
    let domain = try #require(Self.nested.id("Domain"))
    #expect(estate.resources(sharingTheAccountOf: domain).count == estate.resources.count)
    for index in estate.resources.indices {
      #expect(estate.areOfOneStack(domain, ResourceID(index)))
    }
  }

  @Test(
    arguments: [
      ("VpcId", "->Vpc"), ("SubnetIds", "[->A, ->B]"), ("AuthMode", "'own'"),
    ]
  )
  func aNestedStackGetsWhatIsPassedAndItsOwnDefaults(property: String, expected: String) {
    #expect(Self.nested.outline(property, of: "Domain") == expected)
  }

  @Test func whatIsPassedWinsOverADefault() {
    #expect(Self.nested.outline("CidrBlock", of: "Vpc") == "'10.1.0.0/16'")
  }

  @Test func anOutputThatIsMissingIsReportedAndNoDefaultStandsInForIt() throws {
    #expect(try #require(Self.nested.value("KmsKeyId", of: "Domain")).kind == .unknown)
    let messages = Self.nested.diagnostics.map(\.message)
    #expect(
      messages == ["the template of 'Network', parts/network.yaml, has no output 'Nothing'"]
    )
  }

  @Test func whatANestedStackCreatesExistsWithTheStack() throws {
    let estate = Self.nested.estate
    let domain = try #require(Self.nested.id("Domain"))
    var context = Self.nested.context
    context.world = Self.nested.world(["Stage": "prod"])
    #expect(estate.exists(domain, &context) == true)
    context.world = Self.nested.world(["Stage": "dev"])
    #expect(estate.exists(domain, &context) == false)
  }

  @Test func conditionsBelowFollowTheParametersAbove() throws {
    let name = try #require(Self.nested.value("DomainName", of: "Domain"))
    let world = Self.nested.world(["Stage": "prod"])
    #expect(Self.nested.outline(name, in: world) == "'live'")
  }

  @Test func nestedResourcesReferToThoseOfOtherStacks() throws {
    let vpc = try #require(Self.nested.id("Vpc"))
    let names = Self.nested.estate.referrers(of: vpc).map { Self.nested.estate[$0].name }
    #expect(Set(names).isSuperset(of: ["A", "B", "Domain"]))
  }

  @Test func whatRestsOnADefaultAboveSaysSoBelow() throws {
    let main = """
      Parameters: {Zones: {Type: CommaDelimitedList, Default: 'a, b'}}
      Resources:
        Part:
          Type: AWS::CloudFormation::Stack
          Properties:
            TemplateURL: part.yaml
            Parameters: {Zones: !Join [',', !Ref Zones]}
      """
    let part = """
      Parameters: {Zones: {Type: CommaDelimitedList}}
      Resources:
        Second: {Type: Custom::Zone, Properties: {Zone: !Select [1, !Ref Zones]}}
        Third: {Type: Custom::Zone, Properties: {Zone: !Select [2, !Ref Zones]}}
      """
    let estate = TemplateEstate([("main.yaml", main), ("part.yaml", part)])
    #expect(estate.outline("Zone", of: "Second") == "~'b'")
    #expect(estate.outline("Zone", of: "Third") == "?invalid-value")
    #expect(estate.diagnostics.isEmpty)
    let zone = try #require(estate.value("Zone", of: "Second"))
    #expect(estate.estate.assumptions(of: zone.origin) == ["Zones = a, b"])
  }

  @Test func anImportIsWhatTheOtherStackExports() {
    let user = """
      Resources:
        Domain:
          Type: AWS::SageMaker::Domain
          Properties:
            VpcId: !ImportValue vpc
            SubnetIds: !Split [',', !ImportValue subnets]
            KmsKeyId: !ImportValue key
      """
    for files in [
      [("network.yaml", Self.network), ("user.yaml", user)],
      [("a-user.yaml", user), ("network.yaml", Self.network)],
    ] {
      let estate = TemplateEstate(files)
      #expect(estate.outline("VpcId", of: "Domain") == "->Vpc")
      #expect(estate.outline("SubnetIds", of: "Domain") == "[->A, ->B]")
      #expect(estate.value("KmsKeyId", of: "Domain")?.kind == .unknown)
    }
  }

  @Test func aNameThatTwoStacksExportIsNotKnown() {
    let user = "Resources: {Lab: {Type: 'Custom::Lab', Properties: {Vpc: !ImportValue vpc}}}"
    let estate = TemplateEstate([
      ("a.yaml", Self.network), ("b.yaml", Self.network), ("user.yaml", user),
    ])
    #expect(estate.value("Vpc", of: "Lab")?.kind == .unknown)
  }

  @Test func oneTemplateNestedTwiceIsTwoStacks() {
    let main = """
      Resources:
        One: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: part.yaml}}
        Two: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: part.yaml}}
      """
    let part = "Resources: {Data: {Type: AWS::S3::Bucket}}"
    let estate = TemplateEstate([("main.yaml", main), ("part.yaml", part)]).estate
    #expect(
      estate.resources.map(\.address).filter { $0.hasSuffix("Data") } == [
        "main.yaml/One#Data", "main.yaml/Two#Data",
      ]
    )
  }

  /// Each of these is read to the end, and nothing is made up.
  @Test(
    arguments: [
      "./main.yaml", "part.yaml", "https://example.com/elsewhere.yaml", "!Ref Open", "[a, b]", "''",
      "!Sub '${Open}'", "!Join ['/', [!Ref Open, part.yaml]]",
    ]
  )
  func stacksThatNestEachOtherOrNothingAreReadOnce(url: String) {
    func nesting(_ url: String) -> String {
      """
      Parameters: {Open: {Type: String}}
      Resources:
        Below: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: \(url)}}
        Use: {Type: 'Custom::Use', Properties: {Value: !GetAtt Below.Outputs.Value}}
      Outputs: {Value: {Value: !GetAtt Below.Outputs.Value}}
      """
    }
    let estate = TemplateEstate([("main.yaml", nesting(url)), ("part.yaml", nesting("main.yaml"))])
    #expect(estate.value("Value", of: "Use")?.kind == .unknown)
    #expect((4...6).contains(estate.estate.resources.count))
  }

  /// What a list parameter of a nested stack holds, by the text that is passed.
  @Test(
    arguments: [
      ("''", "[]"), ("'a, b'", "['a', 'b']"), ("!Join [', ', [a, !Ref Vpc]]", "['a', ->Vpc]"),
      ("!Sub 'a, b'", "['a', 'b']"),
    ]
  )
  func aListIsPassedAsATextWithCommas(text: String, expected: String) {
    let main = """
      Resources:
        Vpc: {Type: AWS::EC2::VPC}
        Part:
          Type: AWS::CloudFormation::Stack
          Properties: {TemplateURL: part.yaml, Parameters: {List: \(text)}}
      """
    let part = """
      Parameters: {List: {Type: CommaDelimitedList}}
      Resources: {Use: {Type: 'Custom::Use', Properties: {List: !Ref List}}}
      """
    let estate = TemplateEstate([("main.yaml", main), ("part.yaml", part)])
    #expect(estate.outline("List", of: "Use") == expected)
  }

  @Test func whoIsChosenAboveIsReferredToBelow() throws {
    let main = """
      Parameters: {P: {Type: String, AllowedValues: [x, y]}}
      Conditions: {C: !Equals [!Ref P, x]}
      Resources:
        A: {Type: AWS::EC2::VPC}
        B: {Type: AWS::EC2::VPC}
        Part:
          Type: AWS::CloudFormation::Stack
          Properties: {TemplateURL: part.yaml, Parameters: {Vpc: !If [C, !Ref A, !Ref B]}}
      """
    let part = """
      Parameters: {Vpc: {Type: String}}
      Resources: {Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}}
      """
    let estate = TemplateEstate([("main.yaml", main), ("part.yaml", part)])
    for name in ["A", "B"] {
      let names = estate.estate.referrers(of: try #require(estate.id(name)))
        .map { estate.estate[$0].name }
      #expect(names.contains("Subnet"))
    }
  }

  /// A template is judged by itself where it is not clear that a stack is made from it.
  @Test(
    arguments: [
      "!If [C, part.yaml, b.yaml]", "https://example.com/vendor/template.yaml",
      "!Sub 'https://example.com/${Open}part.yaml'", "!Select [0, [part.yaml, b.yaml]]",
    ]
  )
  func noTemplateIsLeftOut(url: String) {
    let main = """
      Parameters: {Open: {Type: String}}
      Conditions: {C: !Equals [!Ref Open, a]}
      Resources: {Below: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: \(url)}}}
      """
    let part = "Resources: {Data: {Type: AWS::S3::Bucket}}"
    let estate = TemplateEstate([
      ("main.yaml", main), ("part.yaml", part), ("other/template.yaml", part),
    ]).estate
    let addresses = estate.resources.map(\.address)
    #expect(addresses.contains("part.yaml#Data"))
    #expect(addresses.contains("other/template.yaml#Data"))
  }

  @Test func anOpenParameterThatIsPassedOnIsTheSameBelow() throws {
    let main = """
      Parameters: {Env: {Type: String}}
      Conditions: {IsDev: !Equals [!Ref Env, dev]}
      Resources:
        Part:
          Type: AWS::CloudFormation::Stack
          Condition: IsDev
          Properties: {TemplateURL: part.yaml, Parameters: {Stage: !Ref Env}}
      """
    let part = """
      Parameters: {Stage: {Type: String}}
      Conditions: {IsProd: !Equals [!Ref Stage, prod]}
      Resources: {Data: {Type: AWS::S3::Bucket, Condition: IsProd}}
      """
    let estate = TemplateEstate([("main.yaml", main), ("part.yaml", part)])
    let data = try #require(estate.id("Data"))
    for stage in ["dev", "prod", "another value"] {
      var context = estate.context
      context.world = estate.world(["Env": stage])
      #expect(estate.estate.exists(data, &context) == false)
    }
  }

  @Test func anOutputIsThereWhereItsConditionHolds() throws {
    let main = """
      Parameters: {P: {Type: String, AllowedValues: [x, y]}}
      Resources:
        Part:
          Type: AWS::CloudFormation::Stack
          Properties: {TemplateURL: part.yaml, Parameters: {P: !Ref P}}
        Use: {Type: 'Custom::Use', Properties: {Value: !GetAtt Part.Outputs.Value}}
      """
    let part = """
      Parameters: {P: {Type: String}}
      Conditions: {C: !Equals [!Ref P, x]}
      Resources: {Data: {Type: AWS::S3::Bucket}}
      Outputs: {Value: {Condition: C, Value: a}}
      """
    let estate = TemplateEstate([("main.yaml", main), ("part.yaml", part)])
    let value = try #require(estate.value("Value", of: "Use"))
    #expect(estate.outline(value, in: estate.world(["P": "x"])) == "'a'")
    #expect(estate.outline(value, in: estate.world(["P": "y"])) == "?condition")
  }
}
