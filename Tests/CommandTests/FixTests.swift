import Foundation
import Testing

/// `lintel check --fix` on files.
@Suite struct FixTests {
  private static let template = """
    Resources:
      Key: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: false}}
      Lab:
        Type: AWS::SageMaker::NotebookInstance
        Properties:
          DirectInternetAccess: Enabled   # for now

    """

  private static let policies =
    "--policy kms-key-rotation-enabled --policy notebook-direct-internet-access-disabled"

  private static let safe = template.replacing("Rotation: false", with: "Rotation: true")
  private static let all = safe.replacing("Enabled   #", with: "Disabled   #")

  private func check(_ options: String, in scratch: borrowing Scratch) throws -> Run {
    try lintel("check t.yaml \(Self.policies) \(options)", in: scratch.folder)
  }

  @Test(arguments: ["--fix", "--fix=safe"])
  func safeFixesAreWritten(option: String) throws {
    let scratch = try Scratch(["t.yaml": Self.template])
    let run = try check(option, in: scratch)
    #expect(try scratch.read("t.yaml") == Self.safe)
    #expect(run.status == 1, "what needs a look is left")
    #expect(run.output.contains("fixed  t.yaml: set EnableKeyRotation to true"))
    #expect(run.output.contains("somebody has to look at the fix: --fix=all makes it"))
  }

  @Test func allFixesAreWrittenOnce() throws {
    let scratch = try Scratch(["t.yaml": Self.template])
    let run = try check("--fix=all", in: scratch)
    #expect(try scratch.read("t.yaml") == Self.all)
    #expect(run.status == 0)
    let again = try check("--fix=all", in: scratch)
    #expect(try scratch.read("t.yaml") == Self.all)
    #expect(again.status == 0)
    #expect(again.output.contains("0 findings fixed"))
  }

  /// `--fix` takes no word behind it: that is a path.
  @Test func aWordBehindFixIsAPath() throws {
    let scratch = try Scratch(["t.yaml": Self.template])
    let run = try lintel("check --fix t.yaml \(Self.policies)", in: scratch.folder)
    #expect(try scratch.read("t.yaml") == Self.safe)
    #expect(run.status == 1)
  }

  @Test(arguments: [("--diff", safe), ("--fix --diff", safe), ("--diff --fix=all", all)])
  func aDifferenceIsShownAndNothingIsWritten(options: String, expected: String) throws {
    let scratch = try Scratch(["t.yaml": Self.template])
    let run = try check(options + " --output json=report.json", in: scratch)
    #expect(try scratch.read("t.yaml") == Self.template)
    #expect(run.output.hasPrefix("--- t.yaml\n+++ t.yaml\n@@ "))
    #expect(run.status == 1)
    // What stands in the report is what stands in the file.
    #expect(try scratch.read("report.json").contains("\"violations\": 2"))
    let added = run.output.split(separator: "\n").filter {
      $0.hasPrefix("+") && !$0.hasPrefix("+++")
    }
    #expect(added.allSatisfy { expected.contains($0.dropFirst()) })
  }

  @Test func aDifferenceAloneFailsWhateverTheThreshold() throws {
    let scratch = try Scratch(["t.yaml": Self.template])
    let policy = "--policy kms-key-rotation-enabled --fail-on critical"
    #expect(try lintel("check t.yaml \(policy)", in: scratch.folder).status == 0)
    #expect(try lintel("check t.yaml \(policy) --diff", in: scratch.folder).status == 1)
    let run = try lintel("check t.yaml \(policy) --fix", in: scratch.folder)
    #expect(run.status == 0)
    let clean = try lintel("check t.yaml \(policy) --diff", in: scratch.folder)
    #expect(clean.status == 0)
    #expect(clean.output == "")
  }

  @Test func whoMayReadAFileStaysAsItWas() throws {
    let scratch = try Scratch(["t.yaml": Self.template])
    let path = scratch.folder.appending(path: "t.yaml").path
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    _ = try check("--fix", in: scratch)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path)
    #expect(names == ["t.yaml"], "nothing is left beside it")
  }

  @Test func aLinkStaysALink() throws {
    let scratch = try Scratch(["real/t.yaml": Self.template])
    let link = scratch.folder.appending(path: "t.yaml").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real/t.yaml")
    _ = try check("--fix", in: scratch)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real/t.yaml")
    #expect(try scratch.read("real/t.yaml") == Self.safe)
  }

  @Test func reportsForOtherProgramsHoldTheFixes() throws {
    let scratch = try Scratch(["t.yaml": Self.template])
    let json = try check("--format json", in: scratch).output
    #expect(json.contains("\"safety\": \"safe\"") && json.contains("\"safety\": \"review\""))
    #expect(json.contains("\"replacement\": \"Disabled\""))
    #expect(json.contains("\"fixed\": null"))
    let sarif = try check("--format sarif", in: scratch).output
    #expect(sarif.contains("\"insertedContent\""))
    let fixed = try check("--format json --fix", in: scratch).output
    #expect(fixed.contains("\"description\": \"set EnableKeyRotation to true\""))
  }

  @Test func aWordThatIsNoSelectionIsAMistake() throws {
    let scratch = try Scratch(["t.yaml": Self.template])
    let run = try check("--fix=everything", in: scratch)
    #expect(run.status == 2)
    #expect(run.error.contains("everything"))
    #expect(try scratch.read("t.yaml") == Self.template)
  }
}
