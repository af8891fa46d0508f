import Foundation
import Testing

/// The commands around `check`, and their help.
struct VerbTests {
  private struct Entry: Decodable {
    struct Control: Decodable {
      let framework: String
      let id: String
    }

    let id: String
    let title: String
    let domain: String
    let severity: String
    let controls: [Control]
  }

  @Test func theVersionIsOneLine() throws {
    let run = try lintel("--version")
    #expect(run.status == 0)
    #expect(run.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  @Test(arguments: ["help", "--help", "-h"])
  func helpNamesEveryCommandAndExitCode(word: String) throws {
    let run = try lintel(word)
    #expect(run.status == 0)
    for word in [
      "check", "report", "describe", "query", "init", "config", "why", "explain", "policies",
      "test",
    ] {
      #expect(run.output.contains("\n  \(word) "))
    }
    for code in 0...4 { #expect(run.output.contains("\n  \(code)  ")) }
  }

  @Test(arguments: [
    "check", "report", "why", "explain", "policies", "policies list", "policies show", "test",
  ])
  func aCommandHasHelpOfItsOwn(command: String) throws {
    let run = try lintel("\(command) --help")
    #expect(run.status == 0)
    #expect(run.output.contains("USAGE: lintel \(command) "))
    #expect(try run.output == lintel("help \(command)").output)
  }

  @Test func helpOnCheckTellsValuesAndDefaults() throws {
    let help = try lintel("help check").output
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(help.contains("(values: text, short, json, sarif, markdown; default: text)"))
    #expect(help.contains("(default: medium) (values: info, low, medium, high, critical)"))
    #expect(help.contains("(default: note) (values: note, warn, fail)"))
    #expect(help.contains("(values: auto, always, never; default: auto)"))
    #expect(help.contains("(default: the working directory)"))
  }

  @Test func theListOfPoliciesIsReadByMachines() throws {
    let run = try lintel("policies list --format json")
    #expect(run.status == 0)
    let entries = try JSONDecoder().decode([Entry].self, from: Data(run.output.utf8))
    #expect(entries.count >= 20)
    #expect(entries.map(\.id) == entries.map(\.id).sorted())
    for entry in entries {
      let file = repository.appending(path: "policies/\(entry.domain)/\(entry.id).yaml")
      #expect(FileManager.default.fileExists(atPath: file.path), "\(file.path)")
      #expect(["low", "medium", "high", "critical"].contains(entry.severity))
      #expect(!entry.title.isEmpty && entry.title.count <= 80)
      #expect(entry.controls.allSatisfy { !$0.framework.isEmpty && !$0.id.isEmpty })
    }
  }

  @Test func aListIsWhatPoliciesAloneShows() throws {
    #expect(try lintel("policies").output == lintel("policies list").output)
  }

  @Test func aPolicyIsShownAsItWasWritten() throws {
    let path = "policies/network-isolation/model-in-vpc.yaml"
    let text = try String(contentsOf: repository.appending(path: path), encoding: .utf8)
    #expect(try lintel("policies show model-in-vpc").output == text)
  }

  @Test func explainSaysWhyAndWhatToDo() throws {
    let run = try lintel("explain bucket-policy-tls-only")
    #expect(run.status == 0)
    for part in [
      "Buckets refuse requests without TLS", "severity: high", "\nwhy\n", "\nwhat to do\n",
      "AWS Foundational Security Best Practices: S3.5", "https://docs.aws.amazon.com/",
      "lintel policies show bucket-policy-tls-only",
    ] {
      #expect(run.output.contains(part), "\(part)")
    }
  }

  @Test func aReportIsMadeForTheFrameworksAskedFor() throws {
    let line = "report fixtures/quickstart --format markdown"
    let both = try lintel(line).output
    #expect(both.contains("(`aws-fsbp`)") && both.contains("(`nist-800-53-r5`)"))
    let one = try lintel(line + " --framework nist-800-53-r5").output
    #expect(!one.contains("(`aws-fsbp`)") && one.contains("(`nist-800-53-r5`)"))
    #expect(one.contains("**contradicted**") || one.contains("| contradicted |"))
  }

  @Test func policiesAreTestedByTheirOwnExamples() throws {
    let run = try lintel("test policies/network-isolation/model-in-vpc.yaml")
    #expect(run.status == 0)
    #expect(run.output.contains("all passed"))
  }

  @Test func aFailingExampleIsNamedWithItsLine() throws {
    let policy = try lintel("policies show model-in-vpc").output
      .replacing("model-in-vpc", with: "model-inside")
    let scratch = try Scratch([
      "model-inside.yaml": policy.replacing(/# expect: model-inside/, with: "", maxReplacements: 1)
    ])
    let run = try lintel("test model-inside.yaml", in: scratch.folder)
    #expect(run.status == 1)
    #expect(run.output.contains("failed  model-inside.yaml"))
    #expect(run.output.contains("expected nothing of 'model-inside', found a violation"))
  }

  @Test func policiesOfOnesOwnJudgeBesideTheBuiltInOnes() throws {
    let scratch = try Scratch([
      "template.yaml": "Resources: {Topic: {Type: AWS::SNS::Topic}}\n",
      "own/topic-encrypted.yaml": """
      lintel: policy/v1
      id: topic-encrypted
      title: Topics are encrypted
      severity: low
      rationale: Alarms tell much about a platform.
      remediation: Set KmsMasterKeyId.
      rules:
        - match: {types: [AWS::SNS::Topic]}
          assert: has(props.KmsMasterKeyId)
          message: "topic '{resource.id}' is not encrypted"
      """,
    ])
    let line = "check template.yaml --policies own --format short"
    let run = try lintel(line, in: scratch.folder)
    #expect(run.status == 0, "low is below the threshold")
    #expect(
      run.output == "template.yaml:1:13: low: topic 'Topic' is not encrypted [topic-encrypted]\n"
    )
    let failing = try lintel(line + " --fail-on low", in: scratch.folder)
    #expect(failing.status == 1)
    let explained = try lintel("explain topic-encrypted --policies own", in: scratch.folder)
    #expect(explained.output.contains("Alarms tell much about a platform."))
  }
}
