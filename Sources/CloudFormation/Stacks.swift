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
/// - Parameter takesDefaults: Whether a default wins over the values that are allowed beside it.
package func readTemplates(
  _ templates: [Template],
  takesDefaults: Bool = false,
  intrinsics: IntrinsicTable,
  into estate: inout EstateBuilder
) {
  let stacks = Stacks(templates, takesDefaults: takesDefaults, intrinsics: intrinsics)
  stacks.read(into: &estate)
}

/// The stacks of a run.
final class Stacks {
  /// An output that a stack exports.
  struct Export {
    let reader: TemplateReader
    let output: String
  }

  private let templates: [Template]
  private let takesDefaults: Bool
  private let intrinsics: IntrinsicTable
  private let places: TemplatePlaces
  private var readers: [TemplateReader] = []
  /// How many outputs are being read, one for the sake of the other.
  var depth = 0
  /// By name; several stacks may export the same name, in different accounts and regions.
  private var exports: [String: [Export]] = [:]

  init(_ templates: [Template], takesDefaults: Bool, intrinsics: IntrinsicTable) {
    self.templates = templates
    self.takesDefaults = takesDefaults
    self.intrinsics = intrinsics
    places = TemplatePlaces(templates)
  }

  func read(into estate: inout EstateBuilder) {
    for index in places.roots { declareRoot(templates[index], &estate) }
    let roots = readers
    noteExports(of: roots, &estate)
    for reader in roots { reader.declareNestedStacks(&estate) }
    noteExports(of: readers[roots.count...], &estate)
    for reader in readers { reader.readResources(into: &estate) }
  }

  private func noteExports(
    of readers: some Sequence<TemplateReader>,
    _ estate: inout EstateBuilder
  ) {
    for reader in readers {
      for (name, output) in reader.exports(&estate) {
        exports[name, default: []].append(Export(reader: reader, output: output))
      }
    }
  }

  /// The stacks that export a name.
  func exports(of name: String) -> [Export] {
    exports[name] ?? []
  }

  private func declareRoot(_ template: Template, _ estate: inout EstateBuilder) {
    let deployment = template.deployment
    let scope = Scope(
      name: template.path,
      account: deployment.account,
      region: deployment.region,
      environment: deployment.environment,
      isStack: true
    )
    let reader = TemplateReader(
      Stack(template: template, name: template.path, existence: .always),
      of: self,
      given: deployment.texts.merging(template.parameters) { $1 },
      bound: deployment.values.filter { template.parameters[$0.key] == nil },
      takesDefaults: takesDefaults,
      intrinsics: intrinsics,
      base: estate.add(template.tree),
      scope: estate.add(scope),
      vocabulary: estate.declarations.vocabulary
    )
    reader.declare(into: &estate)
    readers.append(reader)
  }

  /// The template of the run that a nested stack is made from; nil where none is known to be.
  func template(at url: NodeID, of reader: TemplateReader) -> Template? {
    places.template(at: url, in: reader.stack.template).map { templates[$0] }
  }

  /// Declares a nested stack; it lives in the account and the region of the stack above.
  func declareNested(
    _ stack: Stack,
    below parent: TemplateReader,
    passing values: [String: Value],
    _ estate: inout EstateBuilder
  ) -> TemplateReader {
    var given = parent.given.filter { $0.key.hasPrefix("AWS::") && $0.key != "AWS::StackName" }
    // A text that rests on a default of the stack above is no fact, and stays a value that says so.
    let texts = values.filter { $0.value.kind == .string && !$0.value.flags.contains(.assumed) }
    for (name, text) in texts { given[name] = estate.heap.text(text) }
    let reader = TemplateReader(
      stack,
      of: self,
      given: given,
      bound: values.filter { texts[$0.key] == nil },
      takesDefaults: takesDefaults,
      intrinsics: intrinsics,
      base: estate.add(stack.template.tree),
      scope: estate.add(estate.scope(parent.scope).nesting(stack.name, in: parent.scope)),
      vocabulary: parent.vocabulary
    )
    reader.declare(into: &estate)
    readers.append(reader)
    reader.declareNestedStacks(&estate)
    return reader
  }
}
