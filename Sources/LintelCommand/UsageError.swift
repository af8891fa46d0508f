import Findings

/// A mistake on the command line that the argument parser cannot see.
struct UsageError: Error {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}

/// `did you mean 'word'?`, or nil.
func didYouMean(_ typo: String, among words: some Sequence<String>) -> String? {
  Suggestion.help(for: typo, among: words)
}
