package import Infrastructure
package import Permissions
import ServiceAuthorization

/// Escalations in sentences.
package struct EscalationWords {
  private let estate: Estate

  package init(_ estate: Estate) {
    self.estate = estate
  }

  /// The steps of a path, one after the other: `passes 'Build' to codebuild.amazonaws.com
  /// (iam:PassRole), codebuild:CreateProject, codebuild:StartBuild [codebuild-001]`.
  package func path(_ path: EscalationPath) -> String {
    path.ways.map { way in
      let who = way.principal == path.ways[0].principal ? "" : "as '\(name(way.principal))' "
      return "\(who)\(steps(of: way)) [\(way.method.id)]"
    }.joined(separator: ", then ")
  }

  /// `iam:PassRole on 'Build'`
  private func steps(of way: Escalation) -> String {
    let end = name(way.end.id)
    let names = way.method.steps.map(ServiceAuthorization.builtIn.name)
    switch way.method.way {
    case .passed:
      return (["iam:PassRole of '\(end)' to \(way.method.subject)"] + names).joined(separator: ", ")
    case .existing:
      let holder = way.holder.map { " on '\(name($0))', which runs as '\(end)'" }
      return names.joined(separator: ", ") + (holder ?? " on what runs as '\(end)'")
    case .itself: return names.joined(separator: ", ") + " on itself"
    case .policy:
      let policy = way.holder.map { "'\(name($0))'" } ?? "a policy"
      return names.joined(separator: ", ") + " on \(policy), which is attached to it"
    case .user, .role, .assume, .altered, .rewritten:
      return names.joined(separator: ", ") + " on '\(end)'"
    }
  }

  /// `s3:GetObject on arn:aws:s3:::data/x`
  package func request(_ request: Request) -> String {
    "\(request.action) on \(request.resource.description)"
  }

  private func name(_ id: ResourceID) -> String { estate[id].name }
}
