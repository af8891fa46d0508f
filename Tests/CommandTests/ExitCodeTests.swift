import Foundation
import Testing

/// The exit codes are a contract with whoever calls `lintel`.
struct ExitCodeTests {
  private static let clean = """
    Resources:
      Key:
        Type: AWS::KMS::Key
        Properties:
          EnableKeyRotation: true
          KeyPolicy: {Statement: []}
    """

  private static let unreadable = """
    Resources:
      Key: {Type: "AWS::KMS::Key
    """

  @Test func aWellBuiltPlatformEndsWithZero() throws {
    let run = try lintel("check fixtures/ml-platform")
    #expect(run.status == 0)
    #expect(run.error == "")
    #expect(run.output.hasPrefix("no violations, 0 undetermined"))
  }

  @Test func findingsEndWithOne() throws {
    let run = try lintel("check fixtures/quickstart")
    #expect(run.status == 1)
    #expect(run.error == "")
  }

  @Test func findingsBelowTheThresholdEndWithZero() throws {
    let policy = "notebook-in-customer-vpc"
    let run = try lintel("check fixtures/quickstart --policy \(policy) --fail-on critical")
    #expect(run.status == 0)
    #expect(run.output.contains("violation[\(policy)] high"))
  }

  @Test(arguments: ["info", "low", "medium", "high"])
  func findingsAtTheThresholdEndWithOne(threshold: String) throws {
    let policy = "notebook-in-customer-vpc"
    let run = try lintel("check fixtures/quickstart --policy \(policy) --fail-on \(threshold)")
    #expect(run.status == 1)
  }

  @Test func findingsOfMediumSeverityFailUnlessSomethingElseIsSaid() throws {
    let policy = "subnet-no-public-ip-on-launch"
    let line = "check fixtures/ml-platform-broken-exposure --policy \(policy)"
    #expect(try lintel(line).status == 1)
    #expect(try lintel(line + " --fail-on high").status == 0)
  }

  @Test func undeterminedVerdictsFailOnlyWhereTheyAreToldTo() throws {
    let scratch = try Scratch([
      "template.yaml": """
      Parameters: {Rotation: {Type: String}}
      Resources:
        Key:
          Type: AWS::KMS::Key
          Properties: {EnableKeyRotation: !Ref Rotation, KeyPolicy: {Statement: []}}
      """
    ])
    for (treatment, status) in [("note", Int32(0)), ("warn", 0), ("fail", 1)] {
      let run = try lintel("check --undetermined \(treatment)", in: scratch.folder)
      #expect(run.status == status, "--undetermined \(treatment)")
      #expect(run.output.contains("1 undetermined"))
    }
    let high = try lintel("check --undetermined fail --fail-on high", in: scratch.folder)
    #expect(high.status == 0, "the finding is of medium severity")
  }

  @Test(arguments: [
    ("check fixtures/quickstrat", "did you mean 'fixtures/quickstart'?"),
    ("check fixtrues/quickstart", "did you mean 'fixtures'?"),
    ("check fixtures/quickstart/template.yml", "fixtures/quickstart/template.yaml'?"),
    ("check --formt json", "'--format'?"),
    ("check --format jsn", "'text', 'short', 'json', 'sarif' or 'markdown'"),
    ("check --fail-on hgh", "'info', 'low', 'medium', 'high' or 'critical'"),
    ("check --undetermined no", "'note', 'warn' or 'fail'"),
    ("check --policy notebok-in-customer-vpc", "'notebook-in-customer-vpc'?"),
    ("check --policies nowhere fixtures/quickstart", "'nowhere' does not exist"),
    ("check --parameter Name fixtures/quickstart", "'--parameter Name'"),
    ("check --parameter-file nowhere.json fixtures/quickstart", "'nowhere.json'"),
    ("check --output sarf=x.sarif fixtures/quickstart", "did you mean 'sarif'?"),
    ("check --output sarif fixtures/quickstart", "the path is missing"),
    ("check --output json=no/where.json fixtures/quickstart", "'no/where.json'"),
    ("chek", "did you mean 'check'?"),
    ("version", "did you mean '--version'?"),
    ("--verbose", "'--verbose' is not an option"),
    ("help chek", "did you mean 'check'?"),
    ("explain", "<id>"),
    ("explain model-in-cpv", "did you mean 'model-in-vpc'?"),
    ("policies lst", "'lst'"),
    ("policies show model-in-cpv", "did you mean 'model-in-vpc'?"),
    ("report fixtures/quickstart --framework aws-fbsp", "did you mean 'aws-fsbp'?"),
    ("report fixtures/quickstart --framework soc-2", "nist-800-53-r5"),
    ("test polices", "did you mean 'policies'?"),
    ("check -", "standard input is not read"),
    ("", "lintel check"),
  ])
  func mistakesOnTheCommandLineEndWithTwoAndSayWhatWasMeant(
    line: String,
    hint: String
  ) throws {
    let run = try lintel(line)
    #expect(run.status == 2)
    #expect(run.output == "", "standard output is for reports")
    #expect(run.error.contains(hint), "\(run.error)")
  }

  @Test func aFolderWithoutTemplatesIsAMistake() throws {
    let scratch = try Scratch(["notes.txt": "nothing here"])
    let run = try lintel("check", in: scratch.folder)
    #expect(run.status == 2)
    #expect(run.error == "error: there are no templates or descriptions in the working directory\n")
  }

  @Test func textThatIsNoYAMLEndsWithThree() throws {
    let scratch = try Scratch(["template.yaml": Self.unreadable])
    let run = try lintel("check", in: scratch.folder)
    #expect(run.status == 3)
    #expect(run.output.hasPrefix("error[yaml-syntax]"))
    #expect(run.output.contains("analysis incomplete"))
    #expect(run.output.ranges(of: "does not end").count <= 1, "one error is told once")
  }

  @Test(arguments: [
    "template.yaml ./template.yaml", "template.yaml .", ". template.yaml",
    "../NAME/template.yaml .",
    ". linked.yaml", "template.yaml //NAME/../template.yaml",
  ])
  func oneFileUnderSeveralNamesIsReadOnce(paths: String) throws {
    let scratch = try Scratch(["template.yaml": Self.clean])
    try FileManager.default.createSymbolicLink(
      atPath: scratch.folder.appending(path: "linked.yaml").path,
      withDestinationPath: "template.yaml"
    )
    let name = scratch.folder.lastPathComponent
    let absolute = scratch.folder.path
    let line = paths.replacing("//NAME", with: absolute + "/" + "x").replacing("NAME", with: name)
    try scratch.write("", to: "x/y.txt")
    let run = try lintel("check \(line)", in: scratch.folder)
    #expect(run.output.contains("1 file, "), "\(run.output)\(run.error)")
  }

  @Test func aReportThatCannotBeWrittenEndsWithThree() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let scratch = try Scratch(["template.yaml": Self.clean])
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let run = try lintel(["check"], in: scratch.folder, output: full)
    #expect(run.status == 3)
    #expect(run.error.contains("cannot be written"), "\(run.error)")
    #expect(try lintel("check --output json=/dev/full", in: scratch.folder).status == 3)
  }

  @Test(arguments: [
    ("missing/report.json", "there is no folder 'missing'"), ("folder", "'folder' is a folder"),
  ])
  func aReportWithoutAPlaceIsAMistakeBeforeAnyWork(path: String, hint: String) throws {
    let scratch = try Scratch(["template.yaml": Self.unreadable, "folder/x.txt": ""])
    let run = try lintel("check --output json=\(path)", in: scratch.folder)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.error.contains(hint), "\(run.error)")
  }

  @Test func incompletenessWeighsMoreThanFindingsAndTheReportHasBoth() throws {
    let scratch = try Scratch(["broken.yaml": Self.unreadable])
    let quickstart = repository.appending(path: "fixtures/quickstart").path
    let run = try lintel("check . \(quickstart) --format json", in: scratch.folder)
    #expect(run.status == 3)
    let report = try Reported(run)
    #expect(!report.complete)
    #expect(report.summary.violations == 6)
    #expect(report.diagnostics.map(\.code) == ["yaml-syntax"])
  }

  @Test func otherTextOfAFolderNeedNotBeYAML() throws {
    let scratch = try Scratch(["template.yaml": Self.clean, "chart.yaml": "{{ .Values.name }}: {"])
    let run = try lintel("check", in: scratch.folder)
    #expect(run.status == 0)
    #expect(run.output.contains("1 file (1 more skipped)"))
    #expect(try lintel("check chart.yaml", in: scratch.folder).status == 3)
  }

  @Test func aNamedFileThatIsNoTemplateEndsWithThree() throws {
    let scratch = try Scratch(["values.yaml": "replicas: 3\n"])
    #expect(try lintel("check values.yaml", in: scratch.folder).status == 3)
  }

  @Test func anotherFileInAFolderIsSkippedWithoutHarm() throws {
    let scratch = try Scratch(["values.yaml": "replicas: 3\n", "template.yaml": Self.clean])
    let run = try lintel("check", in: scratch.folder)
    #expect(run.status == 0)
    #expect(run.output.contains("1 file (1 more skipped)"))
  }

  @Test func aDefectivePolicyEndsWithThree() throws {
    let scratch = try Scratch(["template.yaml": Self.clean, "own/broken.yaml": "id: broken\n"])
    let run = try lintel("check template.yaml --policies own", in: scratch.folder)
    #expect(run.status == 3)
    #expect(run.output.contains("invalid-policy"))
  }

  @Test func aReportDoesNotFailOnFindings() throws {
    let run = try lintel("report fixtures/quickstart")
    #expect(run.status == 0)
    let scratch = try Scratch(["template.yaml": Self.unreadable])
    #expect(try lintel("report", in: scratch.folder).status == 3)
  }
}
