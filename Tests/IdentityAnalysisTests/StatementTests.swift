import Findings
import IdentityAnalysis
import Infrastructure
import TemplateEstates
import Testing
import Values

/// Statements in one form, however a document writes them.
@Suite struct StatementTests {
  /// One field of the only statement.
  func field(_ name: String, _ statement: String, in world: [String: String] = [:]) -> String? {
    let statements = Statements(statement: statement)
    let (values, context) = statements.list(in: world)
    guard values.count == 1, values[0].kind == .map,
      let value = context.heap.lookup(name, in: values[0])
    else { return nil }
    return statements.template.outline(value, in: context.heap)
  }

  @Test(
    arguments: [
      ("actions", "{Action: 's3:*'}", "['s3:*']"),
      ("actions", "{Action: ['s3:*', 'a:b']}", "['s3:*', 'a:b']"),
      ("actions", "{Effect: Allow}", "[]"),
      ("notActions", "{NotAction: 's3:*'}", "['s3:*']"),
      ("resources", "{Resource: '*'}", "['*']"),
      ("notResources", "{NotResource: ['*']}", "['*']"),
      ("effect", "{Effect: Deny}", "'Deny'"),
      ("effect", "{Action: x}", "?invalid-value"),
      ("sid", "{Sid: s}", "'s'"),
      ("principals", "{Principal: '*'}", "[{type: '*', value: '*'}]"),
      ("principals", "{Principal: {AWS: '*'}}", "[{type: 'AWS', value: '*'}]"),
      (
        "principals", "{Principal: {AWS: [a, b], Service: c}}",
        "[{type: 'AWS', value: 'a'}, {type: 'AWS', value: 'b'}, {type: 'Service', value: 'c'}]"
      ),
      ("principals", "{Effect: Allow}", "[]"),
      ("notPrincipals", "{NotPrincipal: {AWS: a}}", "[{type: 'AWS', value: 'a'}]"),
      (
        "conditions", "{Condition: {Bool: {aws:SecureTransport: false}}}",
        "[{operator: 'Bool', key: 'aws:SecureTransport', values: ['false']}]"
      ),
      (
        "conditions", "{Condition: {NumericLessThan: {s3:max-keys: 10}}}",
        "[{operator: 'NumericLessThan', key: 's3:max-keys', values: ['10']}]"
      ),
      (
        "conditions", "{Condition: {StringEquals: {a: b, c: [d, e]}, Null: {f: 'true'}}}",
        "[{operator: 'StringEquals', key: 'a', values: ['b']}, "
          + "{operator: 'StringEquals', key: 'c', values: ['d', 'e']}, "
          + "{operator: 'Null', key: 'f', values: ['true']}]"
      ),
      ("conditions", "{Effect: Allow}", "[]"),
      // What is not known stays so, piece by piece.
      ("actions", "{Action: !Ref Open}", "[?parameter]"),
      ("actions", "{Action: ['a:b', !Ref Open]}", "['a:b', ?parameter]"),
      ("actions", "{Action: [!Ref AWS::NoValue, 'a:b']}", "['a:b']"),
      ("actions", "{Action: {a: b}}", "[?invalid-value]"),
      ("actions", "{Action: [[a]]}", "[?invalid-value]"),
      ("actions", "{Action: 7}", "[?invalid-value]"),
      ("principals", "{Principal: !Ref Open}", "[{type: ?parameter, value: ?parameter}]"),
      ("principals", "{Principal: {AWS: !Ref Open}}", "[{type: 'AWS', value: ?parameter}]"),
      ("principals", "{Principal: {AWS: !GetAtt Role.Arn}}", "[{type: 'AWS', value: ->Role.Arn}]"),
      ("principals", "{Principal: {AWS: 123456789012}}", "[{type: 'AWS', value: '123456789012'}]"),
      ("principals", "{Principal: {AWS: {a: b}}}", "[{type: 'AWS', value: ?invalid-value}]"),
      ("principals", "{Principal: [[a]]}", "[{type: '*', value: ?invalid-value}]"),
      (
        "conditions", "{Condition: {NumericLessThan: {s3:max-keys: 1.5}}}",
        "[{operator: 'NumericLessThan', key: 's3:max-keys', values: ['1.5']}]"
      ),
      (
        "conditions", "{Condition: {StringEquals: {a: [[b], {c: d}]}}}",
        "[{operator: 'StringEquals', key: 'a', values: [?invalid-value, ?invalid-value]}]"
      ),
      ("conditions", "{Sid: s, Condition: !Ref Open}", "[possibly ?parameter]"),
      ("conditions", "{Condition: {Bool: !Ref Open}}", "[possibly ?parameter]"),
      (
        "conditions", "{Condition: {Bool: {a: !Ref Open}}}",
        "[{operator: 'Bool', key: 'a', values: [?parameter]}]"
      ),
      ("conditions", "{Condition: {Bool: !Ref AWS::NoValue}}", "[]"),
      ("conditions", "{Condition: {Bool: {a: !Ref AWS::NoValue}}}", "[]"),
    ]
  )
  func aFieldHasOneForm(name: String, statement: String, outline: String) {
    #expect(field(name, statement) == outline)
  }

  @Test(
    arguments: [
      ("actions", "{Action: !If [IsProd, a, [b, c]]}", "['b', 'c']", "['a']"),
      ("actions", "{Action: [!If [IsProd, a, !Ref AWS::NoValue], b]}", "['b']", "['a', 'b']"),
      ("actions", "{Action: !If [IsProd, a, !Ref AWS::NoValue]}", "[]", "['a']"),
      (
        "principals", "{Principal: !If [IsProd, '*', {AWS: a}]}", "[{type: 'AWS', value: 'a'}]",
        "[{type: '*', value: '*'}]"
      ),
      (
        "principals", "{Principal: {AWS: !If [IsProd, '*', [a, b]]}}",
        "[{type: 'AWS', value: 'a'}, {type: 'AWS', value: 'b'}]", "[{type: 'AWS', value: '*'}]"
      ),
      (
        "conditions", "{Condition: {Bool: !If [IsProd, {a: b}, !Ref AWS::NoValue]}}", "[]",
        "[{operator: 'Bool', key: 'a', values: ['b']}]"
      ),
    ]
  )
  func aWorldDecidesWhatAFieldHolds(name: String, statement: String, dev: String, prod: String) {
    #expect(field(name, statement, in: ["Stage": "dev"]) == dev)
    #expect(field(name, statement, in: ["Stage": "prod"]) == prod)
  }

  @Test(
    arguments: [
      ("{Statement: {Sid: a}}", 1), ("{Statement: [{Sid: a}, {Sid: b}]}", 2), ("{Version: x}", 0),
      ("{Statement: []}", 0), ("{Statement: [!Ref AWS::NoValue, {Sid: a}]}", 1),
      ("'{\"Statement\": {\"Sid\": \"a\"}}'", 1),
    ]
  )
  func aDocumentHasItsStatements(document: String, count: Int) {
    #expect(Statements(document: document).list().values.count == count)
  }

  /// What cannot be read may hold anything, or nothing.
  @Test(
    arguments: [
      "!Ref Open", "'{\"Statement\": '", "!Sub '{\"Statement\": ${Open}}'", "[a]",
      "{Statement: !Ref Open}", "{Statement: [!Ref Open]}", "{Statement: text}",
      "{Statement: [text]}", "{Statement: [[{Sid: a}]]}",
    ]
  )
  func whatCannotBeReadIsAPossibleStatement(document: String) {
    let (values, _) = Statements(document: document).list()
    #expect(values.map(\.kind) == [.unknown])
    #expect(values.allSatisfy { $0.flags.contains(.possible) })
  }

  /// As many statements as worlds say.
  @Test func aStatementMayBeThereInSomeWorlds() {
    let statements = Statements(
      document: "{Statement: [!If [IsProd, {Sid: a}, !Ref AWS::NoValue]]}"
    )
    #expect(statements.list(in: ["Stage": "dev"]).values.isEmpty)
    #expect(statements.list(in: ["Stage": "prod"]).values.map(\.kind) == [.map])
    let open = statements.list()
    #expect(open.values.map(\.kind) == [.unknown])
    #expect(open.values.allSatisfy { $0.flags.contains(.possible) })
    #expect(open.context.touched != nil)
  }

  @Test(
    arguments: [
      ("AWS::IAM::Role", "{Policies: [{PolicyDocument: D}, {PolicyDocument: D}]}", 2),
      ("AWS::IAM::User", "{Policies: [{PolicyDocument: D}]}", 1),
      ("AWS::IAM::Group", "{Policies: [{PolicyDocument: D}]}", 1),
      ("AWS::IAM::Policy", "{PolicyDocument: D}", 1),
      ("AWS::IAM::ManagedPolicy", "{PolicyDocument: D}", 1),
      ("AWS::IAM::RolePolicy", "{PolicyDocument: D}", 1),
      ("AWS::EC2::VPCEndpoint", "{PolicyDocument: D}", 1),
      ("AWS::KMS::Key", "{KeyPolicy: D}", 1),
      ("AWS::ECR::Repository", "{RepositoryPolicyText: D}", 1),
      ("AWS::Organizations::Policy", "{Content: D}", 1),
      ("AWS::S3::Bucket", "{PolicyDocument: D}", 0),
      ("AWS::IAM::Role", "{}", 0),
      ("AWS::IAM::Role", "{Policies: !Ref Open}", 1),
      ("AWS::IAM::Role", "{Policies: [{PolicyName: x}]}", 0),
    ]
  )
  func eachTypeKeepsItsDocumentsInItsPlace(type: String, properties: String, count: Int) {
    let document = "{Statement: [{Effect: Allow}]}"
    let statements = Statements(
      """
      Parameters: {Open: {Type: CommaDelimitedList}}
      Resources:
        R: {Type: \(type), Properties: \(properties.replacing("D", with: document, maxReplacements: 9)
        .replacing("Policy\(document)ocument", with: "PolicyDocument"))}
      """
    )
    #expect(statements.list().values.count == count)
  }

  @Test func theTrustPolicyOfARoleIsItsOwn() throws {
    let template = TemplateEstate(
      """
      Resources:
        R:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Action: 'sts:AssumeRole'}]}
      """
    )
    var context = template.context
    let id = try #require(template.id("R"))
    let trust = PolicyDocuments.trust(of: id, in: template.estate, &context)
    #expect(trust.count == 1)
    let permissions = PolicyDocuments.statements(of: id, in: template.estate, &context)
    #expect(permissions.count == 0)
  }

  @Test(
    arguments: [
      ("Bool", "aws:SecureTransport", "['false']"), ("Bool", "AWS:securetransport", "['false']"),
      ("bool", "aws:SecureTransport", "[]"), ("Bool", "aws:SourceVpc", "[]"),
      ("StringEquals", "aws:SourceVpc", "['a', 'b']"),
    ]
  )
  func conditionsAreAskedByOperatorAndKey(name: String, key: String, outline: String) {
    let statements = Statements(
      statement: """
        {Condition: {Bool: {aws:SecureTransport: false}, StringEquals: {aws:SourceVpc: [a, b]}}}
        """
    )
    var (values, context) = statements.list()
    let nameValue = context.heap.string(name)
    let keyValue = context.heap.string(key)
    let found = StatementConditions.values(
      of: values[0],
      operator: nameValue,
      key: keyValue,
      &context
    )
    #expect(statements.template.outline(found, in: context.heap) == outline)
  }

  @Test func conditionsThatCannotBeReadAnswerNothing() {
    let statements = Statements(statement: "{Condition: {Bool: !Ref Open, Null: {a: 'true'}}}")
    var (values, context) = statements.list()
    let name = context.heap.string("Null")
    let key = context.heap.string("b")
    let found = StatementConditions.values(of: values[0], operator: name, key: key, &context)
    #expect(statements.template.outline(found, in: context.heap) == "?parameter")
  }
}
