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
