import Permissions
import Testing

/// AWS's decision table: every kind of policy that has a say, in every state that it can be in.
///
/// Source: IAM User Guide, "Policy evaluation logic" and "Cross-account policy evaluation logic".
@Suite struct AuthorizationTests {
  /// What a kind of policies says to the request.
  enum Word: CaseIterable, Sendable {
    case absent, silent, allows, denies
  }

  /// Whom the resource's policy names, if it allows.
  enum Named: String, CaseIterable, Sendable {
    case nobody, user, role, session, everyone, account, service, stranger

    var pattern: PrincipalPattern {
      switch self {
      case .nobody: .aws("arn:aws:iam::111122223333:role/Nobody")
      case .user: .aws("arn:aws:iam::111122223333:user/ann")
      case .role: .aws("arn:aws:iam::111122223333:role/Trainer")
      case .session: .aws("arn:aws:sts::111122223333:assumed-role/Trainer/job")
      case .everyone: .everyone
      case .account: .aws("arn:aws:iam::111122223333:root")
      case .service: .service("sagemaker.amazonaws.com")
      case .stranger: .aws("444455556666")
      }
    }
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var caller = Caller.Kind.role
    var identity = Word.absent
    var boundary = Word.absent
    var session = Word.absent
    var serviceControl = Word.absent
    var resourceControl = Word.absent
    var resource = Word.absent
    var named = Named.nobody
    var isForeign = false
    var side = Authorization.ResourceSide.ordinary
    var verdict: Ruling.Verdict = .denied

    var testDescription: String {
      "\(caller) identity \(identity) boundary \(boundary) session \(session) scp \(serviceControl) "
        + "rcp \(resourceControl) resource \(resource) to \(named) foreign \(isForeign) \(side)"
    }

    var ruling: Ruling {
      let scope = Scope(actions: .only(["s3:GetObject"]), resources: .only(["*"]))
      func layer(_ kind: Layer.Kind, _ word: Word, _ principal: PrincipalPattern? = nil) -> Layer? {
        var scope = scope
        if let principal { scope.principals = .only([principal]) }
        switch word {
        case .absent: return nil
        case .silent: return Layer(kind)
        case .allows: return Layer(kind, [Statement(.allow, scope)])
        case .denies:
          let everything = Statement(.allow, scope)
          if principal != nil { scope.principals = .only([.everyone]) }
          return Layer(kind, [everything, Statement(.deny, scope)])
        }
      }
      let authorization = Authorization(
        identity: layer(.identity, identity),
        boundary: layer(.boundary, boundary),
        session: layer(.session, session),
        serviceControls: [layer(.serviceControl, serviceControl)].compactMap(\.self),
        resourceControls: [layer(.resourceControl, resourceControl)].compactMap(\.self),
        resource: layer(.resource, resource, named.pattern),
        side: side,
        accounts: isForeign ? .different : .same
      )
      let request = PartialRequest("s3:GetObject", on: "arn:aws:s3:::data/a.csv")
      return authorization.ruling(on: request, by: Row.caller(caller))
    }

    static func caller(_ kind: Caller.Kind) -> Caller {
      let account: Text = "111122223333"
      switch kind {
      case .user: return Caller(kind, "arn:aws:iam::111122223333:user/ann", account: account)
      case .role: return Caller(kind, "arn:aws:iam::111122223333:role/Trainer", account: account)
      case .session:
        return Caller(
          kind,
          "arn:aws:sts::111122223333:assumed-role/Trainer/job",
          role: "arn:aws:iam::111122223333:role/Trainer",
          account: account
        )
      case .root: return Caller(kind, "arn:aws:iam::111122223333:root", account: account)
      case .service: return Caller(kind, "sagemaker.amazonaws.com")
      case .federated: return Caller(kind, "cognito-identity.amazonaws.com")
      case .anonymous: return Caller(kind, "*")
      }
    }
  }

  // MARK: - The rows that AWS publishes

  /// "Permissions granted … directly": what a resource's policy allows a principal of its account that
  /// has no permission of its own.
  static let direct: [Row] = [
    Row(caller: .role, resource: .allows, named: .role, verdict: .allowed),
    Row(caller: .role, boundary: .silent, resource: .allows, named: .role, verdict: .denied),
    Row(caller: .role, session: .silent, resource: .allows, named: .role, verdict: .denied),
    Row(
      caller: .session,
      boundary: .silent,
      session: .silent,
      resource: .allows,
      named: .session,
      verdict: .allowed
    ),
    Row(caller: .session, boundary: .silent, resource: .allows, named: .role, verdict: .denied),
    Row(caller: .session, boundary: .allows, resource: .allows, named: .role, verdict: .allowed),
    Row(
      caller: .user,
      boundary: .silent,
      session: .silent,
      resource: .allows,
      named: .user,
      verdict: .allowed
    ),
    Row(caller: .user, resource: .allows, named: .account, verdict: .denied),
    Row(caller: .user, identity: .allows, resource: .allows, named: .account, verdict: .allowed),
    Row(caller: .user, resource: .allows, named: .everyone, verdict: .allowed),
    Row(caller: .role, boundary: .silent, resource: .allows, named: .everyone, verdict: .allowed),
    Row(caller: .root, resource: .absent, verdict: .allowed),
    Row(caller: .root, serviceControl: .silent, verdict: .denied),
    Row(caller: .root, resource: .denies, verdict: .denied),
    Row(caller: .service, resource: .allows, named: .service, verdict: .allowed),
    Row(caller: .service, resource: .allows, named: .role, verdict: .denied),
    Row(caller: .anonymous, resource: .allows, named: .everyone, verdict: .allowed),
    Row(caller: .anonymous, resource: .allows, named: .account, verdict: .denied),
  ]

  /// The policy of a key, or of a role that is assumed, has to allow.
  static let decisive: [Row] = [
    Row(identity: .allows, resource: .silent, side: .decisive, verdict: .denied),
    Row(identity: .allows, resource: .allows, named: .account, side: .decisive, verdict: .allowed),
    Row(resource: .allows, named: .account, side: .decisive, verdict: .denied),
    Row(resource: .allows, named: .role, side: .decisive, verdict: .allowed),
    Row(boundary: .silent, resource: .allows, named: .role, side: .decisive, verdict: .denied),
    Row(identity: .denies, resource: .allows, named: .role, side: .decisive, verdict: .denied),
    Row(caller: .service, resource: .allows, named: .service, side: .decisive, verdict: .allowed),
  ]

  @Test(arguments: direct + decisive)
  func aPublishedRowIsDecidedSo(row: Row) {
    #expect(row.ruling.verdict == row.verdict)
    #expect(row.ruling.doubts.isEmpty)
  }

  // MARK: - All rows

  /// The steps of AWS's chart one after the other, for identities.
  static func chart(_ row: Row) -> Ruling.Verdict {
    let words = [
      row.identity, row.boundary, row.session, row.serviceControl, row.resourceControl,
      row.resource,
    ]
    if words.contains(.denies) { return .denied }
    if row.serviceControl == .silent { return .denied }
    let grants = row.resource == .allows
    let isUser = row.caller == .user
    let isDirect =
      grants && (row.named == .everyone || row.named == (isUser ? .user : .session))
    if !row.isForeign, isDirect { return .allowed }
    let isToRole = grants && !isUser && row.named == .role
    let isToAccount = grants && row.named == .account
    if row.isForeign, !isDirect, !isToRole, !isToAccount { return .denied }
    if row.isForeign ? row.identity != .allows : row.identity != .allows && !isToRole {
      return .denied
    }
    if row.boundary == .silent || row.session == .silent { return .denied }
    return .allowed
  }

  /// For a session and a user, in its account and another, whoever is named: each state of each kind of
  /// policies, but that a policy which limits and allows is as good as none.
  @Test func everyRowFollowsTheChart() {
    let limiting: [Word] = [.absent, .silent, .denies]
    var different: [String] = []
    var count = 0
    for named in Named.allCases {
      for (kind, isForeign) in [
        (Caller.Kind.user, false), (.user, true), (.session, false), (.session, true),
      ] {
        for number in 0..<1152 {
          let row = Row(
            caller: kind,
            identity: Word.allCases[number % 4],
            boundary: Word.allCases[number / 4 % 4],
            session: limiting[number / 16 % 3],
            serviceControl: limiting[number / 48 % 3],
            resourceControl: [.absent, .denies][number / 144 % 2],
            resource: Word.allCases[number / 288],
            named: named,
            isForeign: isForeign
          )
          count += 1
          if row.ruling.verdict != Self.chart(row) { different.append(row.testDescription) }
        }
      }
    }
    #expect(count == 36_864)
    #expect(different.prefix(5) == [])
  }

  // MARK: - What is not known

  @Test func aDefiniteDenialOutweighsWhatIsNotKnown() {
    var layer = Layer(.identity)
    layer.add(.caller("a policy"))
    let deny = Scope(actions: .only(["s3:*"]))
    let open = Authorization(identity: layer)
    let request = PartialRequest("s3:GetObject", on: "*")
    #expect(open.ruling(on: request, by: Row.caller(.role)).verdict == .undetermined)
    var closed = open
    closed.boundary = Layer(.boundary, [Statement(.deny, deny)])
    #expect(closed.ruling(on: request, by: Row.caller(.role)).verdict == .denied)
  }

  @Test func anAccountThatIsNotKnownMattersOnlyIfItDecides() {
    let allow = Scope(actions: .only(["s3:*"]))
    let request = PartialRequest("s3:GetObject", on: "*")
    var authorization = Authorization(
      identity: Layer(.identity, [Statement(.allow, allow)]),
      accounts: .unknown(.caller("the account"))
    )
    let open = authorization.ruling(on: request, by: Row.caller(.role))
    #expect(open.verdict == .undetermined)
    #expect(open.doubts == [.caller("the account")])
    authorization.identity = Layer(.identity)
    #expect(authorization.ruling(on: request, by: Row.caller(.role)).verdict == .denied)
    authorization.identity = Layer(.identity, [Statement(.allow, allow)])
    var everyone = allow
    everyone.principals = .only([.everyone])
    authorization.resource = Layer(.resource, [Statement(.allow, everyone)])
    #expect(authorization.ruling(on: request, by: Row.caller(.role)).verdict == .allowed)
  }

  @Test func everyoneButSomeIsEveryoneElse() {
    let others: [PrincipalPattern] = [.aws("arn:aws:iam::111122223333:role/Trainer")]
    let deny = Scope(actions: .only(["*"]), principals: .except(others))
    let allow = Scope(actions: .only(["*"]))
    let authorization = Authorization(
      identity: Layer(.identity, [Statement(.allow, allow)]),
      resource: Layer(.resource, [Statement(.deny, deny)])
    )
    let request = PartialRequest("s3:GetObject", on: "*")
    #expect(authorization.ruling(on: request, by: Row.caller(.role)).verdict == .allowed)
    #expect(authorization.ruling(on: request, by: Row.caller(.user)).verdict == .denied)
  }
}
