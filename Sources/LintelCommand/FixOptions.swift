import ArgumentParser
import Change

extension FixSelection: CommandWord {}

/// How `--fix` may be written.
enum FixOptions {
  /// `--fix` has a value of its own: as a word by itself it is `--fix=safe`, and what follows it is a
  /// path.
  static func spelledOut(_ words: [String]) -> [String] {
    let end = words.firstIndex(of: "--") ?? words.endIndex
    return words[..<end].map { $0 == "--fix" ? "--fix=\(FixSelection.safe.rawValue)" : $0 }
      + words[end...]
  }
}
