import Configuration
import Findings
import FoundationEssentials
import SourceText

/// Every value that holds, with what says so.
struct ConfigurationListing: Encodable {
  struct Entry: Encodable {
    let key: String
    let values: [String]
    let isList: Bool
    /// `.lintel.yaml:3`, `--fail-on`, or `default`.
    let origin: String

    private enum CodingKeys: String, CodingKey {
      case key, origin, value
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(key, forKey: .key)
      try container.encode(origin, forKey: .origin)
      if isList {
        try container.encode(values, forKey: .value)
      } else {
        try container.encode(values.first ?? "", forKey: .value)
      }
    }
  }

  /// The path of the configuration; nil where there is none.
  let configuration: String?
  /// How many policies judge.
  let policies: Int
  private(set) var values: [Entry]

  init(
    of loaded: LoadedConfiguration?,
    _ input: InputOptions,
    _ gate: GateOptions,
    policyCount: Int,
    sources: [SourceFile]
  ) {
    configuration = loaded?.path
    policies = policyCount
    var lines: [Int: LineIndex] = [:]
    values = ConfigurationValue.all(of: loaded?.setting).map { value in
      var origin = "default"
      if let span = value.span {
        let file = span.file.index
        let index = lines[file] ?? LineIndex(sources[file].bytes)
        lines[file] = index
        origin = "\(sources[file].path):\(index.position(at: span.start).line)"
      }
      let key = value.path.joined(separator: ".")
      return Entry(key: key, values: value.texts, isList: value.isList, origin: origin)
    }
    add(input, gate)
  }

  /// Options win: they replace what stood there, or stand behind it where both count.
  private mutating func add(_ input: InputOptions, _ gate: GateOptions) {
    if let severity = gate.failOn { replace("fail-on", [severity.rawValue], "--fail-on") }
    if let treatment = gate.undetermined {
      values.removeAll { $0.key.hasPrefix("undetermined.") }
      replace("undetermined", [treatment.rawValue], "--undetermined")
    }
    let selectors = input.policies + input.selected
    if !selectors.isEmpty {
      values.removeAll { $0.key == "policies.ignore" }
      let option = input.selected.isEmpty ? "--policy" : "--select"
      replace("policies.select", selectors, option, isList: true)
    }
    append("policies.ignore", input.ignored, "--ignore")
    append("policies.folders", input.policyFolders, "--policies")
    append("parameter-files", input.reading.parameterFiles, "--parameter-file")
    for pair in input.reading.parameters {
      guard let (name, value) = try? ParameterValues.split(pair) else { continue }
      replace("parameters.\(name)", [value], "--parameter")
    }
    let environments = input.reading.environments
    guard !environments.isEmpty else { return }
    values.removeAll { entry in
      entry.key.hasPrefix("environments.")
        && !environments.contains { entry.key.hasPrefix("environments.\($0).") }
    }
  }

  private mutating func replace(
    _ key: String,
    _ texts: [String],
    _ origin: String,
    isList: Bool = false
  ) {
    let place = values.firstIndex { $0.key == key }
    values.removeAll { $0.key == key }
    let entry = Entry(key: key, values: texts, isList: isList, origin: origin)
    values.insert(entry, at: min(place ?? values.count, values.count))
  }

  private mutating func append(_ key: String, _ texts: [String], _ origin: String) {
    guard !texts.isEmpty else { return }
    let place = values.lastIndex { $0.key == key }
    let entry = Entry(key: key, values: texts, isList: true, origin: origin)
    values.insert(entry, at: place.map { $0 + 1 } ?? values.count)
  }

  // MARK: - Output

  /// One line a value, its origin as a comment.
  var text: String {
    let lines = values.map { entry in
      let value = entry.values.joined(separator: ", ")
      return (text: "\(entry.key): \(entry.isList ? "[\(value)]" : value)", entry.origin)
    }
    let width = min(60, lines.map(\.text.count).max() ?? 0)
    var text =
      "# \(configuration ?? "no configuration"): \(policies) \(policies == 1 ? "policy" : "policies")\n"
    for (line, origin) in lines {
      let gap = String(repeating: " ", count: max(0, width - line.count))
      text += "\(line)\(gap)  # \(origin)\n"
    }
    return text
  }

  static func json(_ listings: [ConfigurationListing]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(listings), as: UTF8.self) + "\n"
  }
}
