import SourceText
import Values

/// Finds the jobs in the definition of a state machine or a pipeline.
struct JobSearch {
  private(set) var jobs: [EmbeddedJob] = []
  /// Whether something in the definition could not be read that may start more.
  private(set) var isOpen = false
  /// What `${Name}` stands for in the definition of a state machine.
  private let substitutions: Value?
  /// The parameters of a pipeline, by name.
  private var parameters: [String: Value] = [:]

  init(substitutions: Value?) {
    self.substitutions = substitutions
  }

  // MARK: - State machines

  /// The types that calls of SageMaker create, by the call's name in lower case.
  private static let types: [String: String] = [
    "createautomljob": "AutoMLJob", "createautomljobv2": "AutoMLJobV2",
    "createendpoint": "Endpoint", "createendpointconfig": "EndpointConfig",
    "createhyperparametertuningjob": "HyperParameterTuningJob", "createmodel": "Model",
    "createmodelpackage": "ModelPackage", "createprocessingjob": "ProcessingJob",
    "createtrainingjob": "TrainingJob", "createtransformjob": "TransformJob",
  ]

  /// Finds the tasks that call SageMaker, in all branches.
  mutating func findStates(in machine: Value, depth: Int, _ estate: inout EstateBuilder) {
    guard depth < 50, let states = estate.heap.entry("States", of: machine), states.kind == .map
    else {
      isOpen = true
      return
    }
    for index in 0..<states.count {
      let key = estate.heap.key(index, of: states)
      let state = estate.heap.entry(index, of: states)
      guard state.kind == .map else {
        isOpen = true
        continue
      }
      if let resource = estate.heap.entry("Resource", of: state), resource.kind == .unknown {
        isOpen = true
      }
      if let type = type(ofTask: state, estate) {
        let request =
          estate.heap.entry("Parameters", of: state) ?? estate.heap.entry("Arguments", of: state)
        // Without parameters the request is what comes into the state.
        let input = Unknown(.external, "the request, which is the input of the state")
        let whole = request ?? estate.heap.unknown(input, origin: key.origin)
        append(estate.heap.text(key), type, whole, at: key.origin, &estate)
      }
      for name in ["Iterator", "ItemProcessor"] {
        if let inner = estate.heap.entry(name, of: state) {
          findStates(in: inner, depth: depth + 1, &estate)
        }
      }
      if let branches = estate.heap.entry("Branches", of: state), branches.kind == .list {
        for branch in estate.heap.elements(of: branches) {
          findStates(in: branch, depth: depth + 1, &estate)
        }
      }
    }
  }

  /// The type that a task creates: `arn:aws:states:::sagemaker:createTrainingJob.sync`.
  private func type(ofTask state: Value, _ estate: borrowing EstateBuilder) -> String? {
    guard let resource = estate.heap.entry("Resource", of: state) else { return nil }
    var text: String?
    if resource.kind == .string {
      text = estate.heap.text(resource)
    } else if resource.kind == .template, let last = estate.heap.elements(of: resource).last,
      last.kind == .string
    {
      // The partition stands before.
      text = estate.heap.text(last)
    }
    guard let call = text?.split(separator: ":::").last,
      let service = call.split(separator: ":").dropLast().last, service == "sagemaker",
      let name = call.split(separator: ":").last?.split(separator: ".").first
    else { return nil }
    return Self.types[name.lowercased()].map { "AWS::SageMaker::\($0)" }
  }

  // MARK: - Pipelines

  /// The types that steps of a pipeline create.
  /// Source: SageMaker's pipeline definition JSON schema, version 2020-12-01.
  private static let steps: [String: String] = [
    "AutoML": "AutoMLJob", "ClarifyCheck": "ProcessingJob", "Endpoint": "Endpoint",
    "EndpointConfig": "EndpointConfig", "Model": "Model", "Processing": "ProcessingJob",
    "QualityCheck": "ProcessingJob", "RegisterModel": "ModelPackage", "Training": "TrainingJob",
    "Transform": "TransformJob", "Tuning": "HyperParameterTuningJob",
  ]

  /// Finds the steps that start something, in all branches.
  mutating func findSteps(in pipeline: Value, _ estate: inout EstateBuilder) {
    if let list = estate.heap.entry("Parameters", of: pipeline), list.kind == .list {
      for parameter in estate.heap.elements(of: list) {
        guard let name = estate.heap.entry("Name", of: parameter), name.kind == .string else {
          continue
        }
        parameters[estate.heap.text(name)] = value(of: parameter, named: name, &estate)
      }
    }
    if let steps = estate.heap.entry("Steps", of: pipeline) {
      findSteps(inList: steps, depth: 0, &estate)
    } else {
      isOpen = true
    }
  }

  /// What a parameter of a pipeline is, where whoever starts it does not say otherwise.
  private func value(
    of parameter: Value,
    named name: Value,
    _ estate: inout EstateBuilder
  ) -> Value {
    let text = estate.heap.text(name)
    guard var value = estate.heap.entry("DefaultValue", of: parameter) else {
      let subject = "parameter '\(text)' of the pipeline"
      return estate.heap.unknown(Unknown(.parameter, subject), origin: name.origin)
    }
    let words =
      value.kind == .string
      ? estate.heap.text(value) : value.kind == .int ? String(value.asInt) : "its default"
    estate.assume("\(text) = \(words)", at: value.origin)
    value.flags.insert(.assumed)
    return value
  }

  private mutating func findSteps(
    inList steps: Value,
    depth: Int,
    _ estate: inout EstateBuilder
  ) {
    guard depth < 50, steps.kind == .list else {
      isOpen = true
      return
    }
    for step in estate.heap.elements(of: steps) {
      guard let type = estate.heap.entry("Type", of: step), type.kind == .string,
        let name = estate.heap.entry("Name", of: step), name.kind == .string,
        let request = estate.heap.entry("Arguments", of: step)
      else {
        isOpen = true
        continue
      }
      if var type = Self.steps[estate.heap.text(type)] {
        // Both versions of the call are steps of one type.
        if type == "AutoMLJob", estate.heap.entry("AutoMLProblemTypeConfig", of: request) != nil {
          type = "AutoMLJobV2"
        }
        let text = estate.heap.text(name)
        append(text, "AWS::SageMaker::\(type)", request, at: name.origin, &estate)
      }
      for branch in ["IfSteps", "ElseSteps"] {
        if let steps = estate.heap.entry(branch, of: request) {
          findSteps(inList: steps, depth: depth + 1, &estate)
        }
      }
    }
  }

  // MARK: - Requests

  private mutating func append(
    _ name: String,
    _ type: String,
    _ request: Value,
    at origin: Origin,
    _ estate: inout EstateBuilder
  ) {
    // Two steps of one name, in two branches, are two jobs.
    let repeats = jobs.count { $0.step == name }
    let filled = filled(request, depth: 0, &estate)
    guard let typeID = estate.declarations.type(named: type) else { return }
    let properties =
      filled.kind == .map
      ? estate.typed(filled, as: estate.declarations.shape(of: typeID)) : filled
    jobs.append(
      EmbeddedJob(
        step: name,
        name: repeats == 0 ? name : "\(name)-\(repeats + 1)",
        type: type,
        properties: properties,
        origin: origin
      )
    )
  }

  /// A value with what only a run of the workflow decides as unknown.
  private func filled(_ value: Value, depth: Int, _ estate: inout EstateBuilder) -> Value {
    guard depth < 60 else { return value }
    switch value.kind {
    case .string:
      return substituted(value, &estate)
    case .list:
      let elements = estate.heap.elements(of: value).map { filled($0, depth: depth + 1, &estate) }
      return estate.heap.list(elements, origin: value.origin)
    case .map:
      if let value = expression(value, depth: depth, &estate) { return value }
      return filledMap(value, depth: depth, &estate)
    case .null, .bool, .int, .uint, .double, .bytes, .type, .optional, .duration, .timestamp, .ip,
      .cidr, .resource, .error, .unknown, .template, .choice, .reference:
      return value
    }
  }

  private func filledMap(_ map: Value, depth: Int, _ estate: inout EstateBuilder) -> Value {
    var run: [Value] = []
    for index in 0..<map.count {
      var key = estate.heap.key(index, of: map)
      let value = estate.heap.entry(index, of: map)
      let text = estate.heap.text(key)
      // `"RoleArn.$": "$.role"` takes the value from the input of the state.
      if text.hasSuffix(".$") {
        let name = String(text.dropLast(2))
        key = estate.heap.string(
          utf8: Array(name.utf8),
          origin: key.origin,
          name: estate.declarations.vocabulary.name(name)
        )
        let subject = "'\(name)', which comes from the input of the state"
        run.append(key)
        run.append(estate.heap.unknown(Unknown(.external, subject), origin: value.origin))
      } else {
        run.append(key)
        run.append(filled(value, depth: depth + 1, &estate))
      }
    }
    return estate.heap.map(alternating: run, origin: map.origin)
  }

  /// What `{"Get": "Parameters.Role"}` and other functions of pipelines stand for; nil for other maps.
  private func expression(
    _ map: Value,
    depth: Int,
    _ estate: inout EstateBuilder
  ) -> Value? {
    guard map.count == 1 else { return nil }
    let name = estate.heap.text(estate.heap.key(0, of: map))
    let operand = estate.heap.entry(0, of: map)
    switch name {
    case "Get":
      guard operand.kind == .string else { return nil }
      let path = estate.heap.text(operand)
      if path.hasPrefix("Parameters."), let value = parameters[String(path.dropFirst(11))] {
        estate.inheritAssumptions(of: [value], at: map.origin)
        return value.from(map.origin)
      }
      let unknown = Unknown(.external, "'\(path)', which a run of the pipeline gives")
      return estate.heap.unknown(unknown, origin: map.origin)
    case "Std:Join":
      let separator = estate.heap.entry("On", of: operand)
      guard let values = estate.heap.entry("Values", of: operand), values.kind == .list else {
        return nil
      }
      var pieces: [Value] = []
      for value in estate.heap.elements(of: values) {
        if let separator, !pieces.isEmpty { pieces.append(separator) }
        pieces.append(filled(value, depth: depth + 1, &estate))
      }
      return estate.concatenation(of: pieces, origin: map.origin)
    case "Std:JsonGet":
      let unknown = Unknown(.external, "a value that a run of the pipeline gives")
      return estate.heap.unknown(unknown, origin: map.origin)
    default:
      return nil
    }
  }

  /// A text with `${Name}` replaced; an expression of JSONata is unknown.
  private func substituted(_ value: Value, _ estate: inout EstateBuilder) -> Value {
    let text = estate.heap.text(value)
    if text.hasPrefix("{%") {
      let unknown = Unknown(.external, "the result of an expression of the state machine")
      return estate.heap.unknown(unknown, origin: value.origin)
    }
    guard let substitutions, substitutions.kind == .map, text.contains("${") else { return value }
    var pieces: [Value] = []
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
      let name = String(rest[start.upperBound..<end])
      guard let filling = estate.heap.entry(name, of: substitutions) else {
        pieces.append(estate.heap.string(String(rest[...end])))
        rest = rest[rest.index(after: end)...]
        continue
      }
      if rest.startIndex < start.lowerBound {
        pieces.append(estate.heap.string(String(rest[..<start.lowerBound])))
      }
      pieces.append(filling)
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { pieces.append(estate.heap.string(String(rest))) }
    return estate.concatenation(of: pieces, origin: value.origin)
  }
}
