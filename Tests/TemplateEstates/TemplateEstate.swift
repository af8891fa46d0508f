import CloudFormation
package import Findings
package import Infrastructure
package import SourceText
import Syntax
package import Values

/// Templates that were read into one estate, to be asked by name.
package struct TemplateEstate {
  package let estate: Estate
  package let diagnostics: [Diagnostic]
  package let sources: [SourceFile]

  /// Reads one template.
  package init(
    _ text: String,
    path: String = "template.yaml",
    parameters: [String: String] = [:]
  ) {
    self.init([(path, text)], parameters: parameters)
  }

  /// Reads several templates; what is no template is left out.
  package init(
    _ files: [(path: String, text: String)],
    parameters: [String: String] = [:]
  ) {
    let declarations = Declarations.builtIn
    let intrinsics = IntrinsicTable(declarations.vocabulary)
    var builder = EstateBuilder(declarations: declarations)
    sources = files.map { SourceFile(path: $0.path, bytes: Array($0.text.utf8)) }
    var templates: [Template] = []
    for (index, source) in sources.enumerated() {
      let id = SourceID(index)
      let parsed = parseSource(source, id: id, vocabulary: declarations.vocabulary)
      for diagnostic in parsed.diagnostics { builder.report(diagnostic) }
      guard let tree = parsed.tree, isTemplate(tree) else { continue }
      templates.append(Template(tree, path: source.path, parameters: parameters))
    }
    readTemplates(templates, intrinsics: intrinsics, into: &builder)
    diagnostics = builder.diagnostics
    estate = builder.build()
  }

  /// A context in which nothing is decided.
  package var context: EvaluationContext {
    EvaluationContext(heap: estate.heap, worlds: estate.worlds)
  }

  /// The first resource with a logical id.
  package func id(_ name: String) -> ResourceID? {
    estate.resources.firstIndex { $0.name == name }.map(ResourceID.init)
  }
}

// MARK: - Worlds

extension TemplateEstate {
  /// All worlds in which every variable is decided.
  package var worlds: [World] {
    var worlds = [World()]
    for (variable, declaration) in estate.worlds.variables.enumerated() {
      worlds = worlds.flatMap { world in
        declaration.cases.indices.map { world.choosing($0, for: variable) }
      }
    }
    return worlds
  }

  /// The world in which variables have these cases; variables that are not named stay open.
  package func world(_ chosen: [String: String]) -> World {
    var world = World()
    for (variable, declaration) in estate.worlds.variables.enumerated() {
      guard let text = chosen[declaration.name],
        let index = declaration.cases.firstIndex(of: text)
      else { continue }
      world = world.choosing(index, for: variable)
    }
    return world
  }
}

// MARK: - Places

extension TemplateEstate {
  /// The text of a span.
  package func text(_ span: SourceSpan) -> String {
    let bytes = sources[span.file.index].bytes
    return String(decoding: bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }

  /// The text that a value was read from; nil for computed values.
  package func source(of value: Value) -> String? {
    estate.span(of: value.origin).map(text)
  }

  /// Each diagnostic as `level code: message | the text it is about`.
  package var outlineOfDiagnostics: [String] {
    diagnostics.map { diagnostic in
      let place = diagnostic.span.map { " | \(text($0))" } ?? ""
      return "\(diagnostic.level) \(diagnostic.code): \(diagnostic.message)\(place)"
    }
  }
}
