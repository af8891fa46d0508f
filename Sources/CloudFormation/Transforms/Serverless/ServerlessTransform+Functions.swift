import Syntax

/// `AWS::Serverless::Function`.
extension ServerlessTransform {
  private static let ownProperties: Set<String> = [
    "AssumeRolePolicyDocument", "AutoPublishAlias", "AutoPublishAliasAllProperties",
    "AutoPublishCodeSha256", "CodeUri", "DeadLetterQueue", "DeploymentPreference",
    "EventInvokeConfig", "Events", "FunctionUrlConfig", "ImageUri", "InlineCode",
    "PermissionsBoundary", "Policies", "PropagateTags", "ProvisionedConcurrencyConfig", "Role",
    "RolePath", "Tags", "Tracing", "VersionDeletionPolicy", "VersionDescription",
  ]

  mutating func generateFunction(_ function: ServerlessResource) {
    var properties = function.properties(besides: Self.ownProperties)
    properties.append((.text("Code"), code(of: function)))
    properties.append((.text("Role"), role(of: function)))
    properties.append((.text("Tags"), tags(function["Tags"], adding: "lambda:createdBy")))
    if let mode = function["Tracing"] {
      let tracing = GeneratedNode.object(["Mode": mode])
      let place = function.place(of: "Tracing")
      properties.append((.text("TracingConfig"), .placed(tracing, at: place)))
    }
    if let target = entry("TargetArn", of: function["DeadLetterQueue"]) {
      let queue = GeneratedNode.object(["TargetArn": target])
      let place = function.place(of: "DeadLetterQueue")
      properties.append((.text("DeadLetterConfig"), .placed(queue, at: place)))
    }
    generated.append(GeneratedResource(function, as: "AWS::Lambda::Function", properties))
    generateVersions(of: function)
    generateURL(of: function)
    for event in entries(of: function["Events"]) { generateEvent(event, of: function) }
  }

  private func code(of function: ServerlessResource) -> GeneratedNode {
    if let inline = function["InlineCode"] { return .object(["ZipFile": inline]) }
    if let image = function["ImageUri"] { return .object(["ImageUri": image]) }
    let location = function["CodeUri"]
    if let bucket = entry("Bucket", of: location) {
      return .object([
        "S3Bucket": bucket, "S3Key": entry("Key", of: location),
        "S3ObjectVersion": entry("Version", of: location),
      ])
    }
    // Where the packaging puts the files is not known yet.
    return .unknown
  }

  // MARK: - Role

  private mutating func role(of function: ServerlessResource) -> GeneratedNode {
    if let role = function["Role"] { return role }
    let name = "\(function.name)Role"
    var managed = [Self.managed("service-role/AWSLambdaBasicExecutionRole")]
    if function["VpcConfig"] != nil {
      managed.append(Self.managed("service-role/AWSLambdaVPCAccessExecutionRole"))
    }
    if let tracing = function["Tracing"], text(of: tracing) != "Disabled" {
      managed.append(Self.managed("AWSXrayWriteOnlyAccess"))
    }
    var sources: [String] = []
    for event in entries(of: function["Events"]) {
      guard let type = text(of: entry("Type", of: event.value)),
        let policy = Self.sourcePolicies[type], !sources.contains(policy)
      else { continue }
      sources.append(policy)
    }
    managed += sources.map { Self.managed("service-role/\($0)") }
    var policies = RolePolicies(managed: managed)
    addPolicies(of: function, to: &policies)
    if let queue = function["DeadLetterQueue"] { addQueue(queue, of: function, to: &policies) }
    let trust =
      function["AssumeRolePolicyDocument"] ?? Self.trust(service: "lambda.amazonaws.com")
    appendRole(name, trust, policies, of: function)
    return .attribute("Arn", of: name)
  }

  /// The managed policies that reading from a source takes.
  private static let sourcePolicies: [String: String] = [
    "DynamoDB": "AWSLambdaDynamoDBExecutionRole", "Kinesis": "AWSLambdaKinesisExecutionRole",
    "MSK": "AWSLambdaMSKExecutionRole", "SQS": "AWSLambdaSQSQueueExecutionRole",
  ]

  private func addQueue(
    _ queue: GeneratedNode,
    of function: ServerlessResource,
    to policies: inout RolePolicies
  ) {
    guard let type = text(of: entry("Type", of: queue)), let target = entry("TargetArn", of: queue)
    else { return }
    let action = type == "SNS" ? "sns:Publish" : "sqs:SendMessage"
    let statement = GeneratedNode.object([
      "Effect": .text("Allow"), "Action": .text(action), "Resource": target,
    ])
    let document = Self.document(.list([statement]))
    policies.inline.append(
      .placed(
        .object(["PolicyName": .text("DeadLetterQueuePolicy"), "PolicyDocument": document]),
        at: function.place(of: "DeadLetterQueue")
      )
    )
  }

  // MARK: - Versions, URLs

  private mutating func generateVersions(of function: ServerlessResource) {
    guard let alias = function["AutoPublishAlias"] else { return }
    let version = "\(function.name)Version"
    let place = function.place(of: "AutoPublishAlias")
    generated.append(
      GeneratedResource(
        version,
        "AWS::Lambda::Version",
        .object(["FunctionName": .ref(function.name)]),
        of: function,
        at: place
      )
    )
    let aliasName = "\(function.name)Alias\(text(of: alias) ?? "")"
    generated.append(
      GeneratedResource(
        aliasName,
        "AWS::Lambda::Alias",
        .object([
          "Name": alias, "FunctionName": .ref(function.name),
          "FunctionVersion": .attribute("Version", of: version),
          "ProvisionedConcurrencyConfig": function["ProvisionedConcurrencyConfig"],
        ]),
        of: function,
        at: place
      )
    )
    names["\(function.name).Version"] = version
    names["\(function.name).Alias"] = aliasName
  }

  private mutating func generateURL(of function: ServerlessResource) {
    guard let url = function["FunctionUrlConfig"] else { return }
    let place = function.place(of: "FunctionUrlConfig")
    let settings = entries(of: url).map { entry in
      (key: GeneratedNode.Key.node(entry.key), value: entry.value)
    }
    generated.append(
      GeneratedResource(
        "\(function.name)Url",
        "AWS::Lambda::Url",
        .map([(.text("TargetFunctionArn"), target(function))] + settings),
        of: function,
        at: place
      )
    )
    guard text(of: entry("AuthType", of: url)) == "NONE" else { return }
    generated.append(
      GeneratedResource(
        "\(function.name)UrlPublicPermissions",
        "AWS::Lambda::Permission",
        .object([
          "Action": .text("lambda:InvokeFunctionUrl"), "FunctionName": target(function),
          "Principal": .text("*"), "FunctionUrlAuthType": .text("NONE"),
        ]),
        of: function,
        at: place
      )
    )
    generated.append(
      GeneratedResource(
        "\(function.name)URLInvokeAllowPublicAccess",
        "AWS::Lambda::Permission",
        .object([
          "Action": .text("lambda:InvokeFunction"), "FunctionName": target(function),
          "Principal": .text("*"), "InvokedViaFunctionUrl": .text("true"),
        ]),
        of: function,
        at: place
      )
    )
  }
}
