import Findings
import Infrastructure
import SourceText
import Syntax

/// Types, properties and transforms that Lintel does not know: what nobody judges must not look judged.
extension TemplateReader {
  /// `did you mean 'word'?`, or nil; templates with very many slips get no more of them.
  func suggestion(
    for typo: String,
    among words: @autoclosure () -> [String],
    within most: Int = .max
  ) -> String? {
    guard wordsToCompare > 0 else { return nil }
    let words = words()
    wordsToCompare -= words.count
    return Suggestion.closest(to: typo, among: words, within: most).map { "did you mean '\($0)'?" }
  }

  /// Reports types that are slips of the pen, and those of the serverless application model.
  func reportTypes(_ bodies: [(type: String, body: NodeID)], _ estate: inout EstateBuilder) {
    var serverless: [(type: String, node: NodeID)] = []
    for (type, body) in bodies where estate.declarations.type(named: type) == nil {
      guard type.count > 5, type.prefix(5).lowercased() == "aws::",
        let node = tree.value(of: .type, in: body).map(tree.resolved)
      else { continue }
      if type.hasPrefix("AWS::Serverless::") {
        serverless.append((type, node))
      } else if !Declarations.typeNames.contains(type),
        let help = suggestion(for: type, among: Declarations.typeNames.sorted(), within: 2)
      {
        let fact = "there is no resource type '\(type)'"
        let span = tree.span(of: node)
        estate.report(Diagnostic(.warning, "unknown-type", fact, at: span, help: help))
      }
    }
    guard let first = serverless.first else { return }
    let types = Set(serverless.map(\.type)).sorted().joined(separator: ", ")
    let fact = "what the serverless application model makes of \(types) is not judged"
    let isApplied = TransformedTemplate.transforms(of: tree).contains(ServerlessTransform.name)
    let help =
      isApplied
      ? "judge what it makes of them: aws cloudformation get-template --template-stage Processed"
      : "add 'Transform: \(ServerlessTransform.name)' to the template"
    let span = tree.span(of: first.node)
    estate.report(Diagnostic(.warning, "unsupported-transform", fact, at: span, help: help))
  }

  /// Reports macros, which may change anything in the template.
  func reportTransforms(of root: NodeID, _ estate: inout EstateBuilder) {
    guard let value = tree.value(of: "Transform", in: root) else { return }
    let node = tree.resolved(value)
    let names = tree[node].kind == .sequence ? tree.children(of: node).map(tree.resolved) : [node]
    for name in names {
      let written = tree[name].kind == .mapping ? tree.value(of: "Name", in: name) : name
      guard let written = written.map(tree.resolved), tree[written].kind == .scalar else {
        continue
      }
      let text = tree.text(of: written)
      // What these two do is read, or reported where it is used.
      guard text != "AWS::LanguageExtensions", !text.hasPrefix("AWS::Serverless") else { continue }
      let fact = "transform '\(text)' is not applied: what it changes is not judged"
      let span = tree.span(of: written)
      estate.report(Diagnostic(.warning, "unsupported-transform", fact, at: span))
    }
  }

  /// Notes the keys of an object that no declaration knows, and reports those that are slips.
  func settleStrangers(
    after count: Int,
    of node: NodeID,
    _ shape: ShapeID?,
    _ estate: inout EstateBuilder
  ) {
    guard strangers.count > count else { return }
    let keys = strangers[count...]
    strangers.removeLast(keys.count)
    guard let shape else { return }
    let written = Set(tree.entries(of: node).map { tree.text(of: $0.key) })
    let known = estate.declarations.properties(of: shape)
      .map { estate.declarations.vocabulary.text(of: $0.name) }
      .filter { !written.contains($0) }
      .sorted()
    for key in keys where intrinsics[tree[key].name] == nil {
      let text = tree.text(of: key)
      guard !text.isEmpty else { continue }
      estate.noteUndeclared(text, of: currentType)
      let limit = text.count < 8 ? 1 : 2
      guard let help = suggestion(for: text, among: known, within: limit) else { continue }
      let fact = "'\(text)' is not a property here"
      let span = tree.span(of: key)
      estate.report(Diagnostic(.warning, "unknown-property", fact, at: span, help: help))
    }
  }
}
