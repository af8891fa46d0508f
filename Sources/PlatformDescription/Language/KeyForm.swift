/// What stands behind a key of the language that is no property of AWS's.
indirect enum KeyForm: Sendable {
  case text
  case flag
  case number
  /// One of these words.
  case words([String])
  /// A text that a regular expression matches.
  case pattern(String)
  case list(KeyForm)
  /// Keys of the writer's choice.
  case map(KeyForm)
  /// A mapping with these keys.
  case object([LanguageKey])
  /// A mapping with these keys and others.
  case open([LanguageKey])
  case either([KeyForm])
  /// A mapping of names to resources of a type, or a list of names.
  case resources(String)
  /// A mapping with the properties of a type, or of an object inside one; or nothing.
  case resource(String)
  /// The same as an element of a list.
  case item(String)
  /// What an account holds beside its own keys.
  case account([LanguageKey])
  /// A document of IAM's, or the path of one.
  case document
  case anything
}

/// A key of the language that is no property of AWS's.
struct LanguageKey: Sendable {
  let key: String
  let form: KeyForm
  /// What it says, in a sentence without a stop.
  let meaning: String
  let isRequired: Bool
  /// A value that it takes; for lists one of their elements.
  let example: String?

  init(
    _ key: String,
    _ form: KeyForm,
    _ meaning: String,
    isRequired: Bool = false,
    example: String? = nil
  ) {
    self.example = example
    self.key = key
    self.form = form
    self.meaning = meaning
    self.isRequired = isRequired
  }
}
