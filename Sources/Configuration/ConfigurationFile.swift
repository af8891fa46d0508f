package import Findings
package import SourceText
import Syntax

/// One configuration as it is written: checked, but not yet joined with what it extends.
package struct ConfigurationFile: Sendable {
  /// The name that a configuration has in the folder that it is about.
  package static let name = ".lintel.yaml"

  package let setting: Setting
  /// The path behind `extends`, from the folder of the file.
  package let extended: Setting?

  /// Reads a configuration; everything that is wrong in it is said.
  ///
  /// - Parameter id: What spans say of the file.
  /// - Returns: No file where something is wrong.
  package static func read(
    _ source: SourceFile,
    id: SourceID
  ) -> (file: ConfigurationFile?, diagnostics: [Diagnostic]) {
    let parsed = parseSource(source, id: id, vocabulary: Vocabulary([]))
    guard let tree = parsed.tree else { return (nil, parsed.diagnostics) }
    var reader = ConfigurationReader(tree)
    let setting = reader.read()
    // A key that stands twice is read by nobody as it was meant.
    let diagnostics = parsed.diagnostics.map(\.asError) + reader.diagnostics
    guard diagnostics.isEmpty, let setting else { return (nil, diagnostics.sorted(by: isBefore)) }
    let file = ConfigurationFile(setting: setting, extended: setting.value(of: "extends"))
    return (file, [])
  }

  /// What holds where `self` extends another configuration.
  package func setting(extending base: Setting) -> Setting {
    setting.extending(base)
  }

  private static func isBefore(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    (left.span?.start ?? 0, left.message) < (right.span?.start ?? 0, right.message)
  }
}

extension Diagnostic {
  fileprivate var asError: Diagnostic {
    Diagnostic(.error, code, message, at: span, related: related, help: help)
  }
}
