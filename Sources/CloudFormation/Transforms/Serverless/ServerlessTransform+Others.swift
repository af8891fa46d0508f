import Syntax

/// The kinds beside functions.
extension ServerlessTransform {
  // MARK: - Interfaces

  mutating func generateRestAPI(_ api: ServerlessResource) {
    let own: Set<String> = [
      "AccessLogSetting", "AlwaysDeploy", "Auth", "BinaryMediaTypes", "CacheClusterEnabled",
      "CacheClusterSize", "CanarySetting", "Cors", "DefinitionBody", "DefinitionUri", "Domain",
      "EndpointConfiguration", "GatewayResponses", "MergeDefinitions", "MethodSettings", "Models",
      "OpenApiVersion", "PropagateTags", "StageName", "Tags", "TracingEnabled", "Variables",
    ]
    var properties = api.properties(besides: own)
    properties.append((.text("Body"), .unknown))
    if let types = api["EndpointConfiguration"] {
      let place = api.place(of: "EndpointConfiguration")
      // The model's mapping says `Type`, and may be just the type.
      let type = entry("Type", of: types) ?? (entries(of: types).isEmpty ? types : nil)
      let others = entries(of: types).filter { $0.name != "Type" }
      let settings =
        [(key: GeneratedNode.Key.text("Types"), value: GeneratedNode.list(type.map { [$0] } ?? []))]
        + others.map { setting in
          setting.name == "VPCEndpointIds"
            ? (key: .text("VpcEndpointIds"), value: .placed(setting.value, at: setting.key))
            : (key: .node(setting.key), value: setting.value)
        }
      properties.append((.text("EndpointConfiguration"), .placed(.map(settings), at: place)))
    }
    if let policy = entry("ResourcePolicy", of: api["Auth"]) {
      // What the model makes of its own words is not worked out.
      let custom = entry("CustomStatements", of: policy)
      let isPlain = custom != nil && entries(of: policy).count == 1
      properties.append(
        (.text("Policy"), isPlain ? Self.document(custom ?? .unknown) : .unknown)
      )
    }
    generated.append(GeneratedResource(api, as: "AWS::ApiGateway::RestApi", properties))
    generateStage(of: api)
  }

  private mutating func generateStage(of api: ServerlessResource) {
    let deployment = "\(api.name)Deployment"
    generated.append(
      GeneratedResource(
        deployment,
        "AWS::ApiGateway::Deployment",
        .object(["RestApiId": .ref(api.name)]),
        of: api
      )
    )
    let stageName = api["StageName"]
    let stage = "\(api.name)\(text(of: stageName) ?? "")Stage"
    let kept: Set<String> = [
      "AccessLogSetting", "CacheClusterEnabled", "CacheClusterSize", "CanarySetting",
      "MethodSettings", "StageName", "TracingEnabled", "Variables",
    ]
    let settings = api.properties.filter { kept.contains($0.name) }
      .map(entry)
    generated.append(
      GeneratedResource(
        stage,
        "AWS::ApiGateway::Stage",
        .map(
          [(.text("RestApiId"), .ref(api.name)), (.text("DeploymentId"), .ref(deployment))]
            + settings
        ),
        of: api,
        at: api.place(of: "StageName")
      )
    )
    names["\(api.name).Stage"] = stage
    names["\(api.name).Deployment"] = deployment
  }

  mutating func generateHTTPAPI(_ api: ServerlessResource) {
    let kept: Set<String> = [
      "Description", "DisableExecuteApiEndpoint", "FailOnWarnings", "Name", "RouteSettings",
    ]
    var properties: [GeneratedNode.Entry] = api.properties
      .filter { kept.contains($0.name) && $0.name != "RouteSettings" }
      .map { (.node($0.key), $0.value) }
    properties.append((.text("Body"), .unknown))
    generated.append(GeneratedResource(api, as: "AWS::ApiGatewayV2::Api", properties))
    let stageName = api["StageName"]
    let isDefault = stageName == nil
    let stage = "\(api.name)\(isDefault ? "ApiGatewayDefault" : text(of: stageName) ?? "")Stage"
    generated.append(
      GeneratedResource(
        stage,
        "AWS::ApiGatewayV2::Stage",
        .object([
          "ApiId": .ref(api.name), "StageName": stageName ?? .text("$default"),
          "AutoDeploy": .text("true"), "AccessLogSettings": api["AccessLogSettings"],
          "DefaultRouteSettings": api["DefaultRouteSettings"],
          "RouteSettings": api["RouteSettings"], "StageVariables": api["StageVariables"],
        ]),
        of: api
      )
    )
    names["\(api.name).Stage"] = stage
  }

  /// The interfaces that events name without saying where they are.
  mutating func generateImplicitAPIs(at place: NodeID) {
    if !restAPIs.isEmpty {
      generateRestAPI(implicit("ServerlessRestApi", "Api", restAPIs, at: place))
    }
    if !httpAPIs.isEmpty {
      generateHTTPAPI(implicit("ServerlessHttpApi", "HttpApi", httpAPIs, at: place))
    }
  }

  /// The stage of the REST API that is not written.
  var implicitStage: String { "Prod" }

  private func implicit(
    _ name: String,
    _ kind: String,
    _ conditions: [GeneratedNode?],
    at place: NodeID
  ) -> ServerlessResource {
    var properties = globalProperties(of: kind)
    if kind == "Api" { properties.append(("StageName", place, .text(implicitStage))) }
    // It is there wherever one of the events is; of several conditions nothing is said.
    let texts = Set(conditions.map { text(of: $0) })
    var others: [ServerlessResource.Property] = []
    if texts.count == 1, let condition = conditions.first?.flatMap({ $0 }) {
      others.append(("Condition", place, condition))
    }
    return ServerlessResource(
      name: name,
      key: place,
      kind: kind,
      properties: properties,
      others: others
    )
  }

  // MARK: - Tables, layers, applications

  mutating func generateTable(_ table: ServerlessResource) {
    let key = table["PrimaryKey"]
    let name = entry("Name", of: key) ?? .text("id")
    let types = ["String": "S", "Number": "N", "Binary": "B"]
    let type = text(of: entry("Type", of: key)) ?? "String"
    var properties = table.properties(besides: ["PrimaryKey", "ProvisionedThroughput", "Tags"])
    properties.append(
      (
        .text("AttributeDefinitions"),
        .list([.object(["AttributeName": name, "AttributeType": .text(types[type] ?? type)])])
      )
    )
    properties.append(
      (
        .text("KeySchema"),
        .list([.object(["AttributeName": name, "KeyType": .text("HASH")])])
      )
    )
    if let throughput = table["ProvisionedThroughput"] {
      properties.append((.text("ProvisionedThroughput"), throughput))
    } else {
      properties.append((.text("BillingMode"), .text("PAY_PER_REQUEST")))
    }
    properties.append((.text("Tags"), tags(table["Tags"], adding: "dynamodb:createdBy")))
    generated.append(GeneratedResource(table, as: "AWS::DynamoDB::Table", properties))
  }

  mutating func generateLayer(_ layer: ServerlessResource) {
    var properties = layer.properties(
      besides: ["ContentUri", "LayerName", "RetentionPolicy", "PublishLambdaVersion"]
    )
    properties.append((.text("LayerName"), layer["LayerName"] ?? .text(layer.name)))
    properties.append((.text("Content"), .unknown))
    generated.append(GeneratedResource(layer, as: "AWS::Lambda::LayerVersion", properties))
  }

  mutating func generateApplication(_ application: ServerlessResource) {
    var properties = application.properties(besides: ["Location", "Tags"])
    let location = application["Location"]
    // An application of the repository is known by its id only.
    let isStored = entry("ApplicationId", of: location) != nil
    properties.append((.text("TemplateURL"), isStored ? .unknown : location ?? .unknown))
    generated.append(
      GeneratedResource(application, as: "AWS::CloudFormation::Stack", properties)
    )
  }

  // MARK: - State machines

  mutating func generateStateMachine(_ machine: ServerlessResource) {
    let own: Set<String> = [
      "AutoPublishAlias", "DefinitionUri", "DeploymentPreference", "Events", "Logging", "Name",
      "PermissionsBoundary", "Policies", "PropagateTags", "Role", "RolePath", "Tags", "Tracing",
      "Type", "UseAliasAsEventTarget",
    ]
    var properties = machine.properties(besides: own)
    for (from, to) in [
      ("Logging", "LoggingConfiguration"), ("Tracing", "TracingConfiguration"),
      ("Name", "StateMachineName"), ("Type", "StateMachineType"),
    ] {
      guard let value = machine[from] else { continue }
      properties.append((.text(to), .placed(value, at: machine.place(of: from))))
    }
    if machine["Definition"] == nil, let location = machine["DefinitionUri"] {
      properties.append((.text("DefinitionS3Location"), definitionLocation(location, of: machine)))
    }
    properties.append(
      (.text("Tags"), tags(machine["Tags"], adding: "stateMachine:createdBy"))
    )
    properties.append((.text("RoleArn"), role(of: machine)))
    generated.append(
      GeneratedResource(machine, as: "AWS::StepFunctions::StateMachine", properties)
    )
    for event in entries(of: machine["Events"]) { generateEvent(event, ofMachine: machine) }
  }

  /// `s3://bucket/key` as a mapping; a path beside the template is put into a bucket by packaging.
  private func definitionLocation(
    _ location: GeneratedNode,
    of machine: ServerlessResource
  ) -> GeneratedNode {
    guard let text = text(of: location) else { return location }
    let place = machine.place(of: "DefinitionUri")
    let parts = text.hasPrefix("s3://") ? text.dropFirst(5).split(separator: "/", maxSplits: 1) : []
    guard parts.count == 2 else {
      return .placed(.object(["Bucket": .unknown, "Key": .text(text)]), at: place)
    }
    return .placed(
      .object(["Bucket": .text(String(parts[0])), "Key": .text(String(parts[1]))]),
      at: place
    )
  }

  private mutating func role(of machine: ServerlessResource) -> GeneratedNode {
    if let role = machine["Role"] { return role }
    let name = "\(machine.name)Role"
    var policies = RolePolicies()
    if let tracing = entry("Enabled", of: machine["Tracing"]), text(of: tracing) != "false" {
      policies.managed.append(Self.managed("AWSXrayWriteOnlyAccess"))
    }
    addPolicies(of: machine, to: &policies)
    appendRole(name, Self.trust(service: "states.amazonaws.com"), policies, of: machine)
    return .attribute("Arn", of: name)
  }

  private mutating func generateEvent(
    _ event: ServerlessResource.Property,
    ofMachine machine: ServerlessResource
  ) {
    guard let type = text(of: entry("Type", of: event.value)) else { return }
    let settings = entry("Properties", of: event.value)
    let name = machine.name + event.name
    let action = "states:StartExecution"
    switch type {
    case "Schedule", "CloudWatchEvent", "EventBridgeRule":
      let role = "\(name)Role"
      appendInvoker(
        role,
        "events.amazonaws.com",
        action,
        .ref(machine.name),
        of: machine,
        at: event.key
      )
      appendRule(name, type, settings, of: machine, at: event.key, roleName: role)
    case "ScheduleV2":
      appendSchedule(name, settings, action: action, of: machine, at: event.key)
    case "Api":
      if entry("RestApiId", of: settings) == nil { restAPIs.append(machine.condition) }
      appendInvoker(
        "\(name)Role",
        "apigateway.amazonaws.com",
        action,
        .ref(machine.name),
        of: machine,
        at: event.key
      )
    default:
      return
    }
  }
}
