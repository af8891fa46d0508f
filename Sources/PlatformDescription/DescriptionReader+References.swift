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
    let home = drafts[current].home
    switch lookUp(text, types: types, from: home, beside: path(of: place)) {
    case .found(let thing):
      return reference(to: thing, for: wanted.name, at: place, &estate)
    case .ambiguous(let things):
      reportAmbiguity(place, things, &estate)
    case .missing:
      if let value = outside(text, place, types: types, wanted, &estate) { return value }
      reportMissing(place, types: types, from: home, &estate)
    }
    let subject = "\(Self.words(for: types)) '\(text)'"
    return estate.heap.unknown(Unknown(.unresolvedReference, subject), origin: origin(place))
  }

  /// What a text means that names nothing that is read: an identifier of AWS's own, or the name of
  /// something that is not described.
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
    let attribute = Self.attribute(of: thing.type, for: property, estate.declarations)
    return reference(to: thing, attribute: attribute, at: place, &estate)
  }

  mutating func reference(
    to thing: NamedThing,
    attribute: Name,
    at place: Place,
    _ estate: inout EstateBuilder
  ) -> Value {
    switch thing.target {
    case .external(let identifier?, _):
      return estate.heap.string(utf8: documents.utf8(of: identifier), origin: origin(place))
    case .external(nil, let unknown):
      let facts = ["the id"] + unknown.map { "the \($0)" }
      let subject = "\(facts.joined(separator: " and ")) of '\(thing.name)', which exists elsewhere"
      let settle = "add its 'id' or 'arn' under 'external'"
      return estate.heap.unknown(Unknown(.external, subject, settle: settle), origin: origin(place))
    case .draft(let index):
      return reference(toDraft: index, attribute: attribute, at: place, &estate)
    case .resource(let id):
      noteReference(to: id, &estate)
      return estate.heap.reference(
        to: id.index,
        attribute: attribute,
        text: text(ofReferenceTo: id, attribute: attribute, &estate),
        origin: origin(place)
      )
    }
  }

  /// Notes that the resource that is being made refers to another; what only says how a template is
  /// deployed is none.
  func noteReference(to target: ResourceID, _ estate: inout EstateBuilder) {
    guard resources.indices.contains(current), isDefining else { return }
    estate.addReference(from: resources[current], to: target)
  }

  mutating func reference(
    toDraft index: Int,
    attribute: Name,
    at place: Place,
    _ estate: inout EstateBuilder
  ) -> Value {
    let target = resources[index]
    noteReference(to: target, &estate)
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
  static func attribute(
    of type: String,
    for property: String,
    _ declarations: Declarations
  ) -> Name {
    let vocabulary = declarations.vocabulary
    if type == "AWS::EC2::SecurityGroup" { return vocabulary.name("GroupId") }
    if type == "AWS::Organizations::Organization" { return vocabulary.name("RootId") }
    if property == "AllocationId" || property == "AllocationIds" {
      return vocabulary.name("AllocationId")
    }
    let takesARN =
      ["Arn", "Arns", "ARN", "ARNs"].contains { property.hasSuffix($0) }
      || Self.arnProperties.contains(property)
    if takesARN { return arnAttribute(of: type, declarations) ?? .none }
    guard property.hasSuffix("Name"), let id = declarations.type(named: type) else {
      return .none
    }
    let name = vocabulary.name(property)
    return declarations.hasAttribute(name, of: id) ? name : .none
  }

  /// The attribute that is a resource's ARN; nil for types that have none, or whose `Ref` it is.
  static func arnAttribute(of type: String, _ declarations: Declarations) -> Name? {
    guard let id = declarations.type(named: type) else { return nil }
    let word = TypeWords.lastWord(of: type)
    for attribute in ["Arn", "\(word)Arn", "PolicyArn", "JobDefinitionArn"] {
      let name = declarations.vocabulary.name(attribute)
      if declarations.hasAttribute(name, of: id) { return name }
    }
    return nil
  }
}
