import Findings
import SourceText

/// Configurations that say what cannot be meant; nothing is analysed then.
struct ConfigurationError: Error {
  let sources: [SourceFile]
  let diagnostics: [Diagnostic]
}
