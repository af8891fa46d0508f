import AccessAnalysis
import Infrastructure
import Permissions
import ServiceAuthorization
import TemplateEstates
import Testing

/// Every way of the catalogue, made as a template, and five templates in which it is closed.
struct EscalationTests {
  /// What closes the way.
  enum Obstacle: CaseIterable {
    case denial, boundary, service, trust, target
  }

  static let methods = ServiceAuthorization.builtIn.escalationMethods

  @Test(arguments: methods.map(\.id))
  func aWayOfTheCatalogueIsFound(id: String) throws {
    let method = try #require(Self.methods.first { $0.id == id })
    let found = try Self.ways(method, nil)
    #expect(found.contains { $0.hasPrefix("\(id) ") && !$0.hasSuffix("undetermined") }, "\(found)")
  }

  @Test(arguments: methods.map(\.id), Obstacle.allCases)
  func anObstacleClosesTheWay(id: String, obstacle: Obstacle) throws {
    let method = try #require(Self.methods.first { $0.id == id })
    let found = try Self.ways(method, obstacle)
    #expect(!found.contains { $0.hasPrefix("\(id) ") }, "\(found)")
  }

  @Test func theCatalogueHasEnoughCases() {
    #expect(Self.methods.count * (1 + Obstacle.allCases.count) >= 390)
    #expect(Set(Self.methods.map(\.id)).count == Self.methods.count)
  }

  // MARK: - Templates

  /// The ways of `Actor`, each as `id target grade`.
  private static func ways(
    _ method: EscalationMethod,
    _ obstacle: Obstacle?
  ) throws -> [String] {
    let template = TemplateEstate(text(method, obstacle))
    var finder = EscalationFinder(template.estate)
    var context = template.context
    let actor = try #require(template.id("Actor"))
    return finder.escalations(of: actor, &context).map { way in
      let grade =
        switch way.grade {
        case .proven: "proven"
        case .possible: "possible"
        case .undetermined: "undetermined"
        }
      let target = way.target.map { template.estate[$0].name } ?? "itself"
      return "\(way.method.id) \(target) \(grade)"
    }
  }

  private static let account = "arn:aws:iam::${AWS::AccountId}"

  private static func text(_ method: EscalationMethod, _ obstacle: Obstacle?) -> String {
    let isRole = method.way == .itself && method.subject == "role"
    var statements = statements(method, obstacle, isRole: isRole)
    if obstacle == .denial {
      let denied = method.way == .passed ? "iam:PassRole" : names(method)[0]
      statements.append("{Effect: Deny, Action: '\(denied)', Resource: '*'}")
    }
    let boundary = obstacle == .boundary ? ", PermissionsBoundary: !Ref Boundary" : ""
    let arn = isRole ? "role/actor" : "user/actor"
    let actor =
      isRole
      ? "{Type: AWS::IAM::Role, Properties: {RoleName: actor, AssumeRolePolicyDocument: {Statement: []}\(boundary)}}"
      : "{Type: AWS::IAM::User, Properties: {UserName: actor\(boundary)}}"
    let targetType =
      method.way == .user
      ? "AWS::IAM::User, Properties: {UserName: target}"
      : "AWS::IAM::Role, Properties: {RoleName: target, AssumeRolePolicyDocument: {Statement: [\(trust(method, obstacle, arn))]}}"
    return """
      Resources:
        Actor: \(actor)
        Target: {Type: \(targetType)}
        \(holder(method))
        Boundary:
          Type: AWS::IAM::ManagedPolicy
          Properties: {PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:*', Resource: '*'}]}}
        Rights:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            ManagedPolicyName: rights
            \(isRole ? "Roles" : "Users"): [!Ref Actor]
            PolicyDocument: {Statement: [\(statements.joined(separator: ", "))]}
        More:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            \(method.way == .user ? "Users" : "Roles"): [!Ref Target]
            PolicyDocument: {Statement: [{Effect: Allow, Action: 'dynamodb:*', Resource: '*'}]}
      """
  }

  private static func names(_ method: EscalationMethod) -> [String] {
    method.steps.map(ServiceAuthorization.builtIn.name)
  }

  /// What the actor may do: the steps, on what they are done to.
  private static func statements(
    _ method: EscalationMethod,
    _ obstacle: Obstacle?,
    isRole: Bool
  ) -> [String] {
    let isPassed = method.way == .passed
    var steps = names(method)
    // A way without a service is closed by the lack of a step, or of the trust where that is one.
    let needsTrust = isPassed || method.way == .existing || steps.contains("sts:AssumeRole")
    if obstacle == .trust, !needsTrust { steps.removeLast() }
    if obstacle == .service, !isPassed { steps.removeFirst() }
    let place =
      switch method.way {
      case .passed, .existing: "*"
      case .itself: "\(account):\(isRole ? "role" : "user")/actor"
      case .policy: "\(account):policy/rights"
      case .user: "\(account):user/target"
      case .role, .assume, .altered, .rewritten: "\(account):role/target"
      }
    let other = place == "*" ? "arn:aws:s3:::nothing" : place + "-other"
    let resource = obstacle == .target && !isPassed ? other : place
    var statements = steps.map { "{Effect: Allow, Action: '\($0)', Resource: !Sub '\(resource)'}" }
    if isPassed {
      let role = obstacle == .target ? "role/another" : "role/target"
      let service = obstacle == .service ? "nothing.amazonaws.com" : method.subject
      statements.append(
        "{Effect: Allow, Action: 'iam:PassRole', Resource: !Sub '\(account):\(role)', "
          + "Condition: {StringEquals: {'iam:PassedToService': \(service)}}}"
      )
    }
    return statements
  }

  private static func trust(
    _ method: EscalationMethod,
    _ obstacle: Obstacle?,
    _ actor: String
  ) -> String {
    let isTrusting = obstacle != .trust
    let principal =
      switch method.way {
      case .passed, .existing:
        "{Service: \(isTrusting ? method.subject : "nothing.amazonaws.com")}"
      case .assume: "{AWS: !Sub '\(account):\(isTrusting ? "root" : "user/nobody")'}"
      case .altered: "{AWS: !Sub '\(account):\(isTrusting ? actor : "user/nobody")'}"
      case .itself, .policy, .user, .role, .rewritten: "{Service: nothing.amazonaws.com}"
      }
    return "{Effect: Allow, Principal: \(principal), Action: sts:AssumeRole}"
  }

  /// Something that runs with the role, where the way takes over what there is.
  private static func holder(_ method: EscalationMethod) -> String {
    guard let holder = method.holders.first else { return "Unused: {Type: AWS::S3::Bucket}" }
    let parts = holder.split(separator: " ")
    let value = parts[1].split(separator: ".").reversed().reduce("!GetAtt Target.Arn") {
      "{\($1): \($0)}"
    }
    return "Holder: {Type: \(parts[0]), Properties: \(value)}"
  }
}
