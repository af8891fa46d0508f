import Findings
import Infrastructure
import SourceText
import Values

/// Values that name other resources.
extension DescriptionReader {
  /// A reference to what the text at a place names.
  mutating func reference(
    _ place: Place,
    types: [String],
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    let text = documents.text(of: place)
    switch lookUp(text, types: types, from: drafts[current].home) {
    case .found(let thing):
      return reference(to: thing, for: wanted.name, at: place, &estate)
    case .ambiguous(let things):
      reportAmbiguity(place, things, &estate)
    case .missing:
      if let value = outside(text, place, types: types, wanted, &estate) { return value }
      reportMissing(place, types: types, from: drafts[current].home, &estate)
    }
    let subject = "\(Self.words(for: types)) '\(text)'"
    return estate.heap.unknown(Unknown(.unresolvedReference, subject), origin: origin(place))
  }

  /// What a text means that names nothing in the descriptions: an identifier of AWS's own, a resource
  /// of a template, or the name of something that is not described.
  private func outside(
    _ text: String,
    _ place: Place,
    types: [String],
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value? {
    let isLocal = text == "local" && wanted.name == "GatewayId"
    if isLocal || LiteralIdentifier.isMeant(by: text, types: types) {
      if let problem = ValueRules.problem(with: text, in: "Arn") {
        report("invalid-value", problem, at: place, &estate)
        return invalid("'\(documents.text(of: wanted.key))'", at: place, &estate)
      }
      return plainText(place, &estate)
    }
    if text.contains("#"), let found = estate.resource(at: text),
      types.contains(found.resource.type)
    {
      estate.addReference(from: ResourceID(firstResource + current), to: found.id)
      let generated = Unknown(.generatedAttribute, "the id of '\(found.resource.name)'")
      let unknown = estate.heap.unknown(generated)
      return estate.heap.reference(to: found.id.index, text: unknown, origin: origin(place))
    }
    let isWhole = documents.text(of: wanted.key) == TypeWords.camelCase(wanted.name)
    guard isWhole, ReferenceTargets.takesNames(wanted.name) else { return nil }
    let known = names.visible(from: drafts[current].home) { types.contains($0.type) }.map(\.name)
    if let help = Suggestion.help(for: text, among: known) {
      let fact = "\(Self.words(for: types)) '\(text)' is not described"
      report("unresolved-reference", fact, at: place, help: help, as: .warning, &estate)
    }
    return plainText(place, &estate)
  }

  /// A reference to something that is named.
  ///
  /// - Parameter property: The property that holds it, which says whether it takes an id, an ARN or
  ///   a name.
  mutating func reference(
    to thing: NamedThing,
    for property: String,
    at place: Place,
    _ estate: inout EstateBuilder
  ) -> Value {
    switch thing.target {
    case .external(let identifier?):
      return estate.heap.string(utf8: documents.utf8(of: identifier), origin: origin(place))
    case .external(nil):
      let subject = "the id of '\(thing.name)', which exists elsewhere"
      let settle = "add its 'id' or 'arn' under 'external'"
      return estate.heap.unknown(Unknown(.external, subject, settle: settle), origin: origin(place))
    case .draft(let index):
      let attribute = attribute(of: thing.type, for: property, estate)
      return reference(toDraft: index, attribute: attribute, at: place, &estate)
    }
  }

  mutating func reference(
    toDraft index: Int,
    attribute: Name,
    at place: Place,
    _ estate: inout EstateBuilder
  ) -> Value {
    let target = ResourceID(firstResource + index)
    estate.addReference(from: ResourceID(firstResource + current), to: target)
    return estate.heap.reference(
      to: target.index,
      attribute: attribute,
      text: text(ofReferenceTo: index, attribute: attribute, &estate),
      origin: origin(place)
    )
  }

  /// The properties that take an ARN and are not called so.
  private static let arnProperties: Set<String> = [
    "AlarmActions", "ExecutionRole", "PermissionsBoundary", "ResourceAccessRole", "Role",
    "ServiceRole", "TargetIdentifier", "Topics",
  ]

  /// What a property asks a resource for: its id, for which `Ref` stands, its ARN or its name.
  private func attribute(
    of type: String,
    for property: String,
    _ estate: borrowing EstateBuilder
  ) -> Name {
    if type == "AWS::EC2::SecurityGroup" { return vocabulary.name("GroupId") }
    if type == "AWS::Organizations::Organization" { return vocabulary.name("RootId") }
    if property == "AllocationId" || property == "AllocationIds" {
      return vocabulary.name("AllocationId")
    }
    let takesARN =
      ["Arn", "Arns", "ARN", "ARNs"].contains { property.hasSuffix($0) }
      || Self.arnProperties.contains(property)
    if takesARN { return arnAttribute(of: type, estate) ?? .none }
    guard property.hasSuffix("Name"), let id = estate.declarations.type(named: type) else {
      return .none
    }
    let name = vocabulary.name(property)
    return estate.declarations.hasAttribute(name, of: id) ? name : .none
  }

  /// The attribute that is a resource's ARN; nil for types that have none, or whose `Ref` it is.
  func arnAttribute(of type: String, _ estate: borrowing EstateBuilder) -> Name? {
    guard let id = estate.declarations.type(named: type) else { return nil }
    let word = TypeWords.lastWord(of: type)
    for attribute in ["Arn", "\(word)Arn", "PolicyArn", "JobDefinitionArn"] {
      let name = vocabulary.name(attribute)
      if estate.declarations.hasAttribute(name, of: id) { return name }
    }
    return nil
  }
}
