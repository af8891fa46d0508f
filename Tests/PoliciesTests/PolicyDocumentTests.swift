import Findings
import Testing

/// Policies that are not well formed: one clear diagnostic, at the place of the mistake.
@Suite struct PolicyDocumentTests {
  static let template = """
    Resources:
      Data: {Type: AWS::S3::Bucket, Properties: {BucketName: data}}
    """

  static let sound = policy("assert: has(props.BucketName)")

  /// The diagnostics of a policy, which judges nothing.
  func diagnostics(_ text: String) -> [String] {
    let judged = Judged(text, on: Self.template)
    #expect(judged.findings.isEmpty)
    #expect(judged.report.summary.satisfied == 0)
    #expect(!judged.report.isComplete)
    #expect(judged.report.diagnostics.allSatisfy { $0.level == .error })
    return judged.diagnostics
  }

  @Test func aSoundPolicyHasNone() {
    let judged = Judged(Self.sound, on: Self.template)
    #expect(judged.diagnostics == [])
    #expect(judged.report.isComplete)
    #expect(judged.report.summary.satisfied == 1)
  }

  @Test(
    arguments: [
      // The document.
      (
        "severity: high", "severty: high",
        [
          "invalid-policy at 'severty': 'severty' is not a key of a policy; did you mean 'severity'?"
        ]
      ),
      (
        "severity: high", "severity: hgih",
        ["invalid-policy at 'hgih': severity 'hgih' does not exist; did you mean 'high'?"]
      ),
      (
        "severity: high", "severity: terrible",
        [
          "invalid-policy at 'terrible': severity 'terrible' does not exist; "
            + "one of info, low, medium, high, critical"
        ]
      ),
      (
        "severity: high", "severity: [high]",
        ["invalid-policy at '[high]': 'severity' is not a text"]
      ),
      ("id: custom-policy", "id: ''", ["invalid-policy at '''': 'id' is empty"]),
      (
        "id: custom-policy", "id: Custom_Policy",
        [
          "invalid-policy at 'Custom_Policy': id 'Custom_Policy' is not in lower case with hyphens; "
            + "name the requirement, such as 'notebook-in-customer-vpc'"
        ]
      ),
      (
        "lintel: policy/v1", "lintel: policy/v2",
        [
          "invalid-policy at 'policy/v2': policy language 'policy/v2' is not known; "
            + "write 'lintel: policy/v1'"
        ]
      ),
      (
        "rationale: It matters.", "tags: [a, {b: c}]\nrationale: It matters.",
        ["invalid-policy at '{b: c}': a text was expected here"]
      ),
      (
        "rationale: It matters.", "tags: a\nrationale: It matters.",
        ["invalid-policy at 'a': a list of texts was expected here"]
      ),
      (
        "rationale: It matters.", "controls: [a]\nrationale: It matters.",
        ["invalid-policy at '[a]': 'controls' is not a mapping"]
      ),
      (
        "rationale: It matters.", "params: {p: {type: int}}\nrationale: It matters.",
        ["invalid-policy at 'p': parameter 'p' has no default"]
      ),
      (
        "rationale: It matters.", "params: {p: 3}\nrationale: It matters.",
        ["invalid-policy at '3': parameter 'p' is not a mapping"]
      ),
      (
        "rationale: It matters.",
        "params: {p: {type: int, default: {a: b}}}\nrationale: It matters.",
        [
          "invalid-policy at '{a: b}': a text, a number, true, false or a list of these was expected here"
        ]
      ),
      (
        "rationale: It matters.",
        "params: {p: {type: lst(string), default: []}}\nrationale: It matters.",
        [
          "invalid-policy at 'lst(string)': type 'lst(string)' does not exist; "
            + "did you mean 'list(string)'?"
        ]
      ),
      (
        "rationale: It matters.", "params: {p: {type: int, default: many}}\nrationale: It matters.",
        ["invalid-policy at 'many': the default of parameter 'p' is no int"]
      ),
      (
        "rationale: It matters.",
        "params: {p: {type: list(int), default: [1, a]}}\nrationale: It matters.",
        ["invalid-policy at '[1, a]': the default of parameter 'p' is no list(int)"]
      ),
      // The rule.
      (
        "assert:", "asert:",
        [
          "invalid-policy at 'asert': 'asert' is not a key of a rule; did you mean 'assert'?"
        ]
      ),
      (
        "assert: has(props.BucketName)", "help: Mend it.",
        ["invalid-policy at 'match': 'assert' is missing"]
      ),
      (
        "{types: [AWS::S3::Bucket]}", "{type: [AWS::S3::Bucket]}",
        [
          "invalid-policy at 'type': 'type' is not a key of 'match'; did you mean 'types'?"
        ]
      ),
      (
        "{types: [AWS::S3::Bucket]}", "{types: []}",
        ["invalid-policy at '{types: []}': 'types' is empty"]
      ),
      (
        "{types: [AWS::S3::Bucket]}", "{types: [AWS::S3::Buckt]}",
        [
          "invalid-policy at 'AWS::S3::Buckt': resource type 'AWS::S3::Buckt' is not known; "
            + "did you mean 'AWS::S3::Bucket'?"
        ]
      ),
      (
        "match: {types: [AWS::S3::Bucket]}", "match: AWS::S3::Bucket",
        ["invalid-policy at 'AWS::S3::Bucket': 'match' is not a mapping"]
      ),
      // Expressions.
      (
        "has(props.BucketName)", "!has(props.BucketName)",
        [
          "invalid-policy at '!has(props.BucketName)': "
            + "YAML reads '!has(props.BucketName)' as a tag, not as part of the expression; "
            + "put it in a block: '>-' and the expression on the next line"
        ]
      ),
      (
        "has(props.BucketName)", "[a]",
        [
          "invalid-policy at '[a]': an expression is not a text; "
            + "put it in a block: '>-' and the expression on the next line"
        ]
      ),
      (
        "assert: has(props.BucketName)", "assert: true\n    forEach: {vr: x, in: \"[]\"}",
        [
          "invalid-policy at 'vr': 'vr' is not a key of 'forEach'; did you mean 'var'?"
        ]
      ),
      (
        "assert: has(props.BucketName)", "assert: true\n    forEach: {var: x}",
        ["invalid-policy at 'var': 'in' is missing"]
      ),
      (
        "assert: has(props.BucketName)", "assert: true\n    let: {a-b: \"1\"}",
        ["invalid-policy at 'a-b': 'a-b' cannot be a name in an expression"]
      ),
      (
        "assert: has(props.BucketName)", "assert: true\n    let: {props: \"1\"}",
        ["invalid-policy at 'props': 'props' has a meaning already"]
      ),
      (
        "assert: has(props.BucketName)",
        "assert: true\n    let: {a: \"1\", b: \"2\"}\n    forEach: {var: a, in: \"[]\"}",
        ["invalid-policy at 'a': 'a' has a meaning already"]
      ),
    ] as [(String, String, [String])]
  )
  func aMistakeIsReportedWhereItIs(part: String, mistake: String, expected: [String]) {
    let text = Self.sound.replacing(part, with: mistake)
    #expect(text != Self.sound)
    #expect(diagnostics(text) == expected)
  }

  @Test(
    arguments: [
      "has(props.BucketName", "1 +", "''", "1 2", "a.b.c", "props.", "has(1)", "x.all(y)",
    ]
  )
  func anExpressionThatIsNotOneIsReported(expression: String) {
    let found = diagnostics(policy("assert: \(expression)"))
    #expect(found.count == 1)
    #expect(found[0].hasPrefix("invalid-policy at "))
  }

  /// The very token, in plain, quoted and folded scalars.
  @Test(
    arguments: [
      ("assert: has(props.BucketName) && foo(1)", "foo"),
      ("assert: 'has(props.BucketName) && foo(1)'", "foo"),
      ("assert: \"has(props.BucketName) && foo(1)\"", "foo"),
      ("assert: has(props.BucketName) && bar.x", "bar"),
      ("assert: net.subnets(resource, 1).size() > 0", "net.subnets"),
      ("assert: true\nmessage: 'a {foo(1)} b'", "foo"),
      ("assert: true\nmessage: 'a {props.x b'", "{"),
      ("assert: true\nwhen: foo(1)", "foo"),
      ("assert: true\nat: foo(1)", "foo"),
      ("assert: true\nlet: {x: foo(1)}", "foo"),
      ("assert: true\nlet: {x: y, y: '1'}", "y"),
      ("assert: true\nforEach: {var: x, in: foo(1)}", "foo"),
      ("assert: >-\n  has(props.BucketName) &&\n  foo(1)", "foo"),
      ("assert: \"has(props.BucketName) && 'a\\u0062' == foo(1)\"", "foo"),
    ]
  )
  func anErrorInAnExpressionHasItsExactPlace(rule: String, place: String) {
    let judged = Judged(policy(rule), on: Self.template)
    #expect(judged.diagnostics.count == 1, "\(judged.diagnostics)")
    guard let span = judged.report.diagnostics.first?.span else { return }
    #expect(judged.report.diagnostics[0].code == "invalid-policy")
    #expect(judged.text(span).trimmingTrail == place.trimmingTrail, "\(judged.diagnostics)")
  }

  @Test func anUnknownFunctionIsSuggested() {
    let found = diagnostics(policy("assert: iam.statments(resource).size() == 0"))
    #expect(found.count == 1)
    #expect(found.first?.contains("did you mean 'iam.statements'?") == true, "\(found)")
  }

  @Test(
    arguments: [
      ("", "a policy is a mapping"), ("# nothing", "a policy is a mapping"),
      ("[a, b]", "a policy is a mapping"), ("text", "a policy is a mapping"),
      ("id: a\n", "this document is no policy"), ("id: a\nrules: []", "'lintel' is missing"),
    ]
  )
  func aDocumentThatIsNoPolicyIsReported(text: String, message: String) {
    let found = diagnostics(text)
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  @Test func aDocumentThatCannotBeParsedIsReported() {
    #expect(diagnostics("a: [b").count == 1)
  }

  @Test func aRepeatedKeyIsReported() {
    let text = Self.sound.replacing("severity: high", with: "severity: high\nseverity: low")
    let judged = Judged(text, on: Self.template)
    #expect(judged.report.diagnostics.map(\.code) == ["duplicate-key"])
  }

  @Test func twoPoliciesOfOneNameAreReported() {
    let judged = Judged([Self.sound, Self.sound], on: [("template.yaml", Self.template)])
    #expect(
      judged.diagnostics == [
        "invalid-policy at 'custom-policy': another policy has the id 'custom-policy'"
      ]
    )
    #expect(judged.report.diagnostics.first?.related.count == 1)
    #expect(!judged.report.isComplete)
    #expect(judged.report.policies.count == 1)
  }

  /// One policy in error does not keep the others from judging.
  @Test func aSoundPolicyBesideADefectiveOneJudges() {
    let broken = policy(id: "broken", "assert: foo(1)")
    let judged = Judged([broken, Self.sound], on: [("template.yaml", Self.template)])
    #expect(judged.report.summary.satisfied == 1)
    #expect(judged.report.diagnostics.count == 1)
  }
}

extension String {
  fileprivate var trimmingTrail: Substring {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
