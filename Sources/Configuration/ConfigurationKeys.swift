import Findings

/// The keys of configurations: what the reader takes, and what the JSON Schema and `config show` tell.
enum ConfigurationKeys {
  static let version = "config/v1"

  static let severities = Severity.allCases.map(\.rawValue)

  static let treatments = ["note", "warn", "fail"]

  static let all: [ConfigurationKey] =
    [
      ConfigurationKey(
        "lintel",
        .word([version]),
        "the language and its version",
        example: version
      ),
      ConfigurationKey(
        "extends",
        .shape(.path),
        "the configuration that holds where this one says nothing",
        example: "../.lintel.yaml"
      ),
      ConfigurationKey(
        "policies",
        .object(policies),
        "which policies judge, and how",
        example: "{}"
      ),
      ConfigurationKey(
        "fail-on",
        .word(severities),
        "the lowest severity at which findings make the exit code 1",
        fallback: "medium",
        example: "high"
      ),
      ConfigurationKey(
        "undetermined",
        .either(.word(treatments), .object(treatmentBySeverity)),
        "what undetermined verdicts do: note lists them by the value that they wait for, warn shows"
          + " each in full, fail does that and counts them as findings",
        fallback: "note",
        example: "{critical: fail, high: warn}"
      ),
      ConfigurationKey(
        "exclude",
        .list(.shape(.pattern)),
        "files and folders that are not read, as .gitignore writes them",
        fallback: "none",
        example: "[examples/, '*.generated.yaml']"
      ),
      ConfigurationKey(
        "respect-gitignore",
        .flag,
        "whether what .gitignore files name is left out of folders",
        fallback: "true",
        example: "false"
      ),
    ] + deployment + [
      ConfigurationKey(
        "stacks",
        .map(.object(stack)),
        "how templates are deployed: by patterns of their paths, or of the names of nested stacks;"
          + " later entries win",
        example: "{'network/*.yaml': {account: '111122223333'}}"
      ),
      ConfigurationKey(
        "environments",
        .map(.object(environment)),
        "deployments of the same templates; each is judged, and findings name theirs",
        example: "{dev: {region: eu-west-1}, prod: {region: eu-central-1}}"
      ),
    ]

  private static let policies: [ConfigurationKey] = [
    ConfigurationKey(
      "select",
      .list(.shape(.selector)),
      "the policies that judge",
      fallback: "all",
      example: "['domain:network-isolation', 'tag:notebook']"
    ),
    ConfigurationKey(
      "ignore",
      .list(.shape(.selector)),
      "policies that do not judge, although they are selected",
      fallback: "none",
      example: "[kms-key-rotation-enabled]"
    ),
    ConfigurationKey(
      "folders",
      .list(.shape(.path)),
      "folders with policies of your own, added to the built-in ones",
      fallback: "none",
      example: "[policies]"
    ),
    ConfigurationKey(
      "overrides",
      .map(.object(override)),
      "what changes of single policies, by their id",
      example: "{bucket-policy-tls-only: {severity: critical}}"
    ),
  ]

  private static let override: [ConfigurationKey] = [
    ConfigurationKey(
      "severity",
      .word(severities),
      "the severity of its findings",
      example: "critical"
    ),
    ConfigurationKey(
      "parameters",
      .map(.literal),
      "values of the policy's parameters, of the types that it declares",
      example: "{policies: [AdministratorAccess]}"
    ),
  ]

  private static let treatmentBySeverity = severities.reversed().map { severity in
    ConfigurationKey(
      severity,
      .word(treatments),
      "what undetermined verdicts of policies with this severity do",
      fallback: "note",
      example: "warn"
    )
  }

  /// What may be known of a deployment: of all templates, of some, in one environment.
  private static let values: [ConfigurationKey] = [
    ConfigurationKey(
      "account",
      .shape(.account),
      "the id of the account that is deployed to, in quotes",
      example: "'111122223333'"
    ),
    ConfigurationKey(
      "region",
      .shape(.region),
      "the region that is deployed to",
      example: "eu-west-1"
    ),
    ConfigurationKey(
      "parameters",
      .map(.either(.text, .list(.text))),
      "values of template parameters",
      example: "{VpcCidr: 10.20.0.0/16}"
    ),
    ConfigurationKey(
      "parameter-files",
      .list(.shape(.path)),
      "files of parameter values, in the shape of the AWS command line, of CodePipeline, a plain"
        + " mapping, or samconfig.toml; later ones win, 'parameters' over all",
      example: "[config/prod.json]"
    ),
  ]

  private static let outside: [ConfigurationKey] = [
    ConfigurationKey(
      "imports",
      .map(.text),
      "values that stacks export which are not part of the run, by their export's name",
      example: "{shared-vpc-id: vpc-0a1b2c3d}"
    ),
    ConfigurationKey(
      "ssm",
      .map(.either(.text, .list(.text))),
      "values of parameters of Systems Manager, by their name",
      example: "{/shared/vpc-id: vpc-0a1b2c3d}"
    ),
  ]

  private static let deployment = values + outside

  private static let stack =
    values + [
      ConfigurationKey(
        "name",
        .text,
        "the name of the stack, which exports are often named by",
        example: "ml-network"
      ),
      ConfigurationKey(
        "environment",
        .text,
        "dev, test, prod, or whatever it is called",
        example: "prod"
      ),
    ]

  private static let environment =
    deployment + [
      ConfigurationKey(
        "stacks",
        .map(.object(stack)),
        "how templates are deployed in this environment",
        example: "{main.yaml: {parameters: {Size: large}}}"
      )
    ]
}
