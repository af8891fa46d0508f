/// What a policy author needs to know of a function of the host, beyond its types.
struct FunctionNote {
  /// A call of it.
  let call: String
  /// What it comes to.
  let result: String
  /// What does not follow from its result.
  let limit: String

  /// The notes by function, as ``PolicyHost`` has them.
  static let all: [String: FunctionNote] = relations.merging(identity) { $1 }
    .merging(access) { $1 }.merging(network) { $1 }.merging(others) { $1 }

  private static let relations: [String: FunctionNote] = [
    "resources": FunctionNote(
      call: "resources('AWS::CloudTrail::Trail')",
      result: """
        every resource of a type in the estate. Nested stacks that were not read, and an organization \
        that is not described as a whole, add an element that is only possible, so that nothing \
        follows from an empty list that is not known to be empty
        """,
      limit: "resources that other repositories or people deploy are not in the estate"
    ),
    "referrers": FunctionNote(
      call: "resource.referrers('AWS::S3::BucketPolicy', 'Bucket')",
      result: """
        the resources of a type whose property at a dotted path refers to this one, by `Ref`, \
        `Fn::GetAtt` or its name written out
        """,
      limit: "a reference that nothing resolves is an element that is only possible"
    ),
    "target": FunctionNote(
      call: "props.RoleArn.target()",
      result:
        "the resource that a value refers to; `optional.none()` where it is none of the estate",
      limit: """
        that there is none does not say that the value names nothing: it reads a whole value, no name \
        that is written out, and an ARN or a URI with a reference in it is unknown; ask the other way \
        round with `referrers`
        """
    ),
  ]

  private static let identity: [String: FunctionNote] = [
    "iam.statements": FunctionNote(
      call: "iam.statements(resource)",
      result: """
        the statements of the permission policies that a resource holds itself: inline, managed, \
        resource and organization policies, each in one form whether it was written as a text or a list
        """,
      limit: """
        statements are not weighed against each other: a `Deny` elsewhere, a boundary or a service \
        control policy may take away what one allows
        """
    ),
    "iam.trust": FunctionNote(
      call: "iam.trust(resource)",
      result: "the statements of a role's trust policy",
      limit: "who may assume the role also needs permission to do so on the other side"
    ),
    "iam.actionMatches": FunctionNote(
      call: "iam.actionMatches(a, 'iam:PassRole')",
      result: "whether a pattern of actions covers an action; case does not matter",
      limit: "a pattern is compared with one action, not with what a service has for actions"
    ),
    "iam.isAction": FunctionNote(
      call: "statement.actions.all(a, iam.isAction(a))",
      result: """
        whether a pattern covers an action of the service authorization reference; false only for what \
        looks like a slip, and unknown for other names that the reference does not have
        """,
      limit: "the reference is of a day, which `lintel help` says"
    ),
    "iam.isConditionKey": FunctionNote(
      call: "statement.conditions.all(c, iam.isConditionKey(c.key))",
      result: """
        whether requests to some service have a condition key; false only for what looks like a slip, \
        and unknown for other names that the reference does not have
        """,
      limit: "the keys of identity providers are not looked up"
    ),
    "iam.meant": FunctionNote(
      call: "iam.meant('s3:GetObjct') == 's3:GetObject'",
      result: "the action or condition key that is nearest to a slip; `''` where none is near",
      limit: "what is meant for a message decides no verdict"
    ),
    "iam.supportsKey": FunctionNote(
      call: "statement.conditions.all(c, iam.supportsKey(statement, c.key))",
      result: """
        whether some action of a statement supports a condition key of a service; true for keys of all \
        services, and where an action or the key is not in the reference
        """,
      limit: "that every action of the statement supports the key does not follow"
    ),
    "iam.idleResources": FunctionNote(
      call: "iam.idleResources(statement).size() == 0",
      result: """
        the resources of a statement whose actions work on none of them: ARNs of other services, or \
        ARNs that name something where all of the actions only read and take `*` alone
        """,
      limit: """
        empty where one resource fits one action, or an ARN does not say its service; within a \
        service, resource types are not compared
        """
    ),
    "iam.confinesCallers": FunctionNote(
      call: "iam.confinesCallers(statement)",
      result: """
        whether the conditions of a statement keep strangers out although its principal is everyone, \
        by who calls or from where
        """,
      limit: "whether those who are let in are the right ones is not asked"
    ),
    "iam.isEveryResource": FunctionNote(
      call: "statement.resources.exists(r, iam.isEveryResource(r))",
      result: "whether a pattern names every resource of all services or of one",
      limit: "a pattern that happens to cover all there is today is none of these"
    ),
    "iam.isBucketPattern": FunctionNote(
      call: "statement.resources.filter(r, iam.isBucketPattern(r))",
      result: """
        whether a pattern names buckets by a name that begins with a wildcard and goes on, such as \
        `arn:aws:s3:::*sagemaker*`: anybody can take such a name for a bucket
        """,
      limit: "what only the deployment fills in is taken for words"
    ),
    "iam.isRolePattern": FunctionNote(
      call: "statement.resources.exists(r, iam.isRolePattern(r))",
      result: "whether a pattern names every role of an account: `*`, `arn:aws:iam::*:role/*`",
      limit:
        "roles below a path are some of them; what only the deployment fills in is taken for words"
    ),
    "iam.reachesRoles": FunctionNote(
      call: "iam.reachesRoles(statement)",
      result: "whether some resource of a statement may be a role",
      limit: "that the role exists does not follow"
    ),
    "iam.coversBucket": FunctionNote(
      call: "iam.coversBucket(statement, resource)",
      result: "whether a statement is about calls on a bucket itself: listing, configuration",
      limit: "its actions and principals are not looked at"
    ),
    "iam.coversObjects": FunctionNote(
      call: "iam.coversObjects(statement, resource)",
      result: "whether a statement is about every object of a bucket",
      limit: "a statement about a folder is not; its actions and principals are not looked at"
    ),
    "condition": FunctionNote(
      call: "statement.condition('Bool', 'aws:SecureTransport')",
      result: """
        the values that a statement compares a condition key with under an operator; keys are compared \
        without case. Empty where it does not ask for the key
        """,
      limit: "another operator may ask for the same key"
    ),
  ]

  private static let network: [String: FunctionNote] = [
    "net.subnets": FunctionNote(
      call: "net.subnets(resource)",
      result: """
        the subnets that a machine-learning workload names; one that is no resource of the estate is \
        unknown
        """,
      limit: "an empty list says that the workload names none, not that it has no network"
    ),
    "net.vpc": FunctionNote(
      call: "net.vpc(resource)",
      result: "the VPC that a subnet, workload or other resource belongs to, as an optional",
      limit: "none says that nothing here names it"
    ),
    "net.publicRoutes": FunctionNote(
      call: "net.publicRoutes(subnet).size() == 0",
      result: """
        each way from a subnet through its route table to an internet gateway, as a list of hops that \
        findings show; the main route table counts where the subnet has no other
        """,
      limit: """
        security groups, network ACLs and NAT gateways are not on the way: no path says that no route \
        leads out through an internet gateway, and no more
        """
    ),
    "net.pathsToInternet": FunctionNote(
      call: "net.pathsToInternet(resource).size() == 0",
      result: """
        one way of a packet to an address of the internet for each interface of a workload that has one, \
        or for any host that may be put into a subnet, as a list of hops that findings show: through \
        internet, NAT and transit gateways, peers and networks that AWS keeps for it, past security \
        groups and network ACLs. Answers need not come back. No way is a proof that there is none, in \
        every deployment
        """,
      limit: """
        interfaces that nothing in the estate declares, the resolver of the VPC, through which names \
        carry data, and what a service does with what it is given
        """
    ),
    "net.pathsFromInternet": FunctionNote(
      call: "net.pathsFromInternet(resource).size() == 0",
      result: """
        one way of a packet from the internet to each interface of a resource, on any port, or to any \
        host with a public address that may be put into a subnet; no way is a proof that there is none
        """,
      limit: "whether anything listens, and what load balancers and endpoints pass on, is not asked"
    ),
    "net.path": FunctionNote(
      call: "net.path(a, b, 'tcp/443').size() == 0",
      result: """
        the way of one connection from a to b, as a list of at most one: a packet that arrives and whose \
        answer comes back. Each is a resource, `internet` or a block of addresses, b also a service \
        such as `s3` under its name; the third is `tcp/443`, `udp`, `icmp` or `all`. Private addresses \
        that no subnet has are those of hosts that are not modelled: a route to a VPN leaves them open
        """,
      limit: "a way says that packets pass, not that somebody answers"
    ),
    "net.delivery": FunctionNote(
      call: "net.delivery(a, b, 'all').size() == 0",
      result: "the same as `net.path` for packets whose answers need not come back",
      limit: "a way says that packets pass, not that somebody takes them"
    ),
    "net.serviceClass": FunctionNote(
      call: "net.serviceClass(resource, 's3') == 'gateway-endpoint'",
      result: """
        how HTTPS of a workload gets to a service under its name: `gateway-endpoint`, \
        `interface-endpoint`, `internet` for its public addresses by any other way, or `none`; the \
        public one if any of its interfaces has it, else `none` if one gets nowhere
        """,
      limit:
        "the policy of the endpoint is not asked, nor whether every zone has an interface of it"
    ),
    "net.interconnected": FunctionNote(
      call: "net.interconnected(a, b)",
      result: """
        whether a packet gets from some host of a to one of b, or back, past the internet: through \
        local routes, peers and transit gateways. False is a proof
        """,
      limit: """
        ways over the internet are left out, and hosts that pass on what they are sent; resources \
        that both reach without knowing of each other are no way
        """
    ),
    "net.wayAround": FunctionNote(
      call: "net.wayAround(firewall, a, 'internet', 'all').size() == 0",
      result: """
        the way of a packet from b to c that does not pass a, as a list of at most one: it takes no route \
        that names a, and does not leave the subnet that a is. Empty is a proof that everything passes a
        """,
      limit: "what a does with the packets is not asked; routes have to name it by a reference"
    ),
    "net.waysBeyond": FunctionNote(
      call: "net.waysBeyond(resource, [store, 's3', '10.1.0.0/16']).size() == 0",
      result: """
        a way of a packet to each resource with interfaces, and to the internet, that the list does not \
        name: by itself, its subnet, its VPC, a block that holds its subnet, `internet`, or the service \
        whose endpoint it is. Empty is a proof that the resource reaches nothing else of the estate
        """,
      limit: """
        hosts that the estate does not declare, and services through gateway endpoints; a part of the \
        internet cannot be listed
        """
    ),
    "net.unanswered": FunctionNote(
      call: "net.unanswered(a, b, 'tcp/443').size() == 0",
      result: """
        the way on which packets get from a to b though no answer comes back, as a list of at most one: \
        network ACLs without the ports of answers, or routes that differ there and back
        """,
      limit:
        "connections that do not even arrive are not among them; `net.path` has those that work"
    ),
    "net.reachedThrough": FunctionNote(
      call: "net.reachedThrough(resource)",
      result: """
        the resources with interfaces that packets of one reach, also by way of others that they reach \
        and that may pass on what they are sent
        """,
      limit: """
        an upper bound of what somebody reaches who takes over one after another: no packet goes all the \
        way, and nothing says that a resource on it can be taken over
        """
    ),
    "net.deadRules": FunctionNote(
      call: "net.deadRules().filter(r, r.resource == resource)",
      result: """
        the entries of network ACLs about which earlier ones decide, the rules of security groups that \
        another one implies, and the routes that lead nowhere: maps with `kind` \
        (`network-acl-entry`, `security-group-rule`, `route`), `step`, `resource` and `others`
        """,
      limit: "groups and lists that nothing has, and rules that several others imply together"
    ),
    "net.ingress": FunctionNote(
      call: "net.ingress(resource)",
      result: """
        the inbound rules that a security group or an ingress resource writes: `everyone`, whether all \
        addresses of the internet get in by it and others of its group, and `ranges`, the blocks that \
        do it
        """,
      limit: "whether anything listens, or a route leads there, is not asked"
    ),
    "net.workloads": FunctionNote(
      call: "net.workloads(resource)",
      result: "the machine-learning workloads that run in a VPC or subnet",
      limit: "workloads of other kinds, and of other repositories, are not among them"
    ),
    "net.requiredEndpoints": FunctionNote(
      call: "net.requiredEndpoints(resource)",
      result: """
        the services, such as `sagemaker.api`, that a workload calls by what it is, or the workloads of \
        a VPC
        """,
      limit: "what their code calls besides is not known"
    ),
    "net.isFoundByCallers": FunctionNote(
      call: "net.isFoundByCallers(e)",
      result: """
        whether the name of an endpoint's service leads to the endpoint: private DNS is on, and the \
        VPC resolves names; for gateway endpoints, which routes lead to, it is true
        """,
      limit: "whether routes, security groups and policies let anything through is not asked"
    ),
    "net.endpoints": FunctionNote(
      call: "net.endpoints(resource)",
      result: "the endpoints that stand in a VPC",
      limit: "whether their security groups and policies let anything through is not asked"
    ),
    "net.connectedVpcs": FunctionNote(
      call: "net.connectedVpcs(resource)",
      result: "the VPCs that peering connections and transit gateways join to a VPC",
      limit: """
        whether routes and filters let packets pass: `net.interconnected` says that; connections and \
        attachments made by stacks or in accounts that are not in the run are not seen
        """
    ),
  ]

  private static let others: [String: FunctionNote] = [
    "kms.isCustomerManaged": FunctionNote(
      call: "kms.isCustomerManaged(props.KmsKeyId)",
      result: """
        whether a key id, ARN, alias or reference names a key of the customer: one that is not below \
        `alias/aws/`
        """,
      limit: "an id that is written out is taken as a customer's; who may use the key is not asked"
    ),
    "org.environments": FunctionNote(
      call: "org.environments(resource)",
      result: """
        the different environments, of `dev`, `test` and `prod`, that tags of the machine-learning \
        resources in the same account name
        """,
      limit: "what has no tag says nothing; a word that means none of the three is unknown"
    ),
    "org.environmentTags": FunctionNote(
      call: "org.environmentTags(resource)",
      result: "the tags of a resource that name an environment",
      limit: "that they tell the truth"
    ),
    "org.guardrails": FunctionNote(
      call: "org.guardrails(resource)",
      result: """
        the statements of every service control policy on an account, on a unit above it or on the \
        root; none for the management account
        """,
      limit: "they are not weighed against each other, nor against what identities are allowed"
    ),
    "org.holdsMachineLearning": FunctionNote(
      call: "org.holdsMachineLearning(resource)",
      result: "whether machine-learning resources of the estate are in the account of a resource",
      limit: "what others deploy there is not seen"
    ),
    "org.isManagementAccount": FunctionNote(
      call: "org.isManagementAccount(resource)",
      result: "whether an account is the one that the organization is managed from",
      limit: "false where the estate does not say"
    ),
    "org.members": FunctionNote(
      call: "org.members()",
      result: "what the estate declares of the organization: itself, its units, its accounts",
      limit: "an organization that is only described in part has more"
    ),
    "org.sharesAccount": FunctionNote(
      call: "org.sharesAccount(resource, other)",
      result: "whether two resources are in one account",
      limit: "unknown where a stack does not say which account it is for"
    ),
    "intent.counterexamples": FunctionNote(
      call: "intent.counterexamples(resource)",
      result: "what contradicts an expectation of a platform description, step by step",
      limit: "an expectation holds as far as the estate is described"
    ),
  ]
}
