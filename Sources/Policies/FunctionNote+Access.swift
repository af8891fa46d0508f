extension FunctionNote {
  /// The functions that weigh policies against each other.
  static let access: [String: FunctionNote] = [
    "iam.allows": FunctionNote(
      call:
        "iam.allows(role, 'iam:PassRole', target, {'iam:PassedToService': ['ec2.amazonaws.com']})",
      result: """
        whether a role or user may do something with a resource or ARN (`'*'` for an action that is \
        about none), by all policies of the estate: those attached to it from either side, of groups, \
        its boundary, the resource's, and control policies. A map gives condition keys of the request, \
        an empty list those that it has not; the answer holds whatever other keys are, or is unknown
        """,
      limit: """
        resources outside of the estate are taken for the caller's own, without policies; the request \
        is the caller's own and uses TLS; a service in between may be allowed more
        """
    ),
    "iam.whoCan": FunctionNote(
      call: "iam.whoCan('kms:ScheduleKeyDeletion', resource)",
      result: """
        the roles and users of the estate that may do something, as `iam.allows` has it; one of which \
        that is not known is an element that is only possible
        """,
      limit:
        "principals outside of the estate are not among them, whoever a resource's policy lets in"
    ),
    "iam.trustedPrincipals": FunctionNote(
      call: "iam.trustedPrincipals(resource).exists(p, p.isOutside)",
      result: """
        whom the trust policy of a role lets in, one map for each: `type` (`AWS`, `Service`, \
        `Federated`, `*`) and `value` as they are written, `isOutside`, whether it is somebody of \
        another account, and `statement`, with its conditions
        """,
      limit: "services and providers are not outside, whoever is behind them; see the conditions"
    ),
    "iam.covers": FunctionNote(
      call: "iam.covers(boundary, role)",
      result: """
        whether everything that the second allows is allowed by the first: roles and users by all \
        that is attached, less their boundary and control policies; policies by their statements. \
        Findings show the statement that allows more
        """,
      limit: "what the policies of resources allow besides is not compared"
    ),
    "iam.letsThrough": FunctionNote(
      call: "iam.letsThrough(endpoint, {'aws:ResourceOrgID': ['o-1a2b3c4d5e']}, 's3:PutObject')",
      result: """
        whether the policy of an endpoint, bucket, key or another resource lets some request through that \
        has none of the values: one by somebody, or for something, beyond a perimeter. All statements are \
        weighed together, denials too; without an action, all count. Findings show the statement that \
        lets it through
        """,
      limit: """
        accounts of the estate and services of AWS are inside; whose a bucket is that is named and not in \
        the estate is not known, nor whether another account is in the organization; Block Public Access of a \
        whole account is not seen; what callers may do besides, and whether packets get there, is not asked
        """
    ),
    "iam.idleGrants": FunctionNote(
      call: "iam.idleGrants(resource).exists(g, g.cause == 'denied')",
      result: """
        what the policy documents of a resource say in vain, one map for each: `cause`, `statement`, and \
        `what`. `denied` and `covered` are statements all of which other statements of the document deny \
        or allow, with the one that does in `what`, or the statement itself if it takes several
        """,
      limit: "what is not known is not taken to be in vain"
    ),
    "iam.isAdministrator": FunctionNote(
      call: "iam.isAdministrator(resource)",
      result: """
        whether a role or user may do everything that the organization lets its account do: by all that \
        is attached to it, within its boundary. Findings show the statement
        """,
      limit: "who may give itself every right is none yet; `iam.escalations` tells that"
    ),
    "iam.escalations": FunctionNote(
      call: "iam.escalations(resource).exists(e, e.isProven && e.isAdministrator)",
      result: """
        whom a role or user can come to be who may do more, one map for each: `to`, the role or user \
        (`isItself` where it gives rights to itself), `hasAnyRight`, whether it gets any right on the \
        way, `isAdministrator`, whether it then may do everything, `isProven`, whether all that is \
        needed is in the estate, `path`, the steps in words, `methods`, their ids, `steps`, a request \
        for each (`principal`, `action`, `resource`, `context`), and `gain`, something that it could \
        not do before. Findings show the statement that allows the first step
        """,
      limit: """
        administrators have none; policies of resources other than roles do not count, nor what is found \
        in data; what hangs on parameters and conditions stays open
        """
    ),
    "iam.administratorPaths": FunctionNote(
      call: "iam.administratorPaths(resource).exists(e, e.isProven)",
      result: """
        the shortest way by which a role or user comes to do everything, in a list of one map with what \
        `iam.escalations` tells; empty where there is none, and for administrators. Findings show the \
        statement that allows the first step
        """,
      limit: """
        ways over what the estate does not hold, such as functions of others, do not count; policies of \
        resources other than roles neither; what hangs on parameters and conditions stays open
        """
    ),
    "iam.grants": FunctionNote(
      call: "iam.grants(resource, 's3').filter(g, g.level == 'Write' && g.isEverywhere)",
      result: """
        what a role or user may do, by all that is attached to it, within its boundary and the control \
        policies: one map for each service and access level (`List`, `Read`, `Write`, `Tagging`, \
        `Permissions management`), with `service`, `level`, `actions`, `isEverywhere`, whether some \
        action that works on resources may be done to such as no statement names, and `resources`, those \
        that statements name. A second argument asks for one service
        """,
      limit:
        "an action counts if some request for it is allowed, whatever conditions that has to meet"
    ),
    "iam.effectiveScps": FunctionNote(
      call: "iam.effectiveScps(resource)",
      result: """
        the statements of the service control policies that are for the account of a resource, on the \
        account, on units above it or on the root; none for the management account
        """,
      limit: """
        AWS's own `FullAWSAccess` is not among them; without an organization in the estate the list is \
        empty
        """
    ),
  ]
}
