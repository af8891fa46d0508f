import Findings
package import Infrastructure
import SourceText
import Syntax
import Values

/// Reads the templates of a run into an estate: as one stack each, except for those that another
/// template of the run nests, which are read once for every stack that nests them.
///
/// Nested stacks get their parameters from the stack above and give it their outputs; what one stack
/// exports, all others can import.
///
/// - Parameters:
///   - values: What the run says that no template of it holds.
///   - takesDefaults: Whether a default wins over the values that are allowed beside it.
package func readTemplates(
  _ templates: [Template],
  values: RunValues = RunValues(),
  takesDefaults: Bool = false,
  intrinsics: IntrinsicTable,
  into estate: inout EstateBuilder
) {
  let stacks = Stacks(
    templates,
    values: values,
    takesDefaults: takesDefaults,
    intrinsics: intrinsics
  )
  stacks.read(into: &estate)
}

/// The stacks of a run.
final class Stacks {
  /// What the run says that no template of it holds.
  let values: RunValues
  private let templates: [Template]
  /// The templates after their transforms, with what is known of their parameters by themselves.
  private let transformed: [TransformedTemplate]
  private let vocabulary: Vocabulary
  private let takesDefaults: Bool
  private let intrinsics: IntrinsicTable
  private let places: TemplatePlaces
  private var readers: [TemplateReader] = []
  private var compared: [String: [String: [String]]] = [:]
  /// The paths of the templates that some stack is made from.
  private var read: Set<String> = []
  /// How many outputs are being read, one for the sake of the other.
  var depth = 0
  /// The parameters of Systems Manager that stacks create, by their names; nil before one is asked for.
  private var stored: [String: [(reader: TemplateReader, resource: String)]]?
  private var exports = ExportDirectory()
  /// Whether all imports of the run have been noted in the directory.
  private var isWeighed = false
  /// Whether every stack of the run is declared that exports or imports something.
  private var isDeclared = false

  init(
    _ templates: [Template],
    values: RunValues,
    takesDefaults: Bool,
    intrinsics: IntrinsicTable
  ) {
    self.templates = templates
    self.values = values
    self.takesDefaults = takesDefaults
    self.intrinsics = intrinsics
    let vocabulary = Declarations.builtIn.vocabulary
    self.vocabulary = vocabulary
    let transformed = templates.map { template in
      let given = template.deployment.texts.merging(template.parameters) { $1 }
      return TransformedTemplate(template.tree, vocabulary: vocabulary) { name in
        ParameterTexts(of: template.tree, given: given)[name]
      }
    }
    self.transformed = transformed
    places = TemplatePlaces(zip(transformed, templates).map { ($0.tree, $1.path) })
  }

  func read(into estate: inout EstateBuilder) {
    for index in places.roots { declareRoot(index, &estate) }
    let roots = readers
    noteExports(of: roots, &estate)
    isDeclared = nestedTemplatesAreSilent
    for reader in roots { reader.declareNestedStacks(&estate) }
    // What no stack turned out to be made from is judged by itself: nothing is left out.
    for index in templates.indices where !read.contains(templates[index].path) {
      declareRoot(index, &estate)
      guard let reader = readers.last else { continue }
      noteExports(of: [reader], &estate)
      reader.declareNestedStacks(&estate)
    }
    isDeclared = true
    for reader in readers { reader.readResources(into: &estate) }
    estate.defineEmbeddedJobs()
  }

  /// Whether one more nested stack can be read: templates that nest others twice, and these others,
  /// make stacks without end.
  func hasRoom(for url: NodeID, of reader: TemplateReader, _ estate: inout EstateBuilder) -> Bool {
    if readers.count < Self.limit { return true }
    let fact = "more than \(Self.limit) stacks are nested in each other"
    estate.report(Diagnostic(.error, "too-large", fact, at: reader.tree.span(of: url)))
    return false
  }

  /// How many stacks are read at most, beside one for each template.
  private static let limit = 5_000

  private func noteExports(
    of readers: some Sequence<TemplateReader>,
    _ estate: inout EstateBuilder
  ) {
    for reader in readers {
      for export in reader.exports(&estate) { exports.add(export) }
    }
  }

  /// What the import of a name gives.
  func answer(
    to name: ExportName,
    from reader: TemplateReader,
    _ estate: inout EstateBuilder
  ) -> ExportDirectory.Answer {
    if !isWeighed, isDeclared, exports.hasOpenNames || !name.holes.isEmpty {
      isWeighed = true
      for reader in readers {
        for name in reader.namesOfImports(&estate) { exports.note(name, from: reader, estate) }
      }
    }
    return exports.answer(to: name, from: reader, isWeighed: isWeighed, estate)
  }

  /// Whether the templates that others nest neither export nor import anything.
  private var nestedTemplatesAreSilent: Bool {
    let roots = Set(places.roots)
    return transformed.indices.allSatisfy { index in
      roots.contains(index) || !Self.exportsOrImports(transformed[index].tree, intrinsics)
    }
  }

  private static func exportsOrImports(_ tree: SyntaxTree, _ intrinsics: IntrinsicTable) -> Bool {
    tree.nodes.indices.contains { index in
      let node = NodeID(index)
      if tree[node].tag != 0, intrinsics[tree.tagName(of: node)] == .importValue { return true }
      guard tree[node].kind == .scalar else { return false }
      return intrinsics[tree[node].name] == .importValue || tree.isText(node, "Export")
    }
  }

  /// The stacks that create a parameter of Systems Manager under a name.
  func storedParameters(
    _ path: String,
    _ estate: inout EstateBuilder
  ) -> [(reader: TemplateReader, resource: String)] {
    if stored == nil {
      // While names are worked out, no stored value is known.
      stored = [:]
      var found: [String: [(reader: TemplateReader, resource: String)]] = [:]
      for reader in readers {
        for (path, resource) in reader.storedParameters(&estate) {
          found[path, default: []].append((reader, resource))
        }
      }
      stored = found
    }
    return stored?[path] ?? []
  }

  private func declareRoot(_ index: Int, _ estate: inout EstateBuilder) {
    let template = templates[index]
    let deployment = template.deployment
    let scope = Scope(
      name: template.path,
      account: deployment.account,
      region: deployment.region,
      environment: deployment.environment,
      isStack: true
    )
    let reader = TemplateReader(
      Stack(
        template: template,
        transformed: transformed[index],
        name: template.path,
        existence: .always
      ),
      of: self,
      given: deployment.texts.merging(template.parameters) { $1 },
      bound: deployment.values.filter { template.parameters[$0.key] == nil },
      takesDefaults: takesDefaults,
      intrinsics: intrinsics,
      base: estate.add(transformed[index].tree),
      scope: estate.add(scope),
      vocabulary: estate.declarations.vocabulary
    )
    reader.declare(into: &estate)
    readers.append(reader)
    read.insert(template.path)
  }

  /// Whether some template of the run nests another.
  var nestsTemplates: Bool { places.roots.count < templates.count }

  /// The texts that conditions of a template, and of those it nests, compare its parameters with.
  func literalsCompared(in template: Template) -> [String: [String]] {
    if let known = compared[template.path] { return known }
    // Templates that nest each other add nothing to each other.
    compared[template.path] = [:]
    let reader = TemplateReader(
      Stack(
        template: template,
        transformed: TransformedTemplate(tree: template.tree),
        name: template.path,
        existence: .always
      ),
      of: self,
      given: [:],
      bound: [:],
      takesDefaults: takesDefaults,
      intrinsics: intrinsics,
      base: 0,
      scope: ScopeID(0),
      vocabulary: vocabulary
    )
    reader.noteConditions()
    let literals = reader.literalsComparedWithParameters()
    compared[template.path] = literals
    return literals
  }

  /// The template of the run that a nested stack is made from; nil where none is known to be.
  func template(at url: NodeID, of reader: TemplateReader) -> Template? {
    places.template(at: url, in: reader.tree, from: reader.stack.template.path)
      .map { templates[$0] }
  }

  /// Declares a nested stack, or instances of a stack set.
  func declareNested(
    _ template: Template,
    named name: String,
    existence: GuardID,
    below parent: TemplateReader,
    passing values: [String: Value],
    _ variables: [String: Int],
    in place: StackPlace = .above,
    _ estate: inout EstateBuilder
  ) -> TemplateReader {
    let name = "\(parent.stack.name)/\(name)"
    let own = self.values.nested(name)
    let values = own.parameters.isEmpty ? values : values.filter { own.parameters[$0.key] == nil }
    var given = place.pseudoParameters(below: parent.given)
    // A text that rests on a default of the stack above is no fact, and stays a value that says so.
    let texts = values.filter { $0.value.kind == .string && !$0.value.flags.contains(.assumed) }
    for (name, text) in texts where !name.hasPrefix("AWS::") {
      given[name] = estate.heap.text(text)
    }
    given.merge(own.parameters) { $1 }
    let parameters = ParameterTexts(of: template.tree, given: given, passed: values, estate)
    let stack = Stack(
      template: template,
      transformed: TransformedTemplate(template.tree, vocabulary: vocabulary) { parameters[$0] },
      name: name,
      existence: parent.stack.existence == .always
        ? existence : estate.worlds.add(.all([parent.stack.existence, existence])),
      above: [parent.stack.template.path] + parent.stack.above,
      isInstance: place.isOwn || parent.stack.isInstance
    )
    let reader = TemplateReader(
      stack,
      of: self,
      given: given,
      bound: values.filter { texts[$0.key] == nil }.merging(place.bound(below: parent)) { $1 },
      variables: own.parameters.isEmpty
        ? variables : variables.filter { own.parameters[$0.key] == nil },
      takesDefaults: takesDefaults,
      intrinsics: intrinsics,
      base: estate.add(stack.transformed.tree),
      scope: estate.add(place.scope(named: name, below: parent.scope, estate)),
      vocabulary: parent.vocabulary
    )
    reader.declare(into: &estate)
    readers.append(reader)
    read.insert(stack.template.path)
    noteExports(of: [reader], &estate)
    reader.declareNestedStacks(&estate)
    return reader
  }
}
