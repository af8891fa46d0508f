/// Why a text is not a regular expression.
struct PatternError: Error, Equatable {
  let message: String
  let help: String?

  init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}
