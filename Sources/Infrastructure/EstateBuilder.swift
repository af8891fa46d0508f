package import Findings
package import SourceText
package import Syntax
package import Values

/// Collects what the readers of all input languages find; ``build()`` makes the estate of it.
package struct EstateBuilder: Sendable {
  package let declarations: Declarations
  package var heap = ValueHeap()
  package var worlds = WorldModel()
  package private(set) var diagnostics: [Diagnostic] = []
  /// Properties that are written and that no declaration knows: `AWS::S3::Bucket.Color`.
  package private(set) var undeclaredProperties: Set<String> = []
  /// The conditions that the run does not decide, in the order in which they were read.
  package private(set) var openConditions: [(name: String, guard: GuardID, origin: Origin)] = []
  private var origins = OriginTable()
  private var scopes: [Scope] = []
  private var resources: [Resource?] = []
  private var assumptions: [Origin: [String]] = [:]
  /// The words of the vocabulary that are in the heap, by name.
  var keys: [Value?]
  /// The values of defaults that are in the heap, by where they stand in the declarations.
  var literals: [Int: Value] = [:]
  /// The lists that texts were joined of, by the texts' bits.
  private var joinedLists: [UInt64: (list: Value, separator: [UInt8])] = [:]
  private var reported: Set<Diagnostic> = []
  private var readStacks: Set<ResourceID> = []
  /// The definitions of state machines and pipelines that are given as JSON texts.
  private(set) var definitions: [ResourceID: Value] = [:]
  /// The state machines and pipelines whose jobs are defined.
  var searched: Set<ResourceID> = []
  private var references: [(source: ResourceID, target: ResourceID)] = []
  private var identifiers: [String: ResourceID] = [:]

  package init(declarations: Declarations) {
    self.declarations = declarations
    keys = Array(repeating: nil, count: declarations.vocabulary.count)
  }

  /// Adds a tree; the origin of its node `n` is the result plus `n`.
  ///
  /// - Parameter host: The scalar of another tree that the text stands in.
  package mutating func add(_ tree: SyntaxTree, in host: Origin = .none) -> UInt32 {
    origins.add(tree, in: host)
  }

  /// The place of a value that was read from one of the trees.
  package func span(of origin: Origin) -> SourceSpan? {
    origins.node(of: origin).map { tree, node in tree.span(of: node) }
  }

  package mutating func add(_ scope: Scope) -> ScopeID {
    scopes.append(scope)
    return ScopeID(scopes.count - 1)
  }

  package func scope(_ id: ScopeID) -> Scope {
    scopes[id.index]
  }

  /// The scopes so far that are in an account.
  package func scopes(inAccount account: String) -> [Scope] {
    scopes.filter { $0.account == account }
  }

  /// Reserves the ids of `count` resources, so that they can refer to each other before they are read.
  package mutating func reserveResources(_ count: Int) -> Range<Int> {
    let first = resources.count
    resources.append(contentsOf: repeatElement(nil, count: count))
    return first..<first + count
  }

  /// Fills a reserved place. Places that stay empty must not be referred to.
  package mutating func define(_ id: ResourceID, as resource: Resource) {
    resources[id.index] = resource
  }

  /// A resource that is defined already; nil for a place that is only reserved.
  package func resource(_ id: ResourceID) -> Resource? {
    resources[id.index]
  }

  /// The resources that are defined so far, in the order of their ids.
  package var defined: [(id: ResourceID, resource: Resource)] {
    resources.enumerated().compactMap { index, resource in
      resource.map { (ResourceID(index), $0) }
    }
  }

  /// The resources that are defined so far and pass a test.
  func ids(where isWanted: (Resource) -> Bool) -> [(id: ResourceID, resource: Resource)] {
    var found: [(id: ResourceID, resource: Resource)] = []
    for (index, resource) in resources.enumerated() {
      if let resource, isWanted(resource) { found.append((ResourceID(index), resource)) }
    }
    return found
  }

  /// Notes that a property of `source` holds a reference to `target`; sources come in order.
  package mutating func addReference(from source: ResourceID, to target: ResourceID) {
    references.append((source, target))
  }

  /// Notes the id that AWS gave to a resource, by which others may name it.
  ///
  /// - Returns: The resource that has the id already; the first keeps it.
  package mutating func noteIdentifier(_ text: String, of id: ResourceID) -> ResourceID? {
    if let known = identifiers[text] { return known }
    identifiers[text] = id
    return nil
  }

  /// Notes that a value rests on the default of a parameter: `Environment = dev`.
  package mutating func assume(_ assumption: String, at origin: Origin) {
    var known = assumptions[origin] ?? []
    guard !known.contains(assumption) else { return }
    known.append(assumption)
    assumptions[origin] = known
  }

  /// The parameter defaults that a value rests on, so far.
  package func assumptions(of origin: Origin) -> [String] {
    assumptions[origin] ?? []
  }

  package mutating func noteUndeclared(_ property: String, of type: String) {
    undeclaredProperties.insert("\(type).\(property)")
  }

  /// Notes a condition of a template that the run does not decide.
  package mutating func noteOpen(condition name: String, guard id: GuardID, at origin: Origin) {
    openConditions.append((name, id, origin))
  }

  /// Notes that what a nested stack creates is in the estate.
  package mutating func noteRead(stack: ResourceID) {
    readStacks.insert(stack)
  }

  /// Notes the document that the JSON text of a workflow's definition is.
  package mutating func noteDefinition(_ document: Value, of id: ResourceID) {
    definitions[id] = document
  }

  /// Notes of which list a text was joined, so that the list that it is split into holds the very
  /// references again.
  package mutating func noteJoined(_ text: Value, of list: Value, separator: [UInt8]) {
    if text.kind == .template { joinedLists[text.bits] = (list, separator) }
  }

  /// The list that a text was joined of with a separator.
  package func joinedList(_ text: Value, separator: [UInt8]) -> Value? {
    guard text.kind == .template, let joined = joinedLists[text.bits] else { return nil }
    return joined.separator == separator ? joined.list : nil
  }

  /// Adds a diagnostic; what is read for several stacks is reported once.
  package mutating func report(_ diagnostic: Diagnostic) {
    if reported.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  /// Forgets the diagnostics after the first `count`: what is read once more for another value's sake
  /// is reported where it stands.
  package mutating func forgetDiagnostics(after count: Int) {
    for diagnostic in diagnostics[count...] { reported.remove(diagnostic) }
    diagnostics.removeLast(diagnostics.count - count)
  }

  /// The estate of all that was added.
  package consuming func build() -> Estate {
    let resources = resources.compactMap(\.self)
    precondition(resources.count == self.resources.count, "every reserved resource is defined")
    if !identifiers.isEmpty { followIdentifiers(in: resources) }
    return Estate(
      declarations: declarations,
      heap: heap.frozen(),
      worlds: worlds,
      scopes: scopes,
      resources: resources,
      origins: origins,
      assumptions: assumptions,
      readStacks: readStacks,
      references: references.sorted { ($0.target, $0.source) < ($1.target, $1.source) },
      identifiers: identifiers
    )
  }

  /// Adds the references of texts that are ids of resources.
  private mutating func followIdentifiers(in resources: [Resource]) {
    for (index, resource) in resources.enumerated() {
      var open = [resource.properties]
      while let value = open.popLast() {
        switch value.kind {
        case .string:
          guard let target = identifiers[heap.text(value)], target.index != index else { continue }
          references.append((ResourceID(index), target))
        case .list:
          open += heap.elements(of: value)
        case .map:
          open += (0..<value.count).map { heap.entry($0, of: value) }
        case .choice:
          open += (0..<value.count).map { heap.choiceCase($0, of: value).value }
        case .reference:
          open.append(heap.text(of: value))
        case .null, .bool, .int, .uint, .double, .bytes, .type, .optional, .duration, .timestamp,
          .ip, .cidr, .resource, .error, .unknown, .template:
          continue
        }
      }
    }
  }
}
