import Permissions
import Testing

@Suite struct SolverTests {
  private let solver = PermissionSolver()

  /// `covered`, the request that is not, or what is open.
  private func covers(_ reference: [Statement], _ candidate: [Statement]) -> String {
    let search = solver.request(
      allowedBy: Grants(Policy(candidate)),
      butNotBy: Grants(Policy(reference))
    )
    switch search {
    case .none: return "covered"
    case .found(let witness): return "\(witness.request.action) \(witness.request.resource)"
    case .undetermined: return "undetermined"
    }
  }

  @Test func aPolicyCoversItself() {
    let policy: [Statement] = [
      .allow("s3:Get*", "s3:List*", on: "arn:aws:s3:::b", "arn:aws:s3:::b/*"),
      .deny("s3:*", on: "*", when: .when("Bool", "aws:SecureTransport", "false")),
    ]
    #expect(covers(policy, policy) == "covered")
  }

  @Test func moreActionsAreNotCovered() {
    let found = covers([.allow("s3:GetObject", on: "*")], [.allow("s3:Get*", on: "*")])
    #expect(found == "s3:Get *")
  }

  @Test func unionsOfPatternsCoverTogether() {
    let reference: [Statement] = [
      .allow("s3:*", on: "*", when: .when("StringLike", "k", "a*")),
      .allow("s3:*", on: "*", when: .when("StringNotLike", "k", "a*")),
    ]
    #expect(covers(reference, [.allow("s3:Get*", on: "*")]) == "covered")
  }

  @Test func whatIsDeniedNeedsNoCover() {
    let candidate: [Statement] = [
      .allow("s3:*", on: "*"), .deny("s3:Put*", "s3:Delete*", on: "*"),
    ]
    let narrower: [Statement] = [
      .allow("s3:*", on: "*"), .deny("s3:Put*", on: "*"),
    ]
    #expect(covers(narrower, candidate) == "covered")
    #expect(covers(candidate, narrower) == "s3:Delete *")
  }

  @Test func whatWildcardsBeforeColonsReadIsKnownOnlyWhereBothReadingsAgree() {
    // IAM's page has a '*' read colons where it ends a segment, Access Analyzer's verdicts do not.
    let all = Statement.allow("s3:*", on: "*")
    func denies(_ pattern: Pattern, _ candidate: Pattern) -> String {
      covers([all, .deny("s3:*", on: pattern)], [.allow("s3:Get", on: candidate)])
    }
    #expect(denies("arn:aws:s3:*:*:in/a/*", "arn:aws:s3:*:*:in/b/*") == "undetermined")
    #expect(denies("arn:aws:s3:*:*:in/a/*", "arn:aws:s3:::in/b/k") == "covered")
    #expect(denies("arn:aws:s3:::in/a/*", "arn:aws:s3:::in/b/*") == "covered")
    func allows(_ pattern: Pattern, _ candidate: Pattern) -> String {
      covers([.allow("s3:*", on: pattern)], [.allow("s3:Get", on: candidate)])
    }
    #expect(allows("arn:aws:s3:*:*:a*", "arn:aws:s3:*:1:ab") == "covered")
    #expect(allows("arn:*:s3:::a", "arn:aws:s3:*:*:a") == "s3:Get arn:aws:s3::x:a")
  }

  @Test func anotherPolicysVariableIsTheSame() {
    let home: [Statement] = [.allow("s3:*", on: "arn:aws:s3:::b/${aws:username}/*")]
    let part: [Statement] = [.allow("s3:*", on: "arn:aws:s3:::b/${aws:username}/in/*")]
    #expect(covers(home, part) == "covered")
    #expect(covers(part, home) == "s3: arn:aws:s3:::b/y/")
  }

  @Test func placeholdersAreTheSameOrMayBe() {
    func bucket(_ number: Int, _ rest: String) -> [Statement] {
      let symbol = Symbol.placeholder(.init(number, "B\(number)", mayHoldColon: false))
      return [
        .allow("s3:*", on: Pattern([.text("arn:aws:s3:::"), .symbol(symbol), .text(rest)]))
      ]
    }
    let all: [Statement] = [.allow("s3:*", on: "arn:aws:s3:::*")]
    #expect(covers(bucket(1, ""), bucket(1, "")) == "covered")
    #expect(covers(bucket(1, ""), bucket(2, "")) == "undetermined")
    #expect(covers(all, bucket(1, "/k")) == "covered")
    #expect(covers(bucket(1, "/a"), bucket(1, "/b")) == "s3: arn:aws:s3:::${B1}/b")
    // Whatever the bucket is called, there is no colon in its name.
    #expect(covers(bucket(1, ""), all) == "s3: arn:aws:s3::::")
    #expect(covers([.allow("s3:*", on: "arn:aws:s3:::data")], bucket(1, "")) == "undetermined")
  }

  @Test func whatAWSMakesUpForTwoThingsIsNotTheSame() {
    func bucket(_ number: Int) -> [Statement] {
      let made = Symbol.Placeholder(number, "B\(number)", mayHoldColon: false, isUnique: true)
      let pieces: [Pattern.Piece] = [.text("arn:aws:s3:::"), .symbol(.placeholder(made)), .anyText]
      return [.allow("s3:*", on: Pattern(pieces))]
    }
    #expect(covers(bucket(1), bucket(2)) == "s3: arn:aws:s3:::${B2}")
    #expect(covers(bucket(1), bucket(1)) == "covered")
  }

  @Test func aBoundaryCutsWhatAPolicyAllows() {
    let identity = Policy([.allow("iam:*", "s3:*", on: "*")])
    let boundary = Policy([.allow("s3:*", on: "*"), .deny("s3:Put*", on: "*")])
    let grants = Grants(layers: [[identity], [boundary]])
    func isPossible(_ action: Pattern) -> Bool {
      let scope = Scope(actions: .only([action]))
      if case .found = solver.request(allowedBy: grants, within: scope) { return true }
      return false
    }
    #expect(isPossible("s3:GetObject"))
    #expect(!isPossible("iam:PassRole"))
    #expect(!isPossible("s3:PutObject"))
  }

  @Test func severalValuesAreSets() {
    func statement(_ name: String, _ values: Pattern...) -> [Statement] {
      guard let comparison = ConditionOperator(name) else { return [] }
      return [.allow("*", on: "*", when: .test(comparison, "aws:TagKeys", values))]
    }
    let all = statement("ForAllValues:StringEquals", "a", "b")
    let some = statement("ForAnyValue:StringEquals", "a", "b")
    #expect(covers(all, some) != "covered")
    #expect(covers(some, all) != "covered")
    #expect(covers(all, statement("ForAllValues:StringEquals", "a")) == "covered")
    #expect(covers(some, statement("ForAnyValue:StringEquals", "a")) == "covered")
  }

  @Test(arguments: ["ArnLike", "ForAnyValue:ArnLike"])
  func aValueThatFitsNothingAllowsNothing(name: String) {
    let reference: [Statement] = [
      .allow("s3:*", on: "*", when: .when("Null", "aws:SourceArn", "true"))
    ]
    let candidate: [Statement] = [
      .allow("s3:*", on: "*", when: .when(name, "aws:SourceArn", "no-arn"))
    ]
    #expect(covers(reference, candidate) == "covered")
    #expect(covers(candidate, reference) == "s3: *")
  }

  @Test func operatorsOfTwoKindsOnOneKeyAreUndetermined() {
    let number: [Statement] = [.allow("*", on: "*", when: .when("NumericEquals", "k", "1"))]
    let text: [Statement] = [.allow("*", on: "*", when: .when("StringEquals", "k", "1"))]
    #expect(covers(number, text) == "undetermined")
  }
}
