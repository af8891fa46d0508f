import Syntax

/// What invokes functions and state machines.
extension ServerlessTransform {
  /// The function as events name it: its alias where one is published.
  func target(_ resource: ServerlessResource) -> GeneratedNode {
    if let alias = names["\(resource.name).Alias"] { return .ref(alias) }
    return resource.kind == "Function"
      ? .attribute("Arn", of: resource.name) : .ref(resource.name)
  }

  /// What an event of a function makes of itself.
  mutating func generateEvent(
    _ event: ServerlessResource.Property,
    of function: ServerlessResource
  ) {
    guard let type = text(of: entry("Type", of: event.value)) else { return }
    let settings = entry("Properties", of: event.value)
    let name = function.name + event.name
    switch type {
    case "Schedule", "CloudWatchEvent", "EventBridgeRule":
      appendRule(name, type, settings, of: function, at: event.key, roleName: nil)
      appendPermission(
        name,
        "events.amazonaws.com",
        source: .attribute("Arn", of: name),
        of: function,
        at: event.key
      )
    case "ScheduleV2":
      appendSchedule(
        name,
        settings,
        action: "lambda:InvokeFunction",
        of: function,
        at: event.key
      )
    case "SNS":
      appendSubscription(name, settings, of: function, at: event.key)
    case "SQS", "Kinesis", "DynamoDB", "MSK", "MQ", "DocumentDB", "SelfManagedKafka":
      appendMapping(name, settings, of: function, at: event.key)
    case "S3":
      // The bucket tells the function; its name is in the same template.
      appendPermission(name, "s3.amazonaws.com", source: nil, of: function, at: event.key)
    case "CloudWatchLogs":
      appendPermission(name, "logs.amazonaws.com", source: nil, of: function, at: event.key)
    case "IoTRule":
      appendPermission(name, "iot.amazonaws.com", source: nil, of: function, at: event.key)
    case "Cognito":
      appendPermission(name, "cognito-idp.amazonaws.com", source: nil, of: function, at: event.key)
    case "AlexaSkill":
      appendPermission(name, "alexa-appkit.amazon.com", source: nil, of: function, at: event.key)
    case "Api":
      if entry("RestApiId", of: settings) == nil { restAPIs.append(function.condition) }
      appendPermission(
        name,
        "apigateway.amazonaws.com",
        source: .unknown,
        of: function,
        at: event.key,
        suffix: entry("RestApiId", of: settings) == nil ? implicitStage : ""
      )
    case "HttpApi":
      if entry("ApiId", of: settings) == nil { httpAPIs.append(function.condition) }
      appendPermission(
        name,
        "apigateway.amazonaws.com",
        source: .unknown,
        of: function,
        at: event.key
      )
    default:
      return
    }
  }

  // MARK: - What events become

  private mutating func appendPermission(
    _ name: String,
    _ service: String,
    source: GeneratedNode?,
    of function: ServerlessResource,
    at place: NodeID,
    suffix: String = ""
  ) {
    generated.append(
      GeneratedResource(
        "\(name)Permission\(suffix)",
        "AWS::Lambda::Permission",
        .object([
          "Action": .text("lambda:InvokeFunction"),
          "FunctionName": names["\(function.name).Alias"].map { .ref($0) }
            ?? .ref(function.name),
          "Principal": .text(service), "SourceArn": source,
          // A bucket's ARN does not tell its account.
          "SourceAccount": service == "s3.amazonaws.com" ? .ref("AWS::AccountId") : nil,
        ]),
        of: function,
        at: place
      )
    )
  }

  /// - Parameter roleName: The role with which the rule starts its target; functions need none.
  mutating func appendRule(
    _ name: String,
    _ type: String,
    _ settings: GeneratedNode?,
    of target: ServerlessResource,
    at place: NodeID,
    roleName: String?
  ) {
    let enabled = text(of: entry("Enabled", of: settings))
    let state = enabled.map { GeneratedNode.text($0 == "true" ? "ENABLED" : "DISABLED") }
    generated.append(
      GeneratedResource(
        name,
        "AWS::Events::Rule",
        .object([
          "Name": entry("Name", of: settings), "Description": entry("Description", of: settings),
          "ScheduleExpression": entry("Schedule", of: settings),
          "EventBusName": entry("EventBusName", of: settings),
          "EventPattern": entry("Pattern", of: settings),
          "State": entry("State", of: settings) ?? state,
          "Targets": .list([
            .object([
              "Arn": self.target(target), "Id": .text("\(name)Target"),
              "Input": entry("Input", of: settings),
              "InputPath": entry("InputPath", of: settings),
              "RoleArn": roleName.map { .attribute("Arn", of: $0) },
            ])
          ]),
        ]),
        of: target,
        at: place
      )
    )
  }

  mutating func appendSchedule(
    _ name: String,
    _ settings: GeneratedNode?,
    action: String,
    of target: ServerlessResource,
    at place: NodeID
  ) {
    let arn = self.target(target)
    var role = entry("RoleArn", of: settings)
    if role == nil {
      appendInvoker("\(name)Role", "scheduler.amazonaws.com", action, arn, of: target, at: place)
      role = .attribute("Arn", of: "\(name)Role")
    }
    generated.append(
      GeneratedResource(
        name,
        "AWS::Scheduler::Schedule",
        .object([
          "Name": entry("Name", of: settings) ?? .text(name),
          "ScheduleExpression": entry("ScheduleExpression", of: settings),
          "FlexibleTimeWindow": entry("FlexibleTimeWindow", of: settings)
            ?? .object(["Mode": .text("OFF")]),
          "KmsKeyArn": entry("KmsKeyArn", of: settings), "State": entry("State", of: settings),
          "Target": .object(["Arn": arn, "RoleArn": role]),
        ]),
        of: target,
        at: place
      )
    )
  }

  /// A role with which a service starts a target.
  mutating func appendInvoker(
    _ name: String,
    _ service: String,
    _ action: String,
    _ arn: GeneratedNode,
    of target: ServerlessResource,
    at place: NodeID
  ) {
    let statement = GeneratedNode.object([
      "Effect": .text("Allow"), "Action": .text(action), "Resource": arn,
    ])
    let policy = GeneratedNode.object([
      "PolicyName": .text("\(name)Policy"),
      "PolicyDocument": Self.document(.list([statement])),
    ])
    generated.append(
      GeneratedResource(
        name,
        "AWS::IAM::Role",
        .object([
          "AssumeRolePolicyDocument": Self.trust(service: service),
          "Policies": .list([policy]),
          "PermissionsBoundary": target["PermissionsBoundary"],
        ]),
        of: target,
        at: place
      )
    )
  }

  private mutating func appendSubscription(
    _ name: String,
    _ settings: GeneratedNode?,
    of function: ServerlessResource,
    at place: NodeID
  ) {
    let topic = entry("Topic", of: settings)
    generated.append(
      GeneratedResource(
        name,
        "AWS::SNS::Subscription",
        .object([
          "Endpoint": target(function), "Protocol": .text("lambda"),
          "TopicArn": topic, "FilterPolicy": entry("FilterPolicy", of: settings),
          "Region": entry("Region", of: settings),
        ]),
        of: function,
        at: place
      )
    )
    appendPermission(name, "sns.amazonaws.com", source: topic, of: function, at: place)
  }

  private mutating func appendMapping(
    _ name: String,
    _ settings: GeneratedNode?,
    of function: ServerlessResource,
    at place: NodeID
  ) {
    let sources: Set<String> = ["Queue", "Stream", "Broker", "Cluster"]
    var properties: [GeneratedNode.Entry] = [(.text("FunctionName"), target(function))]
    for setting in entries(of: settings) {
      if sources.contains(setting.name) {
        properties.append((.text("EventSourceArn"), .placed(setting.value, at: setting.key)))
      } else {
        properties.append((.node(setting.key), setting.value))
      }
    }
    generated.append(
      GeneratedResource(
        name,
        "AWS::Lambda::EventSourceMapping",
        .map(properties),
        of: function,
        at: place
      )
    )
  }
}
