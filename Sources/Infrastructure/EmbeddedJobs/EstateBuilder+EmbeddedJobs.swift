import Findings
import SourceText
import Values

/// The jobs, models and endpoints that state machines and pipelines start: resources of the estate like
/// those that a template creates.
extension EstateBuilder {
  /// Defines what the definitions of all state machines and pipelines start, under the addresses of
  /// these: `app.yaml#Training/Fit`. What was searched before is left alone.
  package mutating func defineEmbeddedJobs() {
    let machine = declarations.vocabulary.name("AWS::StepFunctions::StateMachine")
    let pipeline = declarations.vocabulary.name("AWS::SageMaker::Pipeline")
    let hosts = ids { $0.typeName == machine || $0.typeName == pipeline }
    for (id, resource) in hosts where searched.insert(id).inserted {
      let workflow: Workflow = resource.typeName == machine ? .stateMachine : .pipeline
      guard let definition = definitions[id] ?? writtenDefinition(of: resource, workflow) else {
        reportMissingDefinition(of: resource, workflow)
        continue
      }
      defineJobs(of: resource, workflow, in: definition, guard: resource.existence)
    }
  }

  /// A definition that is written as a mapping.
  private func writtenDefinition(of resource: Resource, _ workflow: Workflow) -> Value? {
    let properties = resource.properties
    let definition: Value? =
      switch workflow {
      case .stateMachine:
        heap.entry("Definition", of: properties)
      case .pipeline:
        heap.entry("PipelineDefinition", of: properties)
          .flatMap { heap.entry("PipelineDefinitionBody", of: $0) }
      }
    guard let definition, definition.kind == .map || definition.kind == .choice else { return nil }
    return definition
  }

  private mutating func reportMissingDefinition(of resource: Resource, _ workflow: Workflow) {
    let fact = "what \(workflow.rawValue) '\(resource.name)' starts is not judged"
    let help = "write its definition into the template, as a mapping or as JSON that is complete"
    let span = span(of: resource.origin)
    report(Diagnostic(.warning, "unjudged-definition", fact, at: span, help: help))
  }

  private mutating func defineJobs(
    of resource: Resource,
    _ workflow: Workflow,
    in definition: Value,
    guard condition: GuardID
  ) {
    switch definition.kind {
    case .choice:
      for index in 0..<definition.count {
        let (id, part) = heap.choiceCase(index, of: definition)
        let both = condition == .always ? id : worlds.add(.all([condition, id]))
        defineJobs(of: resource, workflow, in: part, guard: both)
      }
    case .map:
      var search = JobSearch(
        substitutions: heap.entry("DefinitionSubstitutions", of: resource.properties)
      )
      switch workflow {
      case .stateMachine: search.findStates(in: definition, depth: 0, &self)
      case .pipeline: search.findSteps(in: definition, &self)
      }
      if search.isOpen { reportMissingDefinition(of: resource, workflow) }
      for job in search.jobs { define(job, of: resource, guard: condition) }
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .error, .unknown, .template, .reference:
      reportMissingDefinition(of: resource, workflow)
    }
  }

  private mutating func define(_ job: EmbeddedJob, of host: Resource, guard condition: GuardID) {
    let id = ResourceID(reserveResources(1).lowerBound)
    noteReferences(of: id, in: job.properties)
    define(
      id,
      as: Resource(
        name: job.name,
        type: job.type,
        typeName: declarations.vocabulary.name(job.type),
        address: "\(host.address)/\(job.name)",
        properties: job.properties,
        origin: job.origin,
        existence: condition,
        scope: host.scope
      )
    )
  }

  /// Notes that a resource refers to whatever its properties do.
  private mutating func noteReferences(of id: ResourceID, in value: Value) {
    var open = [value]
    while let value = open.popLast() {
      switch value.kind {
      case .reference:
        addReference(from: id, to: ResourceID(heap.target(of: value)))
      case .list, .template:
        open += heap.elements(of: value)
      case .map:
        for index in 0..<value.count { open.append(heap.entry(index, of: value)) }
      case .choice:
        for index in 0..<value.count { open.append(heap.choiceCase(index, of: value).value) }
      case .null, .bool, .int, .uint, .double, .string, .bytes, .type, .optional, .duration,
        .timestamp, .ip, .cidr, .resource, .error, .unknown:
        break
      }
    }
  }
}

/// What holds definitions.
enum Workflow: String {
  case stateMachine = "state machine"
  case pipeline
}

/// A step that starts something of SageMaker.
struct EmbeddedJob {
  /// What the step is called.
  let step: String
  /// The same, with a number where another step is called so, too.
  let name: String
  /// `AWS::SageMaker::TrainingJob`
  let type: String
  /// In the shape of the type, with AWS's defaults.
  let properties: Value
  let origin: Origin
}
