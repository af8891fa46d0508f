package import SourceText

/// A value that holds, as a list of all of them shows it.
package struct ConfigurationValue: Sendable {
  /// The keys from the top: `policies`, `select`.
  package let path: [String]
  /// Texts; several for lists.
  package let texts: [String]
  package let isList: Bool
  /// Where it stands; nil for what holds where nothing is said.
  package let span: SourceSpan?

  /// All values that hold, in the order of the language.
  ///
  /// - Parameter setting: What configurations say; nil where there are none.
  package static func all(of setting: Setting?) -> [ConfigurationValue] {
    values(setting, .object(ConfigurationKeys.all), at: [])
  }

  private static func values(
    _ setting: Setting?,
    _ form: ConfigurationForm,
    at path: [String]
  ) -> [ConfigurationValue] {
    switch form {
    case .text, .flag, .word, .shape, .list, .literal:
      return setting.map { [ConfigurationValue($0, at: path)] } ?? []
    case .either(let first, let second):
      guard let setting, case .mapping = setting.content else {
        return setting.map { [ConfigurationValue($0, at: path)] } ?? []
      }
      if case .object = second { return values(setting, second, at: path) }
      return values(setting, first, at: path)
    case .map(let value):
      return setting?.entries.flatMap { values($0.value, value, at: path + [$0.key]) } ?? []
    case .object(let keys):
      return keys.flatMap { key -> [ConfigurationValue] in
        let path = path + [key.key]
        let found = values(setting?.value(of: key.key), key.form, at: path)
        guard found.isEmpty, let fallback = key.fallback else { return found }
        return [ConfigurationValue(fallback, at: path)]
      }
    }
  }

  private init(_ setting: Setting, at path: [String]) {
    self.path = path
    span = setting.span
    if case .list(let elements) = setting.content {
      texts = elements.map(\.text)
      isList = true
    } else {
      texts = [setting.text]
      isList = false
    }
  }

  private init(_ fallback: String, at path: [String]) {
    self.path = path
    texts = [fallback]
    isList = false
    span = nil
  }
}
