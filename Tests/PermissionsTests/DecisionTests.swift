import Permissions
import Testing

@Suite struct DecisionTests {
  private let bucket: Text = "arn:aws:s3:::b/k"

  private func verdict(
    _ statements: Statement...,
    for request: Request
  ) -> Decision.Verdict {
    Policy(statements).decision(for: request).verdict
  }

  @Test func aRequestThatNothingIsAboutIsNotAllowed() {
    let policy = Statement.allow("s3:GetObject", on: "*")
    #expect(verdict(policy, for: Request("s3:PutObject", on: bucket)) == .none)
  }

  @Test func aDenialDecidesWhateverElseAllows() {
    let allow = Statement.allow("*", on: "*")
    let deny = Statement.deny("s3:Get*", on: "arn:aws:s3:::b/*")
    #expect(verdict(allow, deny, for: Request("s3:GetObject", on: bucket)) == .denied)
    #expect(verdict(allow, deny, for: Request("s3:PutObject", on: bucket)) == .allowed)
  }

  @Test func actionsAreComparedWithoutCase() {
    let policy = Statement.allow("S3:getobject", on: "*")
    #expect(verdict(policy, for: Request("s3:GetObject", on: bucket)) == .allowed)
  }

  @Test(arguments: [
    ("arn:aws:s3:::b/*", "arn:aws:s3:::b/k", true),
    ("arn:aws:s3:::B/*", "arn:aws:s3:::b/k", false),
    ("arn:aws:sqs:*:1:q", "arn:aws:sqs:eu-west-1:1:q", true),
    ("arn:aws:sqs:*:q", "arn:aws:sqs:eu-west-1:1:q", false),
    ("arn:aws:s*:1:q", "arn:aws:sqs:eu-west-1:1:q", false),
    ("arn:aws:sqs", "arn:aws:sqs:eu-west-1:1:q", true),
    ("arn:aws:logs:eu:1:log-group:a*", "arn:aws:logs:eu:1:log-group:ab:log-stream:c", true),
    ("arn:aws:logs:eu:1:*", "arn:aws:logs:eu:1:log-group:ab:log-stream:c", true),
    ("arn:*", "*", false),
    ("*", "*", true),
    ("arn:aws:s3:::?", "arn:aws:s3:::b", true),
    ("arn:aws:s3:?::b", "arn:aws:s3:::b", false),
  ])
  func resourcesAreComparedSegmentBySegment(pattern: String, resource: String, fits: Bool) {
    let policy = Statement.allow("s3:*", on: Pattern(pattern, variables: true))
    let request = Request("s3:GetObject", on: Text(resource))
    #expect(verdict(policy, for: request) == (fits ? .allowed : .none))
  }

  @Test(arguments: [
    ("arn:aws:lambda:*:function:f", "arn:aws:lambda:eu-west-1:1:function:f"),
    ("arn:aws:s3:*:*:b/*", "arn:aws:s3:::other/x:y:b/k"),
  ])
  func aWildcardBeforeAColonIsOpenWhereItWouldHaveToReadColons(pattern: String, resource: String) {
    let allow = Statement.allow("*", on: Pattern(pattern, variables: true))
    let request = Request("s3:GetObject", on: Text(resource))
    let decision = Policy([allow]).decision(for: request)
    #expect(decision.verdict == .undetermined)
    #expect(decision.doubts == [.wildcardBeforeColon])
    let everything = Statement.allow("*", on: "*")
    #expect(verdict(allow, everything, for: request) == .allowed)
  }

  /// What each operator makes of a value that fits, one that does not, and none.
  @Test(arguments: [
    ("StringEquals", "a", "a", "b", false), ("StringNotEquals", "a", "b", "a", true),
    ("StringEquals", "a*", "a*", "ab", false), ("StringEquals", "**", "**", "*", false),
    ("StringEqualsIgnoreCase", "aB", "Ab", "b", false),
    ("StringNotEqualsIgnoreCase", "aB", "b", "AB", true),
    ("StringLike", "a*c", "abc", "ABC", false), ("StringNotLike", "a?", "a", "ab", true),
    ("NumericEquals", "10", "10.0", "11", false), ("NumericNotEquals", "10", "9", "10", true),
    ("NumericLessThan", "10", "9.999999999", "10", false),
    ("NumericLessThanEquals", "10", "10", "10.000000001", false),
    ("NumericGreaterThan", "-1", "0", "-1", false),
    (
      "NumericGreaterThanEquals", "100000000000000001", "100000000000000001", "100000000000000000",
      false
    ),
    ("DateEquals", "2026-01-01T00:00:00Z", "1767225600", "1767225601", false),
    ("DateNotEquals", "2026-01-01", "2026-01-02", "2026-01-01T01:00:00+01:00", true),
    ("DateLessThan", "2024-03-01", "2024-02-29T23:59:59.999Z", "2024-03-01", false),
    ("DateLessThanEquals", "2024-03-01", "2024-03-01T00:00Z", "2024-03-02", false),
    ("DateGreaterThan", "1969-12-31", "0000000", "1969-12-30", false),
    ("DateGreaterThanEquals", "2000-02-29", "2000-02-29", "2000-02-28", false),
    ("Bool", "true", "TRUE", "false", false),
    ("BinaryEquals", "QmluYXJ5", "QmluYXJ5", "qmluYXJ5", false),
    ("IpAddress", "10.0.0.0/8", "10.1.2.3", "11.0.0.1", false),
    ("IpAddress", "2001:db8::/32", "2001:db8::1", "10.1.2.3", false),
    ("NotIpAddress", "10.0.0.1", "10.0.0.2", "10.0.0.1", true),
    ("ArnLike", "arn:aws:s3:::b*", "arn:aws:s3:::bc", "bc", false),
    ("ArnEquals", "arn:aws:*:::b", "arn:aws:s3:::b", "arn:aws:s3:x:y:::b", false),
    ("ArnNotLike", "arn:aws:s3:::b*", "b", "arn:aws:s3:::b", true),
    ("ArnNotEquals", "arn:aws:s3:::b*", "arn:aws:s3:::c", "arn:aws:s3:::b:c", true),
  ])
  func operatorsCompareAsAWSSays(
    name: String,
    value: String,
    fitting: String,
    other: String,
    holdsWithout: Bool
  ) {
    func isAllowed(_ name: String, _ values: [Text]) -> Bool {
      let condition = Condition.when(name, "aws:Key", Pattern(value, variables: true))
      let request = Request("s3:GetObject", on: bucket, context: ["AWS:key": values])
      return verdict(.allow("*", on: "*", when: condition), for: request) == .allowed
    }
    #expect(isAllowed(name, [Text(fitting)]))
    #expect(!isAllowed(name, [Text(other)]))
    #expect(isAllowed(name, []) == holdsWithout)
    #expect(isAllowed(name + "IfExists", []))
    #expect(!isAllowed(name + "IfExists", [Text(other)]))
    #expect(isAllowed("ForAnyValue:" + name, [Text(other), Text(fitting)]))
    #expect(!isAllowed("ForAnyValue:" + name, []))
    #expect(!isAllowed("ForAllValues:" + name, [Text(other), Text(fitting)]))
    #expect(isAllowed("ForAllValues:" + name, [Text(fitting)]))
    #expect(isAllowed("ForAllValues:" + name, []))
  }

  @Test func nullAsksWhetherTheKeyIsThere() {
    let isAbsent = Statement.allow("*", on: "*", when: .when("Null", "k", "true"))
    let isThere = Statement.allow("*", on: "*", when: .when("Null", "k", "false"))
    let with = Request("a:B", on: "*", context: ["k": ["v"]])
    let without = Request("a:B", on: "*")
    #expect(verdict(isAbsent, for: with) == .none)
    #expect(verdict(isAbsent, for: without) == .allowed)
    #expect(verdict(isThere, for: with) == .allowed)
    #expect(verdict(isThere, for: without) == .none)
  }

  @Test func anOperatorForOneValueIsUndeterminedOfSeveral() {
    let policy = Statement.allow("*", on: "*", when: .when("StringEquals", "k", "v"))
    let request = Request("a:B", on: "*", context: ["k": ["v", "v"]])
    #expect(verdict(policy, for: request) == .undetermined)
  }

  @Test func aVariableIsTheRequestsValueWithoutItsWildcards() {
    let home = Statement.allow("s3:*", on: "arn:aws:s3:::b/${aws:username}/*")
    func request(_ user: Text?, _ key: Text) -> Request {
      Request("s3:GetObject", on: key, context: user.map { ["aws:username": [$0]] } ?? [:])
    }
    #expect(verdict(home, for: request("bob", "arn:aws:s3:::b/bob/x")) == .allowed)
    #expect(verdict(home, for: request("*", "arn:aws:s3:::b/bob/x")) == .none)
    #expect(verdict(home, for: request(nil, "arn:aws:s3:::b/bob/x")) == .none)
    let withDefault = Statement.allow("s3:*", on: "arn:aws:s3:::b/${aws:username, 'all'}/*")
    #expect(verdict(withDefault, for: request(nil, "arn:aws:s3:::b/all/x")) == .allowed)
  }

  @Test func aVariableWithoutValueDeniesNothingAndFitsNoPositiveOperator() {
    let tag = Condition.when("StringEquals", "k", "${aws:PrincipalTag/t}")
    let notTag = Condition.when("StringNotEquals", "k", "${aws:PrincipalTag/t}")
    let request = Request("a:B", on: "*", context: ["k": ["v"]])
    #expect(verdict(.allow("*", on: "*", when: tag), for: request) == .none)
    #expect(verdict(.allow("*", on: "*", when: notTag), for: request) == .allowed)
  }

  @Test func whatIsNotKnownIsDecidedWhereItDoesNotMatter() {
    let bucket = Symbol.placeholder(.init(1, "parameter 'Bucket'", mayHoldColon: false))
    let prefix = Pattern([.text("arn:aws:s3:::"), .symbol(bucket), .text("/in/"), .anyText])
    let policy = Statement.allow("s3:*", on: prefix)
    func verdict(_ resource: [Text.Piece]) -> Decision.Verdict {
      self.verdict(policy, for: Request("s3:GetObject", on: Text(resource)))
    }
    #expect(verdict([.text("arn:aws:s3:::"), .symbol(bucket), .text("/in/k")]) == .allowed)
    #expect(verdict([.text("arn:aws:s3:::"), .symbol(bucket), .text("/out/k")]) == .none)
    #expect(verdict([.text("arn:aws:s3:::data/in/k")]) == .undetermined)
    #expect(verdict([.text("arn:aws:sqs:::data/in/k")]) == .none)
  }

  @Test func aRoleIsAllItsSessionsAndAnAccountAllThatAreInIt() {
    let role = PrincipalPattern.aws("arn:aws:iam::111122223333:role/team/Trainer")
    let session = Principal.aws("arn:aws:sts::111122223333:assumed-role/Trainer/job")
    let other = Principal.aws("arn:aws:sts::111122223333:assumed-role/Trainer2/job")
    func verdict(_ pattern: PrincipalPattern, _ principal: Principal) -> Decision.Verdict {
      let scope = Scope(
        actions: .only(["*"]),
        resources: .only(["*"]),
        principals: .only([pattern])
      )
      let request = Request("s3:GetObject", on: bucket, by: principal)
      return Policy([Statement(.allow, scope)]).decision(for: request).verdict
    }
    #expect(verdict(role, session) == .allowed)
    #expect(verdict(role, other) == .none)
    #expect(verdict(role, .aws("arn:aws:iam::111122223333:role/team/Trainer")) == .allowed)
    #expect(verdict(.aws("111122223333"), session) == .allowed)
    #expect(verdict(.aws("arn:aws:iam::111122223333:root"), other) == .allowed)
    #expect(verdict(.aws("arn:aws:iam::444455556666:root"), other) == .none)
    #expect(verdict(.everyone, .service("sagemaker.amazonaws.com")) == .allowed)
    #expect(verdict(.service("sagemaker.amazonaws.com"), session) == .none)
  }
}
