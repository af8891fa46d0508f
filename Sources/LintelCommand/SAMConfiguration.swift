import SourceText

/// The parameter overrides of a `samconfig.toml`.
///
/// Source: AWS SAM Developer Guide, "AWS SAM CLI configuration file".
enum SAMConfiguration {
  /// What `sam deploy` would give to the template in an environment; `default` where none is named.
  /// What a table says of all commands (`global`) gives way to what it says of `deploy`.
  static func parameters(
    _ source: SourceFile,
    _ environment: String?
  ) throws(UsageError) -> [String: String] {
    let document: TOMLDocument
    do {
      document = try TOMLDocument(source.bytes)
    } catch {
      throw UsageError("parameter file '\(source.path)', line \(error.line): \(error.message)")
    }
    let name = environment ?? "default"
    let known = document.tables.compactMap(\.first)
    guard known.contains(name) else {
      let names = Array(Set(known)).sorted()
      let help = didYouMean(name, among: names) ?? "there are \(names.joined(separator: ", "))"
      throw UsageError("parameter file '\(source.path)' has no environment '\(name)'; \(help)")
    }
    var parameters: [String: String] = [:]
    for command in ["global", "deploy"] {
      let value = document.value(of: "parameter_overrides", in: [name, command, "parameters"])
      guard let value else { continue }
      let texts: [String]
      switch value.content {
      case .text(let text): texts = words(of: text)
      case .list(let elements):
        texts = elements.flatMap { element in
          if case .text(let text) = element { [unquoted(text)] } else { [String]() }
        }
      case .other(let kind):
        throw UsageError(
          "parameter file '\(source.path)', line \(value.line): 'parameter_overrides' is \(kind),"
            + " but a text or a list of texts is read"
        )
      }
      for text in texts {
        guard let (name, value) = pair(text) else {
          throw UsageError(
            "parameter file '\(source.path)', line \(value.line): '\(text)' is not of the form"
              + " NAME=VALUE"
          )
        }
        parameters[name] = value
      }
    }
    return parameters
  }

  /// `Name=Value` or `ParameterKey=Name,ParameterValue=Value`.
  private static func pair(_ text: String) -> (name: String, value: String)? {
    let key = "ParameterKey="
    let value = ",ParameterValue="
    if text.hasPrefix(key), let comma = text.firstIndex(of: ","), text[comma...].hasPrefix(value) {
      let name = text[..<comma].dropFirst(key.count)
      return name.isEmpty ? nil : (String(name), unquoted(text[comma...].dropFirst(value.count)))
    }
    guard let sign = text.firstIndex(of: "="), sign != text.startIndex else { return nil }
    return (String(text[..<sign]), unquoted(text[text.index(after: sign)...]))
  }

  /// Without the quotes around it, and without the backslashes before quotes in it.
  private static func unquoted(_ text: some StringProtocol) -> String {
    guard text.count > 1, let first = text.first, first == text.last, first == "\"" || first == "'"
    else { return String(text) }
    var result = ""
    var isEscaped = false
    for character in text.dropFirst().dropLast() {
      if character == "\\", !isEscaped {
        isEscaped = true
        continue
      }
      if isEscaped, character != "\"", character != "\\" { result.append("\\") }
      result.append(character)
      isEscaped = false
    }
    return isEscaped ? result + "\\" : result
  }

  /// Parts a text at blanks outside of quotes.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    var isEscaped = false
    for character in text {
      if quote == nil, character.isWhitespace {
        if !word.isEmpty { words.append(word) }
        word = ""
        continue
      }
      word.append(character)
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
