import Change
import Testing

/// What fixes write in the layouts that people write: the expected text, byte for byte.
@Suite struct LayoutTests {
  /// A text with `«` and `»` around what is written, and before that what was there.
  struct Layout: CustomTestStringConvertible, Sendable {
    let name: String
    let before: String
    let after: String
    var path = "template.yaml"

    var testDescription: String { name }
  }

  private static let key = "AWS::KMS::Key"

  static let replacements = [
    Layout(
      name: "plain, with a comment",
      before:
        "Resources:\n  A:\n    Type: \(key)\n    Properties:\n      EnableKeyRotation:   false  # later\n",
      after:
        "Resources:\n  A:\n    Type: \(key)\n    Properties:\n      EnableKeyRotation:   true  # later\n"
    ),
    Layout(
      name: "single quotes stay",
      before: "Resources: {A: {Type: \(key), Properties: {EnableKeyRotation: 'false'}}}\n",
      after: "Resources: {A: {Type: \(key), Properties: {EnableKeyRotation: 'true'}}}\n"
    ),
    Layout(
      name: "double quotes stay",
      before: "Resources: {A: {Type: \(key), Properties: {EnableKeyRotation: \"false\"}}}",
      after: "Resources: {A: {Type: \(key), Properties: {EnableKeyRotation: \"true\"}}}"
    ),
    Layout(
      name: "a folded scalar becomes a plain one",
      before:
        "Resources:\n  A:\n    Type: \(key)\n    Properties:\n      EnableKeyRotation: >-\n        false\n      Enabled: true\n",
      after:
        "Resources:\n  A:\n    Type: \(key)\n    Properties:\n      EnableKeyRotation: true\n      Enabled: true\n"
    ),
    Layout(
      name: "a tag of YAML's own and an anchor that nobody uses stay",
      before: "Resources: {A: {Type: \(key), Properties: {EnableKeyRotation: !!bool &off false}}}",
      after: "Resources: {A: {Type: \(key), Properties: {EnableKeyRotation: !!bool &off true}}}"
    ),
    Layout(
      name: "a byte order mark and CR LF stay",
      before:
        "\u{FEFF}Resources:\r\n  A:\r\n    Type: \(key)\r\n    Properties:\r\n      EnableKeyRotation: no\r\n",
      after:
        "\u{FEFF}Resources:\r\n  A:\r\n    Type: \(key)\r\n    Properties:\r\n      EnableKeyRotation: true\r\n"
    ),
    Layout(
      name: "JSON with tabs",
      before:
        "{\"Resources\": {\n\t\"A\": {\n\t\t\"Type\": \"\(key)\",\n\t\t\"Properties\": {\n\t\t\t\"EnableKeyRotation\": false\n\t\t}\n\t}\n}}",
      after:
        "{\"Resources\": {\n\t\"A\": {\n\t\t\"Type\": \"\(key)\",\n\t\t\"Properties\": {\n\t\t\t\"EnableKeyRotation\": true\n\t\t}\n\t}\n}}",
      path: "template.json"
    ),
  ]

  static let insertions = [
    Layout(
      name: "no properties",
      before: "Resources:\n  A:\n    Type: \(key)\n",
      after: "Resources:\n  A:\n    Type: \(key)\n    Properties:\n      EnableKeyRotation: true\n"
    ),
    Layout(
      name: "no properties, and a last line without a line break",
      before: "Resources:\n    A:\n        Type: \(key)",
      after:
        "Resources:\n    A:\n        Type: \(key)\n        Properties:\n            EnableKeyRotation: true"
    ),
    Layout(
      name: "no properties, CR LF",
      before: "Resources:\r\n  A:\r\n    Type: \(key)\r\n  B:\r\n    Type: AWS::S3::Thing\r\n",
      after:
        "Resources:\r\n  A:\r\n    Type: \(key)\r\n    Properties:\r\n      EnableKeyRotation: true\r\n  B:\r\n    Type: AWS::S3::Thing\r\n"
    ),
    Layout(
      name: "a comment behind the last entry",
      before: "Resources:\n  A:\n    Type: \(key)   # ours\n    # of the team\n\nOutputs: {}\n",
      after:
        "Resources:\n  A:\n    Type: \(key)   # ours\n    Properties:\n      EnableKeyRotation: true\n    # of the team\n\nOutputs: {}\n"
    ),
    Layout(
      name: "empty properties, with a comment",
      before:
        "Resources:\n  A:\n    Type: \(key)\n    Properties:   # none yet\n  B: {Type: AWS::S3::Thing}\n",
      after:
        "Resources:\n  A:\n    Type: \(key)\n    Properties:   # none yet\n      EnableKeyRotation: true\n  B: {Type: AWS::S3::Thing}\n"
    ),
    Layout(
      name: "properties that are null",
      before: "Resources:\n  A:\n    Type: \(key)\n    Properties: null\n",
      after: "Resources:\n  A:\n    Type: \(key)\n    Properties:\n      EnableKeyRotation: true\n"
    ),
    Layout(
      name: "an empty flow mapping",
      before: "Resources:\n  A:\n    Type: \(key)\n    Properties: {}  # none\n",
      after:
        "Resources:\n  A:\n    Type: \(key)\n    Properties: {EnableKeyRotation: true}  # none\n"
    ),
    Layout(
      name: "a flow mapping on one line",
      before: "Resources: {A: {Type: \(key), Properties: {Enabled: true}}}",
      after: "Resources: {A: {Type: \(key), Properties: {Enabled: true, EnableKeyRotation: true}}}"
    ),
    Layout(
      name: "a flow mapping with a comma at its end",
      before: "Resources: {A: {Type: \(key), Properties: {Enabled: true , } } }",
      after:
        "Resources: {A: {Type: \(key), Properties: {Enabled: true, EnableKeyRotation: true , } } }"
    ),
    Layout(
      name: "a flow mapping of several lines with a comment",
      before:
        "Resources:\n  A:\n    Type: \(key)\n    Properties: {\n      Enabled: true   # on\n    }\n",
      after:
        "Resources:\n  A:\n    Type: \(key)\n    Properties: {\n      Enabled: true,   # on\n      EnableKeyRotation: true\n    }\n"
    ),
    Layout(
      name: "behind a literal block",
      before:
        "Resources:\n  A:\n    Type: \(key)\n    Properties:\n      Description: |\n        a key\n\n          # no comment\n\n  B: {Type: AWS::S3::Thing}\n",
      after:
        "Resources:\n  A:\n    Type: \(key)\n    Properties:\n      Description: |\n        a key\n\n          # no comment\n      EnableKeyRotation: true\n\n  B: {Type: AWS::S3::Thing}\n"
    ),
    Layout(
      name: "behind a list at the indentation of its key",
      before:
        "Resources:\n  A:\n    Type: \(key)\n    Properties:\n      Tags:\n      - Key: a\n        Value: b\n",
      after:
        "Resources:\n  A:\n    Type: \(key)\n    Properties:\n      Tags:\n      - Key: a\n        Value: b\n      EnableKeyRotation: true\n"
    ),
    Layout(
      name: "behind text of several lines",
      before:
        "Resources:\n  A:\n    Type: \(key)\n    Properties:\n      Description: a key\n        of ours\n",
      after:
        "Resources:\n  A:\n    Type: \(key)\n    Properties:\n      Description: a key\n        of ours\n      EnableKeyRotation: true\n"
    ),
    Layout(
      name: "behind an empty value",
      before:
        "Resources:\n  A:\n    Type: \(key)\n    Properties:\n      Description:\n  B: {Type: AWS::S3::Thing}\n",
      after:
        "Resources:\n  A:\n    Type: \(key)\n    Properties:\n      Description:\n      EnableKeyRotation: true\n  B: {Type: AWS::S3::Thing}\n"
    ),
    Layout(
      name: "JSON on one line without blanks",
      before: "{\"Resources\":{\"A\":{\"Type\":\"\(key)\",\"Properties\":{\"Enabled\":true}}}}",
      after:
        "{\"Resources\":{\"A\":{\"Type\":\"\(key)\",\"Properties\":{\"Enabled\":true,\"EnableKeyRotation\":true}}}}",
      path: "template.json"
    ),
    Layout(
      name: "JSON of several lines without properties",
      before:
        "{\n    \"Resources\": {\n        \"A\": {\n            \"Type\": \"\(key)\"\n        }\n    }\n}\n",
      after:
        "{\n    \"Resources\": {\n        \"A\": {\n            \"Type\": \"\(key)\",\n            \"Properties\": {\n                \"EnableKeyRotation\": true\n            }\n        }\n    }\n}\n",
      path: "template.json"
    ),
    Layout(
      name: "JSON with empty properties",
      before: "{\"Resources\": {\"A\": {\"Type\": \"\(key)\", \"Properties\": {}}}}",
      after:
        "{\"Resources\": {\"A\": {\"Type\": \"\(key)\", \"Properties\": {\"EnableKeyRotation\": true}}}}",
      path: "template.json"
    ),
    Layout(
      name: "JSON with tabs and CR LF",
      before:
        "{\r\n\t\"Resources\": {\r\n\t\t\"A\": {\r\n\t\t\t\"Type\": \"\(key)\"\r\n\t\t}\r\n\t}\r\n}",
      after:
        "{\r\n\t\"Resources\": {\r\n\t\t\"A\": {\r\n\t\t\t\"Type\": \"\(key)\",\r\n\t\t\t\"Properties\": {\r\n\t\t\t\t\"EnableKeyRotation\": true\r\n\t\t\t}\r\n\t\t}\r\n\t}\r\n}",
      path: "template.json"
    ),
    Layout(
      name: "a description",
      before:
        "lintel: platform/v1\naccounts:\n  ml:\n    keys:\n      data: {enabled: true}\n      logs:\n",
      after:
        "lintel: platform/v1\naccounts:\n  ml:\n    keys:\n      data: {enabled: true, enableKeyRotation: true}\n      logs:\n        enableKeyRotation: true\n",
      path: "platform.yaml"
    ),
    Layout(
      name: "two entries at one place, one after the other",
      before:
        "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      PublicAccessBlockConfiguration:\n        BlockPublicAcls: true\n        BlockPublicPolicy: true\n",
      after:
        "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      PublicAccessBlockConfiguration:\n        BlockPublicAcls: true\n        BlockPublicPolicy: true\n        IgnorePublicAcls: true\n        RestrictPublicBuckets: true\n"
    ),
  ]

  @Test(arguments: replacements)
  func aScalarIsReplacedWhereItStands(_ layout: Layout) {
    expectFixed(layout)
  }

  @Test(arguments: insertions)
  func whatIsMissingIsWrittenBehindTheLastEntry(_ layout: Layout) {
    expectFixed(layout)
  }

  private func expectFixed(_ layout: Layout) {
    let fixed = Fixed(layout.before, path: layout.path)
    #expect(fixed.text == layout.after, "\(fixed.obstacles)")
    let again = Fixed(fixed.text, path: layout.path)
    #expect(again.outcome.changes.isEmpty, "a second run changes nothing")
  }
}
