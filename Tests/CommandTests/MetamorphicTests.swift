import Foundation
import Testing

/// Templates that mean the same get the same verdicts, with the same fingerprints, however they are
/// written.
struct MetamorphicTests {
  /// Templates in JSON among the fixtures; together they break every demand.
  static let fixtures = ["accounts", "encryption", "exposure", "network", "privilege"]
    .map { "fixtures/ml-platform-broken-\($0)/serving.json" }

  /// `.template` says nothing of the syntax.
  private func findings(in text: String) throws -> [String] {
    let scratch = try Scratch(["stack.template": text])
    let run = try lintel("check stack.template --format json", in: scratch.folder)
    let report = try Reported(run)
    #expect(report.complete, "\(report.diagnostics)")
    let fingerprints = report.findings.map { "\($0.policy) \($0.fingerprint)" }
    return report.verdicts + fingerprints.sorted()
  }

  private func fixture(_ path: String) throws -> (text: String, template: Any) {
    let data = try Data(contentsOf: repository.appending(path: path))
    return (String(decoding: data, as: UTF8.self), try JSONSerialization.jsonObject(with: data))
  }

  @Test(arguments: fixtures)
  func theOrderOfKeysAndTheBlanksOfJSONChangeNothing(path: String) throws {
    let (text, template) = try fixture(path)
    let sorted = try JSONSerialization.data(withJSONObject: template, options: .sortedKeys)
    let expected = try findings(in: text)
    #expect(path.contains("accounts") || !expected.isEmpty)
    #expect(try findings(in: String(decoding: sorted, as: UTF8.self)) == expected)
  }

  @Test(arguments: fixtures)
  func YAMLGetsTheVerdictsOfJSON(path: String) throws {
    let (text, template) = try fixture(path)
    #expect(try findings(in: TemplateWriter().yaml(template)) == findings(in: text))
  }

  @Test(arguments: fixtures)
  func theOrderOfKeysAndCommentsInYAMLChangeNothing(path: String) throws {
    let (text, template) = try fixture(path)
    let writer = TemplateWriter(reversesKeys: true, comments: true)
    #expect(try findings(in: writer.yaml(template)) == findings(in: text))
  }

  @Test(arguments: fixtures)
  func shortFormsOfIntrinsicFunctionsMeanTheLongOnes(path: String) throws {
    let (text, template) = try fixture(path)
    let yaml = TemplateWriter(shortForms: true).yaml(template)
    #expect(yaml.contains("!Ref") && yaml.contains("!GetAtt"))
    #expect(try findings(in: yaml) == findings(in: text))
  }

  /// The resources of a stack that is nested have other addresses, so that fingerprints differ.
  @Test(arguments: fixtures)
  func aTemplateThatIsNestedGetsTheVerdictsOfOne(path: String) throws {
    let (text, template) = try fixture(path)
    let split = try TemplateSplit(of: template, nesting: true)
    #expect(split.inner.contains("AWS::SageMaker::MonitoringSchedule"))
    #expect(split.inner.contains("\"Use"))
    #expect(
      try verdicts(["inner.template": split.inner, "outer.template": split.outer])
        == verdicts(["stack.template": text])
    )
  }

  @Test(arguments: fixtures)
  func whatIsImportedGetsTheVerdictsOfWhatIsThere(path: String) throws {
    let (text, template) = try fixture(path)
    let split = try TemplateSplit(of: template, nesting: false)
    #expect(split.inner.contains("Fn::ImportValue"))
    let files = ["a.template": split.inner, "b.template": split.outer]
    let renamed = ["b.template": split.inner, "a.template": split.outer]
    let expected = try verdicts(["stack.template": text])
    #expect(try verdicts(files) == expected)
    #expect(try verdicts(renamed) == expected)
  }

  private func verdicts(_ files: [String: String]) throws -> [String] {
    let scratch = try Scratch(files)
    let report = try Reported(try lintel("check . --format json", in: scratch.folder))
    #expect(report.complete, "\(report.diagnostics)")
    return report.verdicts
  }

  @Test(arguments: fixtures)
  func aParameterMeansTheValueThatItIsGiven(path: String) throws {
    let (text, template) = try fixture(path)
    let whole = try #require(template as? [String: Any])
    let parameters = try #require(whole["Parameters"] as? [String: [String: Any]])
    let values = parameters.compactMapValues { $0["Default"].map { "\($0)" } }
    #expect(!values.isEmpty)
    var inlined = try #require(inlining(values, in: whole) as? [String: Any])
    inlined["Parameters"] = nil
    let given = values.sorted { $0.key < $1.key }.map { "--parameter \($0.key)=\($0.value)" }
    let scratch = try Scratch([
      "given.template": text, "written/given.template": TemplateWriter().yaml(inlined),
    ])
    let one = try Reported(
      try lintel(
        "check given.template --format json \(given.joined(separator: " "))",
        in: scratch.folder
      )
    )
    let other = try Reported(
      try lintel("check written/given.template --format json", in: scratch.folder)
    )
    #expect(one.verdicts == other.verdicts)
  }

  /// A template in which references to parameters are their values.
  private func inlining(_ values: [String: String], in value: Any) -> Any {
    if let list = value as? [Any] { return list.map { inlining(values, in: $0) } }
    guard let object = value as? [String: Any] else { return value }
    if let name = object["Ref"] as? String, let value = values[name] { return value }
    if let text = object["Fn::Sub"] as? String {
      return ["Fn::Sub": values.reduce(text) { $0.replacing("${\($1.key)}", with: $1.value) }]
    }
    return object.mapValues { inlining(values, in: $0) }
  }

  @Test(arguments: ["accounts", "encryption", "exposure", "network", "privilege"])
  func theOrderOfFilesChangesNothing(estate: String) throws {
    let folder = "fixtures/ml-platform-broken-\(estate)"
    let names = [
      "data.yaml", "organization.yaml", "platform.yaml", "security.yaml", "serving.json",
    ]
    let paths = names.map { "\(folder)/\($0)" }
    let one = try lintel("check --format json \(paths.joined(separator: " "))", in: repository)
    let reversed = paths.reversed().joined(separator: " ")
    let other = try lintel("check --format json \(reversed)", in: repository)
    #expect(one.output == other.output)
  }

  @Test func everyIntrinsicFunctionMeansTheSameInBothForms() throws {
    let template = try JSONSerialization.jsonObject(with: Data(Self.functions.utf8))
    let long = try findings(in: Self.functions)
    // One notebook for each function, with direct internet access in some world or in all.
    let policy = "violation notebook-direct-internet-access-disabled"
    #expect(long.count { $0.hasPrefix(policy) } == 8)
    #expect(try findings(in: TemplateWriter(shortForms: true).yaml(template)) == long)
  }

  /// Notebooks whose access to the internet is told by one function each.
  private static let functions = """
    {
      "Parameters": {
        "Access": {"Type": "String", "Default": "Enabled"},
        "Stage": {"Type": "String", "AllowedValues": ["dev", "prod"]}
      },
      "Mappings": {"Stages": {"dev": {"Access": "Enabled"}, "prod": {"Access": "Disabled"}}},
      "Conditions": {
        "IsDev": {"Fn::Equals": [{"Ref": "Stage"}, "dev"]},
        "IsOpen": {"Fn::And": [
          {"Condition": "IsDev"},
          {"Fn::Not": [{"Fn::Equals": [{"Ref": "Access"}, "Disabled"]}]},
          {"Fn::Or": [{"Condition": "IsDev"}, {"Fn::Equals": [{"Ref": "Access"}, "Enabled"]}]}
        ]}
      },
      "Resources": {
        "ByRef": {"Type": "AWS::SageMaker::NotebookInstance",
          "Properties": {"DirectInternetAccess": {"Ref": "Access"}}},
        "BySub": {"Type": "AWS::SageMaker::NotebookInstance",
          "Properties": {"DirectInternetAccess": {"Fn::Sub": "${Access}"}}},
        "BySubWithValues": {"Type": "AWS::SageMaker::NotebookInstance",
          "Properties": {"DirectInternetAccess": {"Fn::Sub": ["${A}d", {"A": "Enable"}]}}},
        "ByJoin": {"Type": "AWS::SageMaker::NotebookInstance",
          "Properties": {"DirectInternetAccess": {"Fn::Join": ["", ["En", "abled"]]}}},
        "BySelect": {"Type": "AWS::SageMaker::NotebookInstance",
          "Properties": {"DirectInternetAccess": {"Fn::Select": [1, ["Disabled", "Enabled"]]}}},
        "BySplit": {"Type": "AWS::SageMaker::NotebookInstance",
          "Properties": {"DirectInternetAccess":
            {"Fn::Select": ["1", {"Fn::Split": [",", "Disabled,Enabled"]}]}}},
        "ByIf": {"Type": "AWS::SageMaker::NotebookInstance",
          "Properties": {"DirectInternetAccess":
            {"Fn::If": ["IsOpen", {"Ref": "Access"}, "Disabled"]}}},
        "ByMap": {"Type": "AWS::SageMaker::NotebookInstance",
          "Properties": {"DirectInternetAccess":
            {"Fn::FindInMap": ["Stages", {"Ref": "Stage"}, "Access"]}}}
      }
    }
    """
}
