import Findings
import Linting
import SourceText
import Testing

/// What AWS would refuse of a policy document is said at the token, in templates as in descriptions.
struct PolicyGrammarTests {
  /// The diagnostics of a bucket policy in a template: `token · message · help`.
  private func diagnostics(
    of document: String,
    in type: String = "AWS::S3::BucketPolicy",
    _ property: String = "PolicyDocument"
  ) -> [String] {
    let text = """
      Resources:
        P:
          Type: \(type)
          Properties:
            \(property): \(document)
      """
    let file = SourceFile(path: "template.yaml", bytes: Array(text.utf8))
    return lint([file], LintOptions()).diagnostics.map { diagnostic in
      let token = diagnostic.span.map { span in
        String(decoding: file.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
      }
      return "\(token ?? "-") · \(diagnostic.message) · \(diagnostic.help ?? "")"
    }
  }

  private func statement(_ entries: String) -> String { "{Statement: [{\(entries)}]}" }

  private let rest = "Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*'"

  @Test func whatIsRightHasNothingToSay() {
    let document = """
      {Version: 2012-10-17, Id: p, Statement: [{Sid: a, Effect: Allow, \
      Principal: {AWS: ["*", "111122223333", "arn:aws:iam::111122223333:role/r"], \
      Service: s3.amazonaws.com, Federated: a, CanonicalUser: b}, NotAction: "*", \
      NotResource: ["*", "arn:aws:s3:::b"], Condition: {"ForAnyValue:StringLikeIfExists": {a: b}, \
      Null: {a: "true"}, NumericLessThanEquals: {a: 1}, IpAddress: {a: 10.0.0.0/8}}}]}
      """
    #expect(diagnostics(of: document) == [])
  }

  @Test(arguments: [
    (
      "Statment", "{Statment: []}", "'Statment' is no key of a policy document",
      "did you mean 'Statement'?"
    ),
    (
      "2021-10-17", "{Version: '2021-10-17', Statement: []}",
      "'2021-10-17' is not a version of the policy language", "write 2012-10-17"
    ),
  ])
  func documentsHaveThreeKeys(token: String, document: String, fact: String, help: String) throws {
    let found = diagnostics(of: document)
    #expect(found.count == 1 && found[0].contains(token))
    #expect(found[0].hasSuffix(" · \(fact) · \(help)"))
  }

  @Test(arguments: [
    ("Efect: Deny", "Efect", "'Efect' is no key of a statement · did you mean 'Effect'?"),
    ("effect: Deny", "effect", "'effect' is no key of a statement · did you mean 'Effect'?"),
    (
      "Effect: Deny, Resourc: '*'", "Resourc",
      "'Resourc' is no key of a statement · did you mean 'Resource'?"
    ),
    ("Effect: deny", "deny", "'deny' is not an effect · did you mean 'Deny'?"),
    (
      "Effect: Deny, Condition: {Nul: {a: b}}", "Nul",
      "'Nul' is not a condition operator · did you mean 'Null'?"
    ),
    (
      "Effect: Deny, Condition: {Boolean: {a: b}}", "Boolean",
      "'Boolean' is not a condition operator · did you mean 'Bool'?"
    ),
    (
      "Effect: Deny, Condition: {StringLik: {a: b}}", "StringLik",
      "'StringLik' is not a condition operator · did you mean 'StringLike'?"
    ),
    (
      "Effect: Deny, Condition: {NullIfExists: {a: b}}", "NullIfExists",
      "'NullIfExists' is not a condition operator · did you mean 'Null'?"
    ),
    (
      "Effect: Deny, Action: GetObject", "GetObject",
      "'GetObject' is not an action · actions have their service before them, such as s3:GetObject"
    ),
    (
      "Effect: Deny, NotPrincipal: {Aws: '*'}", "Aws",
      "'Aws' is not a type of principals · did you mean 'AWS'?"
    ),
    (
      "Effect: Deny, NotPrincipal: {AWS: trainer}", "trainer",
      "'trainer' is neither the ARN of a principal nor an account id · write an ARN, or an account id of 12 digits"
    ),
    (
      "Effect: Deny, NotPrincipal: {AWS: sagemaker.amazonaws.com}", "sagemaker.amazonaws.com",
      "'sagemaker.amazonaws.com' is neither the ARN of a principal nor an account id · services stand under 'Service'"
    ),
    (
      "Effect: Deny, NotPrincipal: {AWS: 'arn:aws:s3:::b'}", "'arn:aws:s3:::b'",
      "'arn:aws:s3:::b' is neither the ARN of a principal nor an account id · write an ARN, or an account id of 12 digits"
    ),
    (
      "Effect: Deny, NotPrincipal: {AWS: 'arn:aws:iam::111122223333:role/*'}",
      "'arn:aws:iam::111122223333:role/*'",
      "'arn:aws:iam::111122223333:role/*' names no principal: a wildcard in an ARN is not one here · name them one by one, or write 'aws:PrincipalArn' under 'Condition'"
    ),
    (
      "Effect: Deny, NotPrincipal: {Service: sagemaker}", "sagemaker",
      "'sagemaker' is not the name of a service · write 'sagemaker.amazonaws.com'"
    ),
    (
      "Effect: Deny, NotPrincipal: somebody", "somebody",
      "'NotPrincipal' takes '*' or a mapping · write {AWS: somebody} or {Service: somebody}"
    ),
    (
      "Effect: Deny, NotResource: bucket", "bucket",
      "'bucket' is not an ARN · write its ARN, such as arn:aws:s3:::bucket, or '*'"
    ),
  ])
  func aSlipOfAStatementIsSaidAtItsToken(entries: String, token: String, fact: String) {
    var all = entries
    for (key, value) in [("Action", "'s3:Get'"), ("Resource", "'*'"), ("Principal", "'*'")]
    where !entries.contains("\(key):") && !(key == "Resource" && entries.contains("Resourc:")) {
      all += ", \(key): \(value)"
    }
    let found = diagnostics(of: statement(all))
    #expect(found == ["\(token) · \(fact)"])
  }

  @Test func aStatementHasAnEffectAndAnAction() {
    let found = diagnostics(of: statement("Principal: '*', Resource: '*'"))
    #expect(
      found.map { $0.split(separator: " · ")[1] } == [
        "a statement has no 'Action'", "a statement has no 'Effect'",
      ]
    )
  }

  @Test func policiesOfTagsHaveAnotherGrammar() {
    let text = "{tags: {a: {tag_key: {'@@assign': a}}}}, Type: TAG_POLICY, Name: n"
    #expect(
      diagnostics(
        of: text.replacing("}, Type", with: "}\n      Type").replacing(
          ", Name",
          with: "\n      Name"
        ),
        in: "AWS::Organizations::Policy",
        "Content"
      ) == []
    )
  }

  @Test func aStatementThatCannotBeReadIsNoVerdict() {
    func verdicts(_ key: String) -> Set<String> {
      let text = """
        Resources:
          B: {Type: AWS::S3::Bucket, Properties: {BucketName: b}}
          P:
            Type: AWS::S3::BucketPolicy
            Properties:
              Bucket: !Ref B
              PolicyDocument:
                Statement:
                  - \(key): Deny
                    Principal: "*"
                    Action: s3:*
                    Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]
                    Condition: {Bool: {aws:SecureTransport: "false"}}
        """
      var options = LintOptions()
      options.policies = Repository.policies.filter {
        $0.source.path.hasSuffix("bucket-policy-tls-only.yaml")
      }
      let file = SourceFile(path: "template.yaml", bytes: Array(text.utf8))
      return Set(lint([file], options).findings.map(\.verdict.rawValue))
    }
    #expect(verdicts("Effect") == [])
    #expect(verdicts("Efect") == ["undetermined"])
  }
}
