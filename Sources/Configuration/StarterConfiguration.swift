/// What `lintel init --config` writes: every key of the language with what it says, as a comment, so that
/// the file changes nothing until somebody takes a sign away.
package let starterConfiguration: String = {
  var lines = [
    "# yaml-language-server: $schema=./config.schema.json",
    "# What a run of Lintel judges by, and what it knows of deployments. The nearest file of this name",
    "# holds for a template or a description. 'lintel config show' prints what holds, and why;",
    "# 'lintel init --config --schema' writes the schema for your editor.",
    "lintel: \(ConfigurationKeys.version)",
  ]
  for key in ConfigurationKeys.all where key.key != "lintel" {
    lines.append("")
    lines += commented(key, indent: "")
  }
  return lines.joined(separator: "\n") + "\n"
}()

private func commented(_ key: ConfigurationKey, indent: String) -> [String] {
  let about = wrapped(key.meaning, width: 96 - indent.count).map { "# \(indent)\($0)" }
  guard case .object(let keys) = key.form else {
    return about + ["#\(indent)\(key.key): \(key.example)"]
  }
  return about + ["#\(indent)\(key.key):"] + keys.flatMap { commented($0, indent: indent + "  ") }
}

/// Breaks a text at blanks.
private func wrapped(_ text: String, width: Int) -> [String] {
  var lines: [String] = []
  for word in text.split(separator: " ") {
    if let last = lines.last, last.count + 1 + word.count <= width {
      lines[lines.count - 1] = "\(last) \(word)"
    } else {
      lines.append(String(word))
    }
  }
  return lines
}
