/// A way in which a principal gets more than it was given.
///
/// Sources: pathfinding.cloud, whose ids these are where they have no `ml-` before them, and AWS's API
/// references for what becomes of a role in a request; `schemas/escalations.yaml` says which.
package struct EscalationMethod: Sendable {
  /// What the steps are done to, and what is gained.
  package enum Way: Int, CaseIterable, Sendable {
    /// A role is passed to something new that a service runs: the caller acts with it.
    case passed
    /// Something that runs with a role does what the caller wants.
    case existing
    /// The caller gives itself any right.
    case itself
    /// The caller changes a policy that is attached to it.
    case policy
    /// The caller becomes another user.
    case user
    /// The caller admits itself to a role.
    case role
    /// The caller assumes a role that trusts it.
    case assume
    /// The caller gives any right to a role that trusts it.
    case altered
    /// The caller gives any right to a role, and admits itself.
    case rewritten
  }

  /// `lambda-001`, `ml-tuning-job`
  package let id: String
  package let way: Way
  /// Whether the one that the caller becomes gets any right on the way.
  package let grantsAll: Bool
  /// The service that the role has to trust; for ``Way/itself``, `user` or `role`.
  package let subject: String
  /// What has to be allowed, beside `iam:PassRole` where a role is passed.
  package let steps: [ActionID]
  /// The types and properties that show what runs with a role: `AWS::Lambda::Function Role`.
  package let holders: [String]
}

extension ServiceAuthorization {
  /// The catalogue, in its order.
  package var escalationMethods: [EscalationMethod] {
    (0..<tables[.escalationCount]).map { row in
      let way = tables.short(.escalations, row * 5 + 1)
      return EscalationMethod(
        id: tables.text(tables.short(.escalations, row * 5)),
        way: EscalationMethod.Way(rawValue: way & 15) ?? .assume,
        grantsAll: way & 16 != 0,
        subject: tables.text(tables.short(.escalations, row * 5 + 2)),
        steps: tables.run(tables.short(.escalations, row * 5 + 3)).map {
          ActionID(rawValue: UInt16($0))
        },
        holders: tables.run(tables.short(.escalations, row * 5 + 4)).map(tables.text)
      )
    }
  }

  /// The day that the published catalogue was read.
  package var escalationDate: String { tables.text(tables[.escalationDate]) }
}
