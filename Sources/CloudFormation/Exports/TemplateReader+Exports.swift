import Findings
import Infrastructure
import SourceText
import Syntax
import Values

/// What a stack exports, and what it imports of others.
extension TemplateReader {
  /// The outputs that are exported, each with a name that it has, as far as that is known, and the
  /// worlds in which it has it.
  func exports(_ estate: inout EstateBuilder) -> [ExportDirectory.Export] {
    var exports: [ExportDirectory.Export] = []
    for (output, body) in outputs.sorted(by: { $0.value < $1.value }) {
      guard let export = tree.value(of: "Export", in: body),
        let node = tree.value(of: "Name", in: export)
      else { continue }
      let value = lower(node, expecting: .text, &estate)
      for (existence, value) in estate.textCases(of: value, limit: 64) where !value.isAbsent {
        let name = exportName(value, estate)
        exports.append(.init(reader: self, output: output, name: name, existence: existence))
      }
    }
    return exports
  }

  /// What an import or export is called.
  private func exportName(_ value: Value, _ estate: borrowing EstateBuilder) -> ExportName {
    ExportName(value, root: stack.above.last ?? stack.template.path, estate.heap)
  }

  /// The names that the imports of the template ask for.
  func namesOfImports(_ estate: inout EstateBuilder) -> [ExportName] {
    var names: Set<ExportName> = []
    var ordered: [ExportName] = []
    let reading = current
    current = nil
    let reported = estate.diagnostics.count
    for index in tree.nodes.indices {
      guard let call = call(at: NodeID(index)), call.function == .importValue else { continue }
      let value = lowerArgument(call, expecting: .text, &estate)
      for (_, value) in estate.textCases(of: value, limit: 64) {
        let name = exportName(value, estate)
        if names.insert(name).inserted { ordered.append(name) }
      }
    }
    estate.forgetDiagnostics(after: reported)
    current = reading
    return ordered
  }

  /// What `Fn::ImportValue` gives for a name.
  func imported(
    _ name: Value,
    at node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Value {
    let place = origin(node)
    estate.inheritAssumptions(of: [name], at: place)
    var cases: [(guard: GuardID, value: Value)] = []
    for (existence, name) in estate.textCases(of: name, limit: 64) where existence != .never {
      cases.append((existence, importedCase(name, at: node, &estate)))
    }
    if cases.count == 1 { return cases[0].value }
    return estate.heap.choice(cases, origin: place)
  }

  private func importedCase(_ value: Value, at node: NodeID, _ estate: inout EstateBuilder) -> Value
  {
    let name = exportName(value, estate)
    let answer = stacks.answer(to: name, from: self, &estate)
    if case .export(let export, let isInferred) = answer,
      var output = export.reader.output(export.output, &estate)
    {
      if export.existence != .always {
        output = given(output, when: export.existence, output: export.output, &estate)
      }
      output = passed(output, at: node, &estate)
      if value.flags.contains(.assumed) { output.flags.insert(.assumed) }
      if isInferred {
        let path = export.reader.stack.name
        estate.assume("export '\(name.text)' is that of \(path)", at: origin(node))
        output.flags.insert(.assumed)
      }
      return output
    }
    if name.holes.isEmpty, let text = stacks.values.exports[name.text] {
      return estate.heap.string(text, origin: origin(node))
    }
    return unknownImport(of: name, value, answer, at: node, &estate)
  }

  private func unknownImport(
    of name: ExportName,
    _ value: Value,
    _ answer: ExportDirectory.Answer,
    at node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Value {
    // Where the name itself is open, it is what has to be settled first.
    if !name.holes.isEmpty, let cause = Self.firstUnknown(in: value, estate.heap) {
      return cause.derived.from(origin(node))
    }
    let settle =
      switch answer {
      case .export, .none:
        "add the template of the stack that exports '\(name.text)' to the run"
          + ", or its value to 'imports' in .lintel.yaml"
      case .several(let exports):
        settlement(of: name, exports)
      }
    let unknown = Unknown(.importedValue, "export '\(name.text)'", settle: settle)
    return estate.heap.unknown(unknown, origin: origin(node))
  }

  /// What tells apart the stacks that may export a name.
  private func settlement(of name: ExportName, _ exports: [ExportDirectory.Export]) -> String {
    for export in exports {
      guard let equations = export.name.equations(with: name), equations.count == 1,
        let hole = equations[0].one.holes.first, hole.isStackName, !hole.unknown.settle.isEmpty
      else { continue }
      return hole.unknown.settle.replacing("VALUE", with: equations[0].other.text)
    }
    if let settle = exports.flatMap(\.name.holes).map(\.unknown.settle).first(where: { !$0.isEmpty }
    ) {
      return settle
    }
    return "judge stacks that export the same name in different runs"
  }
}
