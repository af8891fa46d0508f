import ArgumentParser
import Change

extension FixSelection: CommandWord {}

/// What `check` does about fixes.
struct FixOptions: ParsableArguments {
  @Option(
    name: .customLong("fix"),
    help: ArgumentHelp(
      """
      Make the fixes that prove to mend their findings, in the files: --fix those that are safe to \
      deploy, --fix=all also those that somebody should look at.
      """,
      valueName: "safe|all"
    )
  )
  var selection: FixSelection?

  @Flag(
    help: """
      Show the changes that --fix or --fix=all would make, as a unified diff on standard output in \
      the place of a report, and write nothing.
      """
  )
  var diff = false

  /// The fixes that are made, or shown: `--diff` alone is about those of `--fix`.
  var wanted: FixSelection? {
    selection ?? (diff ? .safe : nil)
  }

  /// `--fix` has a value of its own: as a word by itself it is `--fix=safe`, and what follows it is a
  /// path.
  static func spelledOut(_ words: [String]) -> [String] {
    let end = words.firstIndex(of: "--") ?? words.endIndex
    return words[..<end].map { $0 == "--fix" ? "--fix=\(FixSelection.safe.rawValue)" : $0 }
      + words[end...]
  }
}
