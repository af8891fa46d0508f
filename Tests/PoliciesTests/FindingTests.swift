import Findings
import Testing

/// What a finding says, and where.
@Suite struct FindingTests {
  // MARK: Places

  @Test func eachPartOfAConjunctionIsAFindingOfItsOwn() {
    let judged = Judged(
      policy(
        """
        assert: dyn(props).BucketName == 'a' && dyn(props).AccessControl == 'Private'
        message: wrong
        """
      ),
      on: """
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties: {BucketName: b, AccessControl: PublicRead}
        """
    )
    #expect(judged.outline == ["violation at 'b': wrong", "violation at 'PublicRead': wrong"])
  }

  @Test func aDisjunctionIsOneFindingWithRelatedPlaces() {
    let judged = Judged(
      policy(
        """
        assert: dyn(props).BucketName == 'a' || dyn(props).AccessControl == 'Private'
        message: wrong
        """
      ),
      on: """
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties: {BucketName: b, AccessControl: PublicRead}
        """
    )
    #expect(judged.outline == ["violation at 'b': wrong"])
    #expect(judged.findings.first?.related.map { judged.text($0.span) } == ["PublicRead"])
  }

  @Test func whatIsNotThereIsMissingAtTheNameOfTheResource() {
    let judged = Judged(
      policy("assert: has(props.BucketName)"),
      on: "Resources:\n  Data: {Type: AWS::S3::Bucket, Properties: {Tags: []}}"
    )
    #expect(
      judged.outline == [
        "violation at 'Data': 'Data' breaks the requirement 'Buckets are as they should be'"
      ]
    )
  }

  @Test func aValueThatIsWrongInAnotherResourceIsPointedAt() {
    let judged = Judged(
      policy(
        types: "AWS::S3::BucketPolicy",
        """
        let: {bucket: "props.Bucket.target()"}
        assert: bucket.value().props.BucketName == 'a'
        message: "'{resource.id}' of '{bucket.value().id}'"
        """
      ),
      on: """
        Resources:
          Data: {Type: AWS::S3::Bucket, Properties: {BucketName: b}}
          Policy: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Data}}
        """
    )
    #expect(judged.outline == ["violation at 'b': 'Policy' of 'Data'"])
    #expect(judged.findings.first?.subject?.address == "template.yaml#Policy")
  }

  @Test func thePlaceThatARuleNamesComesFirst() {
    let judged = Judged(
      policy(
        """
        assert: dyn(props).BucketName == 'a'
        at: props.AccessControl
        """
      ),
      on: """
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties: {BucketName: b, AccessControl: PublicRead}
        """
    )
    #expect(judged.findings.map { judged.text($0.span) } == ["PublicRead"])
    #expect(judged.findings.first?.related.map { judged.text($0.span) } == ["b"])
  }

  @Test func aRequiredPropertyThatAnInputLacksIsTheInputsMistake() {
    let judged = Judged(
      policy(
        types: "AWS::SageMaker::NotebookInstance",
        "assert: props.RoleArn != ''"
      ),
      on: """
        Resources:
          Lab: {Type: AWS::SageMaker::NotebookInstance, Properties: {InstanceType: ml.t3.medium}}
        """
    )
    #expect(judged.diagnostics == [])
    #expect(judged.outline.count == 1)
    #expect(
      judged.outline.allSatisfy { $0.hasPrefix("undetermined at 'Lab'") },
      "\(judged.outline)"
    )
  }

  @Test func aRequiredPropertyThatAChoiceLeavesOutIsTheInputsMistake() {
    let judged = Judged(
      policy(types: "AWS::SageMaker::NotebookInstance", "assert: props.RoleArn != ''"),
      on: """
        Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}
        Conditions: {IsProd: !Equals [!Ref Stage, prod]}
        Resources:
          Lab:
            Type: AWS::SageMaker::NotebookInstance
            Properties:
              RoleArn: !If [IsProd, !If [IsProd, !Ref AWS::NoValue, a], b]
        """
    )
    #expect(judged.diagnostics == [])
  }

  @Test func aPlaceThatIsNotThereLeavesTheBlamedOne() {
    let judged = Judged(
      policy(
        """
        assert: dyn(props).BucketName == 'a'
        at: props.AccessControl
        """
      ),
      on: "Resources:\n  Data: {Type: AWS::S3::Bucket, Properties: {BucketName: b}}"
    )
    #expect(judged.findings.map { judged.text($0.span) } == ["b"])
  }

  @Test func elementsOfAListAreJudgedOneByOne() {
    let judged = Judged(
      policy(
        """
        forEach: {var: tag, in: "props.?Tags.orValue([])"}
        when: tag.Key != 'skip'
        assert: tag.Value == 'good'
        message: "'{tag.Key}' of '{resource.id}'"
        """
      ),
      on: """
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties:
              Tags:
                - {Key: a, Value: good}
                - {Key: b, Value: bad}
                - {Key: skip, Value: bad}
                - {Key: c, Value: worse}
        """
    )
    #expect(
      judged.outline == [
        "violation at 'bad': 'b' of 'Data'", "violation at 'worse': 'c' of 'Data'",
      ]
    )
    #expect(judged.report.summary.violations == 2)
  }

  @Test func elementsAtOnePlaceAreFindingsOfTheirOwn() {
    let judged = Judged(
      policy(
        """
        forEach: {var: name, in: "['one', 'two', 'one']"}
        assert: name == resource.id
        message: no {name}
        at: resource
        """
      ),
      on: "Resources:\n  Data: {Type: AWS::S3::Bucket}"
    )
    #expect(judged.report.findings.map(\.message) == ["no one", "no two"])
    #expect(Set(judged.report.findings.map(\.fingerprint)).count == 2)
  }

  @Test func aListWithoutElementsIsNotApplicable() {
    let judged = Judged(
      policy(
        """
        forEach: {var: tag, in: "props.?Tags.orValue([])"}
        assert: tag.Value == 'good'
        """
      ),
      on: "Resources:\n  Data: {Type: AWS::S3::Bucket}"
    )
    #expect(judged.report.summary.notApplicable == 1)
    #expect(judged.report.summary.satisfied == 0)
  }

  // MARK: Words

  @Test(
    arguments: [
      ("'{resource.id}' is '{props.BucketName}'", "'Data' is 'b'"),
      ("{{}} {resource.type}", "{} AWS::S3::Bucket"),
      ("{props.Tags.size()} of {props.Tags.map(t, t.Key)}", "2 of x, y"),
      ("{resource.address}", "template.yaml#Data"),
      ("{props.AccessControl}", "…"),
      ("{has(props.AccessControl)}", "false"),
      ("{'}'}", "}"),
      ("a {'{'} b {'}{'} c", "a { b }{ c"),
      ("{{'a': 'x'}['a']}", "{'a': 'x'}['a']}"),
      ("{ {'a': 'x'}['a'] }", "x"),
      ("{{'a': 1}}", "{'a': 1}"),
      ("plain", "plain"),
    ]
  )
  func aMessageFillsItsHoles(message: String, expected: String) {
    let judged = Judged(
      policy("assert: \"false\"\nmessage: \"\(message)\""),
      on: """
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties: {BucketName: b, Tags: [{Key: x, Value: v}, {Key: y, Value: v}]}
        """
    )
    #expect(judged.findings.map(\.message) == [expected], "\(judged.diagnostics)")
  }

  @Test(arguments: [
    ("in subnet '{subnet.id}'", "in subnet 'subnet-1'"),
    ("in {subnet.id}", "'Data' breaks the requirement 'T'"),
    ("{subnet.id} is it", "'Data' breaks the requirement 'T'"),
  ])
  func whatAnUnknownElementHasIsNamedInQuotesOnly(message: String, expected: String) {
    let judged = Judged(
      """
      lintel: policy/v1
      id: p
      title: T
      severity: high
      rationale: Because.
      remediation: Mend it.
      rules:
        - match: {types: [AWS::SageMaker::NotebookInstance]}
          forEach: {var: subnet, in: net.subnets(resource)}
          assert: subnet.id == 'other'
          message: "\(message)"
      """,
      on: """
        Resources:
          Data:
            Type: AWS::SageMaker::NotebookInstance
            Properties: {SubnetId: subnet-1}
        """
    )
    #expect(judged.findings.map(\.message) == [expected], "\(judged.diagnostics)")
  }

  @Test func theHelpOfARuleGoesBeforeTheRemediation() {
    let template = "Resources:\n  Data: {Type: AWS::S3::Bucket}"
    let with = Judged(policy("assert: \"false\"\nhelp: Do this."), on: template)
    #expect(with.findings.map(\.help) == ["Do this."])
    let without = Judged(policy("assert: \"false\""), on: template)
    #expect(without.findings.map(\.help) == ["Mend it."])
  }

  // MARK: What is not known

  @Test func aFindingSaysWhichDefaultsItRestsOn() {
    let judged = Judged(
      policy("assert: dyn(props).BucketName == 'a'"),
      on: """
        Parameters: {Name: {Type: String, Default: b}, Other: {Type: String, Default: c}}
        Resources:
          Data: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}
          More: {Type: AWS::S3::Bucket, Properties: {BucketName: c}}
          Joined: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '${Name}-${Other}'}}
        """
    )
    #expect(judged.violations.map(\.assumes) == [["Name = b"], [], ["Name = b", "Other = c"]])
    let given = Judged(
      policy("assert: dyn(props).BucketName == 'a'"),
      on: """
        Parameters: {Name: {Type: String, Default: b}}
        Resources:
          Data: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}
        """,
      parameters: ["Name": "c"]
    )
    #expect(given.violations.map(\.assumes) == [[]])
  }

  @Test func aFindingSaysThatItsResourceRestsOnADefault() {
    let judged = Judged(
      policy("assert: has(props.BucketName)"),
      on: """
        Parameters: {Stage: {Type: String, Default: prod}}
        Conditions: {IsProd: !Equals [!Ref Stage, prod]}
        Resources:
          Data: {Type: AWS::S3::Bucket, Condition: IsProd}
        """
    )
    #expect(judged.violations.map(\.assumes) == [["Stage = prod"]])
  }

  @Test func anUndeterminedVerdictSaysWhatItNeeds() throws {
    let judged = Judged(
      policy("assert: dyn(props).BucketName == 'a'"),
      on: """
        Parameters: {Name: {Type: String}}
        Resources:
          Data: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}
          More: {Type: AWS::S3::Bucket, Properties: {BucketName: !ImportValue name}}
        """
    )
    #expect(judged.undetermined.map { judged.text($0.span) } == ["!Ref Name", "!ImportValue name"])
    let needs = judged.undetermined.flatMap(\.needs)
    #expect(needs.map(\.value) == ["parameter 'Name'", "export 'name'"])
    #expect(needs.map(\.reason) == ["parameter", "imported-value"])
    #expect(
      needs.map(\.settle) == [
        "--parameter Name=VALUE",
        "add the template of the stack that exports 'name' to the run, or its value to 'imports' in"
          + " .lintel.yaml",
      ]
    )
    #expect(needs.map { judged.text($0.span) } == ["!Ref Name", "!ImportValue name"])
    #expect(judged.report.summary.satisfied == 0)
  }

  @Test func aGuardThatIsNotKnownLeavesTheVerdictOpen() {
    let judged = Judged(
      policy("when: dyn(props).BucketName == 'a'\nassert: \"false\""),
      on: """
        Parameters: {Name: {Type: String}}
        Resources:
          Data: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}
        """
    )
    #expect(judged.violations.isEmpty)
    #expect(judged.undetermined.count == 1)
  }

  @Test func whatHoldsAnywayNeedsNoGuard() {
    let judged = Judged(
      policy("when: dyn(props).BucketName == 'a'\nassert: \"true\""),
      on: """
        Parameters: {Name: {Type: String}}
        Resources:
          Data: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}
        """
    )
    #expect(judged.findings.isEmpty)
    #expect(judged.report.summary.satisfied == 1)
  }

  /// In the worlds where the guard does not hold, the rule says nothing.
  @Test func aGuardDecidesInWhichWorldsARuleApplies() {
    let judged = Judged(
      policy("when: dyn(props).BucketName == 'a'\nassert: \"false\""),
      on: """
        Parameters: {Name: {Type: String, AllowedValues: [a, b]}}
        Resources:
          Data: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}
        """
    )
    #expect(judged.violations.map(\.when) == [["Name = a"]])
  }

  /// What may not be there must not be blamed.
  @Test func anElementThatMayBeMissingIsNoViolation() {
    let judged = Judged(
      policy(
        types: "AWS::EC2::VPC",
        """
        forEach: {var: endpoint, in: "resources('AWS::EC2::VPCEndpoint')"}
        assert: "false"
        message: "{resource.id}"
        """
      ),
      on: """
        Resources:
          Vpc: {Type: AWS::EC2::VPC}
          Nested: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: s3://x}}
        """
    )
    #expect(judged.violations.isEmpty)
    #expect(judged.undetermined.count == 1)
  }

  /// A list that a condition chooses is judged in each world.
  @Test(arguments: ["dyn(props).Tags", "props.?Tags.orValue([])"])
  func aListThatIsChosenIsJudgedInEachWorld(list: String) {
    let judged = Judged(
      policy(
        """
        forEach: {var: tag, in: "\(list)"}
        assert: tag.Value == 'good'
        """
      ),
      on: """
        Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}
        Conditions: {IsProd: !Equals [!Ref Stage, prod]}
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties:
              Tags: !If [IsProd, [{Key: a, Value: bad}], [{Key: a, Value: good}]]
        """
    )
    #expect(judged.diagnostics == [])
    #expect(judged.violations.map(\.when) == [["Stage = prod"]])
  }

  @Test func aResourceIsJudgedWhereItExists() {
    let judged = Judged(
      policy("assert: \"false\""),
      on: """
        Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}
        Conditions:
          IsProd: !Equals [!Ref Stage, prod]
          Never: !Equals [a, b]
        Resources:
          Data: {Type: AWS::S3::Bucket, Condition: IsProd}
          None: {Type: AWS::S3::Bucket, Condition: Never}
        """
    )
    #expect(judged.violations.map { judged.text($0.span) } == ["Data"])
    // Wherever it exists, so there is nothing to add.
    #expect(judged.violations.map(\.when) == [[]])
    #expect(judged.report.summary.notApplicable == 1)
  }

  // MARK: Defects

  @Test(
    arguments: [
      ("dyn(props).Nothing == 'a'", "no such key: Nothing"),
      ("dyn(props).BucketName.size() / 0 == 1", "divide by zero"),
      ("dyn(props).BucketName < 3", "no such overload"),
      ("dyn(props).BucketName", "an expression that should be true or false is neither"),
      ("iam.statements(3).size() == 0", "no such overload: iam.statements"),
    ]
  )
  func aPolicyThatErrsIsADefectAndNoVerdict(assertion: String, fact: String) {
    let judged = Judged(
      policy("assert: \(assertion)"),
      on: "Resources:\n  Data: {Type: AWS::S3::Bucket, Properties: {BucketName: b}}"
    )
    #expect(judged.findings.isEmpty)
    #expect(judged.report.summary == LintReportSummary.none)
    #expect(judged.report.diagnostics.map(\.code) == ["policy-error"])
    #expect(
      judged.report.diagnostics.first?.message.contains(fact) == true,
      "\(judged.diagnostics)"
    )
    #expect(judged.report.diagnostics.compactMap(\.span).map(judged.text) == ["custom-policy"])
    #expect(!judged.report.isComplete)
  }

  @Test func aPolicyThatErrsInManyWorldsIsReportedOncePerResource() {
    let judged = Judged(
      policy("assert: dyn(props).BucketName.size() == 1 && dyn(props).Nothing == 'a'"),
      on: """
        Parameters: {Name: {Type: String, AllowedValues: [a, b, c, d]}}
        Resources:
          Data: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}
        """
    )
    #expect(judged.report.diagnostics.map(\.code) == ["policy-error"])
  }

  // MARK: Fingerprints

  static let tidy = """
    Resources:
      Data:
        Type: AWS::S3::Bucket
        Properties:
          AccessControl: PublicRead
          Tags:
            - {Key: a, Value: bad}
      Other:
        Type: AWS::S3::Bucket
    """

  /// The same resources, written otherwise and in another order.
  static let untidy = """
    # A comment.
    {"Resources": {
      "Other": {"Type": "AWS::S3::Bucket"},
      "Third": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "a", "AccessControl": "Private"}},
      "Data": {"Properties": {"Tags": [{"Value": "worse", "Key": "a"}], "AccessControl": "PublicReadWrite"},
               "Type": "AWS::S3::Bucket"}}}
    """

  static let fingerprinting = policy(
    """
    assert: >-
      has(props.BucketName) && props.?AccessControl.orValue('Private') == 'Private' &&
      props.?Tags.orValue([]).all(t, t.Value == 'good')
    """
  )

  @Test func fingerprintsDoNotDependOnLayoutOrderOrValues() {
    let tidy = Judged(Self.fingerprinting, on: Self.tidy)
    let untidy = Judged(Self.fingerprinting, on: Self.untidy)
    #expect(tidy.violations.count == 4)
    #expect(
      Set(tidy.violations.map(\.fingerprint)) == Set(untidy.violations.map(\.fingerprint))
    )
    #expect(Set(tidy.violations.map(\.fingerprint)).count == 4)
    #expect(tidy.violations.allSatisfy { $0.fingerprint.count == 16 })
  }

  @Test func fingerprintsTellPoliciesResourcesAndFilesApart() {
    let other = Self.fingerprinting.replacing("custom-policy", with: "other-policy")
    let one = Set(Judged(Self.fingerprinting, on: Self.tidy).findings.map(\.fingerprint))
    #expect(one.isDisjoint(with: Judged(other, on: Self.tidy).findings.map(\.fingerprint)))
    let renamed = Self.tidy.replacing("Data:", with: "Date:").replacing("Other:", with: "Others:")
    #expect(
      one.isDisjoint(with: Judged(Self.fingerprinting, on: renamed).findings.map(\.fingerprint))
    )
    let moved = Judged([Self.fingerprinting], on: [("other.yaml", Self.tidy)])
    #expect(one.isDisjoint(with: moved.findings.map(\.fingerprint)))
  }
}

private enum LintReportSummary {
  static let none = LintReport.Summary()
}
