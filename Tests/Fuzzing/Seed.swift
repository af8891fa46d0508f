import SourceText

/// An input of ours that mutations begin with.
package struct Seed: Sendable {
  let file: SourceFile
  /// Nil for what cannot be parsed: it has only its bytes.
  let draft: Draft?

  init(_ file: SourceFile) {
    self.file = file
    draft = Draft(reading: file)
  }
}
