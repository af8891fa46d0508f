/// The keys of the language that are no properties of AWS's: what the reader takes, what the JSON
/// Schema and the reference page tell.
enum LanguageKeys {
  static let description: [LanguageKey] = [
    LanguageKey(
      "lintel",
      .words(["platform/v1"]),
      "the language and its version",
      isRequired: true
    ),
    LanguageKey(
      "include",
      .list(.text),
      "files and folders beside this one that belong to the estate",
      example: "network.yaml"
    ),
    LanguageKey(
      "complete",
      .list(.words(parts.map(\.key))),
      "the parts that are wholly described: what is not written does not exist"
    ),
    LanguageKey("organization", .object(organization), "units, their policies, and Control Tower"),
    LanguageKey("accounts", .map(.account(account)), "the accounts, by name, with what is in them"),
    LanguageKey(
      "stacks",
      .map(.account(stack)),
      "what is deployed together in an account that is described elsewhere, or not known"
    ),
    LanguageKey(
      "templates",
      .map(.object(template)),
      "how templates of the estate are deployed, by their path beside this file"
    ),
    LanguageKey(
      "expect",
      .list(.either([.object(reach), .object(permission)])),
      "what is to hold of the platform: claims about reach and about permissions"
    ),
  ]

  static let parts: [LanguageKey] = [
    LanguageKey("data-protection", .text, "keys, and who may use them"),
    LanguageKey("delivery", .text, "pipelines, repositories, approvals"),
    LanguageKey("identity", .text, "roles, users, groups and their policies"),
    LanguageKey("monitoring", .text, "trails, logs, alarms, monitoring schedules"),
    LanguageKey("network", .text, "VPCs, routes, endpoints, security groups"),
    LanguageKey("organization", .text, "units, accounts, service control policies"),
    LanguageKey("properties", .text, "resources: what AWS requires and is not written is an error"),
  ]

  private static let placement: [LanguageKey] = [
    LanguageKey(
      "region",
      .pattern("^[a-z]+(-[a-z]+){1,2}-[0-9]$"),
      "the region, such as eu-west-1",
      example: "eu-west-1"
    ),
    LanguageKey("environment", .text, "dev, test, prod, or whatever it is called", example: "prod"),
    LanguageKey("complete", .list(.words(parts.map(\.key))), "the parts that are wholly described"),
    LanguageKey(
      "open",
      .list(.words(parts.map(\.key))),
      "the parts of which more may exist, although 'complete' stands above"
    ),
    LanguageKey(
      "names",
      .words(["described", "generated"]),
      "whether what is not named otherwise has the name it has here (described, the default) or"
        + " one that AWS makes up (generated)"
    ),
    LanguageKey("external", .map(.object(external)), "what exists elsewhere and is named here"),
    LanguageKey(
      "resources",
      .map(.open(anyResource)),
      "resources of any type, each with its 'type'"
    ),
  ]

  static let account: [LanguageKey] =
    [
      LanguageKey(
        "id",
        .pattern("^[0-9]{12}$"),
        "the id, 12 digits in quotes",
        example: "111122223333"
      ),
      LanguageKey(
        "email",
        .text,
        "the address of the account's owner",
        example: "ml-prod@example.com"
      ),
      LanguageKey("tags", .anything, "tags, as a mapping or as AWS's list of keys and values"),
    ] + placement

  static let stack: [LanguageKey] =
    [
      LanguageKey(
        "account",
        .text,
        "the account that it stands in, by its name or id",
        example: "ml-prod"
      )
    ] + placement

  static let template: [LanguageKey] = [
    LanguageKey("account", .text, "the account that it is deployed to, by its name here"),
    LanguageKey(
      "parameters",
      .map(.anything),
      "values of its parameters: texts, {$ref: ADDRESS} for what is described, lists of such"
    ),
  ]

  static let external: [LanguageKey] = [
    LanguageKey("type", .text, "the type, such as AWS::EC2::TransitGateway", isRequired: true),
    LanguageKey("id", .text, "the id that it has in AWS"),
    LanguageKey(
      "arn",
      .text,
      "the ARN that it has in AWS",
      example: "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-0000-0000-000000000000"
    ),
    LanguageKey("unknown", .list(.text), "what is not known of it, such as its routes"),
  ]

  private static let anyResource: [LanguageKey] = [
    LanguageKey("type", .text, "the type, such as AWS::Glue::Job"),
    LanguageKey("$type", .text, "the same, for types that have a property 'type' themselves"),
  ]

  static let organization: [LanguageKey] = [
    LanguageKey("root", .object(unit), "the root: policies that apply everywhere"),
    LanguageKey(
      "managementAccount",
      .text,
      "the account that manages the organization, by name",
      example: "main"
    ),
    LanguageKey(
      "units",
      .map(.object(unit)),
      "organizational units by their path, such as workloads/prod"
    ),
    LanguageKey(
      "policies",
      .resources("AWS::Organizations::Policy"),
      "policies of the organization"
    ),
    LanguageKey("controlTower", .object(controlTower), "the landing zone and its controls"),
  ]

  static let unit: [LanguageKey] = [
    LanguageKey("accounts", .list(.text), "the accounts in it, by name"),
    LanguageKey("policies", .list(.text), "the policies that are attached to it, by name"),
  ]

  static let controlTower: [LanguageKey] = [
    LanguageKey("landingZone", .resource("AWS::ControlTower::LandingZone"), "the landing zone"),
    LanguageKey(
      "enabledControls",
      .resources("AWS::ControlTower::EnabledControl"),
      "controls by their name or ARN"
    ),
    LanguageKey(
      "enabledBaselines",
      .resources("AWS::ControlTower::EnabledBaseline"),
      "baselines by their name or ARN"
    ),
  ]

  static let reach: [LanguageKey] = [
    LanguageKey(
      "from",
      names,
      "a resource or an address with '*' for a name",
      isRequired: true,
      example: "ml-prod/trainingJobs/*"
    ),
    LanguageKey(
      "to",
      names,
      "internet, a service such as s3 or sagemaker.api, or a resource",
      isRequired: true,
      example: "internet"
    ),
    LanguageKey("is", .words(["reachable", "unreachable"]), "what is claimed", isRequired: true),
  ]

  static let permission: [LanguageKey] = [
    LanguageKey(
      "principal",
      names,
      "a role or user, or an address with '*'",
      isRequired: true,
      example: "ml-prod/roles/trainer"
    ),
    LanguageKey(
      "action",
      names,
      "an action such as s3:DeleteObject",
      isRequired: true,
      example: "s3:DeleteObject"
    ),
    LanguageKey(
      "resource",
      names,
      "a resource, an ARN pattern, or '*'",
      isRequired: true,
      example: "features/*"
    ),
    LanguageKey(
      "with",
      .map(texts),
      "condition keys of the request, such as iam:PassedToService: sagemaker.amazonaws.com"
    ),
    LanguageKey("is", .words(["allowed", "denied"]), "what is claimed", isRequired: true),
  ]

  private static let names = KeyForm.text

  static let route: [LanguageKey] = [
    LanguageKey("to", .text, "a block of addresses or a prefix list", isRequired: true),
    LanguageKey(
      "via",
      .text,
      "a gateway, endpoint or connection; local",
      isRequired: true,
      example: "gateway"
    ),
  ]

  static let trust: [LanguageKey] = [
    LanguageKey("principal", .text, "who: a service, a role, an account, an ARN", isRequired: true),
    LanguageKey("actions", texts, "sts:AssumeRole and its like; follows from the principal"),
    LanguageKey("conditions", .anything, "conditions as IAM has them"),
    LanguageKey("sid", .text, "a name for the statement"),
  ]

  static let statement: [LanguageKey] = [
    LanguageKey("actions", texts, "actions such as s3:GetObject", example: "s3:GetObject"),
    LanguageKey("notActions", texts, "all actions but these"),
    LanguageKey(
      "resources",
      texts,
      "names with a path behind them, ARN patterns, or '*'",
      example: "features/*"
    ),
    LanguageKey("notResources", texts, "all resources but these"),
    LanguageKey("conditions", .anything, "conditions as IAM has them"),
    LanguageKey("sid", .text, "a name for the statement"),
  ]

  private static let texts = KeyForm.either([.text, .list(.text)])

  /// How sensitive what a store holds is.
  static let classifications = ["public", "internal", "confidential", "restricted"]
}
