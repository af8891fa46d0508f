/// What stands behind a key of a configuration.
indirect enum ConfigurationForm: Sendable {
  /// A text; numbers and truth values count as the text that is written.
  case text
  case flag
  /// One of these words.
  case word([String])
  /// A text of a certain shape.
  case shape(ConfigurationShape)
  case list(ConfigurationForm)
  /// Names of the writer's choice.
  case map(ConfigurationForm)
  /// A mapping with these keys.
  case object([ConfigurationKey])
  /// One of two forms: the first that has the kind of what is written.
  case either(ConfigurationForm, ConfigurationForm)
  /// Texts, numbers, truth values and lists of them: the policy that takes it says which.
  case literal
}

/// A key of a configuration: what the reader takes, and what schema and reference say of it.
struct ConfigurationKey: Sendable {
  let key: String
  let form: ConfigurationForm
  /// What it says, in a sentence without a stop.
  let meaning: String
  /// What holds without it; nil where there is nothing then.
  let fallback: String?
  /// What it may look like.
  let example: String

  init(
    _ key: String,
    _ form: ConfigurationForm,
    _ meaning: String,
    fallback: String? = nil,
    example: String
  ) {
    self.key = key
    self.form = form
    self.meaning = meaning
    self.fallback = fallback
    self.example = example
  }
}
