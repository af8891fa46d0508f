import Findings
import Infrastructure
import Permissions
import Values

/// What the names of principals and resources in questions stand for.
struct AccessNames {
  private let estate: Estate
  private let byAddress: [String: ResourceID]

  init(_ estate: Estate) {
    self.estate = estate
    byAddress = Dictionary(
      estate.resources.enumerated().map { ($1.address, ResourceID($0)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  // MARK: - Resources

  /// An address of the estate, perhaps with what follows its ARN behind a slash, an ARN, or `*`.
  func target(
    named name: String,
    _ access: inout Access,
    _ context: inout EvaluationContext
  ) throws(AccessAsker.Refusal) -> Target {
    if name == "*" || name.hasPrefix("arn:") { return access.target(arn: name, &context) }
    var end = name.endIndex
    while true {
      if let id = byAddress[String(name[..<end])] {
        let rest = String(name[end...])
        if let target = access.target(id, followedBy: rest, &context) { return target }
        throw .init("what the ARN of '\(name)' is like is not known; ask for its ARN")
      }
      guard let slash = name[..<end].lastIndex(of: "/") else { break }
      end = slash
    }
    throw .init("'\(name)' is not in the estate\(help(name) { _ in true })")
  }

  // MARK: - Principals

  /// The address of a role or user, its ARN or that of a session, an account, a service, a provider,
  /// or `*` for everyone.
  func asker(
    named name: String,
    _ access: inout Access,
    _ context: inout EvaluationContext
  ) throws(AccessAsker.Refusal) -> Asker {
    if let id = byAddress[name] {
      let type = estate[id].type
      if Access.isPrincipal(type) { return .identity(id, session: nil) }
      if Self.providers.contains(type), let target = access.target(id, &context) {
        return .outside(Caller(.federated, target.arn))
      }
      throw .init("'\(name)' makes no requests itself; ask for its role")
    }
    if name == "*" { return .outside(Caller(.anonymous, "*")) }
    if name.hasSuffix(".amazonaws.com") || name.hasSuffix(".amazonaws.com.cn") {
      return .outside(Caller(.service, Text(name)))
    }
    if EstateTexts.isAccountID(name) {
      return .outside(Caller(.root, Text("arn:aws:iam::\(name):root"), account: Text(name)))
    }
    let parts = name.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      .map(String.init)
    guard parts.count == 6, parts[0] == "arn", ["iam", "sts"].contains(parts[2]) else {
      throw .init(
        "'\(name)' is no principal of the estate\(help(name) { Access.isPrincipal($0.type) })"
      )
    }
    if let known = try identity(named: name, parts, &access, &context) { return known }
    return .outside(Self.outsider(name, parts))
  }

  private static let providers = ["AWS::IAM::OIDCProvider", "AWS::IAM::SAMLProvider"]

  private static func outsider(_ name: String, _ parts: [String]) -> Caller {
    let account = Text(parts[4])
    let kind = parts[5].split(separator: "/").first.map(String.init) ?? ""
    switch kind {
    case "root": return Caller(.root, Text(name), account: account)
    case "user", "federated-user": return Caller(.user, Text(name), account: account)
    case "assumed-role":
      let role = parts[5].split(separator: "/").dropFirst().first.map(String.init) ?? ""
      let arn = Text("arn:\(parts[1]):iam::\(parts[4]):role/\(role)")
      return Caller(.session, Text(name), role: arn, account: account)
    case "saml-provider", "oidc-provider": return Caller(.federated, Text(name))
    default: return Caller(.role, Text(name), account: account)
    }
  }

  /// The role or user of the estate that an ARN names, or whose session it is.
  private func identity(
    named name: String,
    _ parts: [String],
    _ access: inout Access,
    _ context: inout EvaluationContext
  ) throws(AccessAsker.Refusal) -> Asker? {
    var wanted = Pattern(name, variables: false)
    var session: Text?
    if parts[2] == "sts" {
      let path = parts[5].split(separator: "/").map(String.init)
      guard path.count == 3, path[0] == "assumed-role" else { return nil }
      session = Text(name)
      let head = "arn:\(parts[1]):iam::\(parts[4]):role/"
      wanted = Pattern([.text(head), .anyText, .text(path[1])])
    }
    var candidates: [ResourceID] = []
    for id in access.principals {
      guard let target = access.target(id, &context) else { continue }
      let scope = Scope(actions: .except([]), resources: .only([wanted]))
      switch scope.match(Request("", on: target.arn)) {
      case .yes: return .identity(id, session: session)
      case .no: continue
      case .open:
        // Names that AWS makes up are written nowhere.
        if target.arn.isNamed(like: parts[5]) { candidates.append(id) }
      }
    }
    guard candidates.count < 2 else {
      let all = candidates.map { "'\(estate[$0].address)'" }.joined(separator: ", ")
      throw .init("'\(name)' may be any of \(all); ask for its address")
    }
    return candidates.first.map { .identity($0, session: session) }
  }

  private func help(_ name: String, _ isWanted: (Resource) -> Bool) -> String {
    let all = estate.resources.filter(isWanted).map(\.address).sorted()
    return Suggestion.closest(to: name, among: all).map { "; did you mean '\($0)'?" } ?? ""
  }

  // MARK: - Strangers

  /// Somebody outside the estate whom a resource's policy names, and how it does.
  func stranger(
    _ pattern: PrincipalPattern,
    _ access: Access,
    _ context: inout EvaluationContext
  ) -> (name: String, caller: Caller)? {
    switch pattern {
    case .everyone: return ("*", Caller(.anonymous, "*"))
    case .service(let pattern):
      return (pattern.description, Caller(.service, Text(pattern.description)))
    case .federated(let pattern):
      return (pattern.description, Caller(.federated, Text(pattern.description)))
    case .aws(let pattern):
      guard let name = pattern.known else { return nil }
      var access = access
      guard case .outside(let caller)? = try? asker(named: name, &access, &context),
        caller.kind != .root || !isOwn(caller)
      else { return nil }
      return (name, caller)
    case .canonicalUser, .open: return nil
    }
  }

  /// Whether a root user is that of an account of the estate, which stands for the identities there.
  private func isOwn(_ caller: Caller) -> Bool {
    guard let account = caller.account?.known else { return false }
    return estate.scopes.contains { $0.account == account }
  }
}

extension Text {
  /// Whether the last part of an ARN is a name that is written out.
  fileprivate func isNamed(like tail: String) -> Bool {
    guard let name = tail.split(separator: "/").last else { return false }
    return description.hasSuffix("/\(name)")
  }
}
