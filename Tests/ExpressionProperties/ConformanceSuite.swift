import Foundation

/// The simple test suite of the CEL specification, as JSON; it is not part of this repository.
struct ConformanceSuite {
  struct Case: Decodable {
    let file: String
    let section: String
    let name: String
    let expr: String
    let tags: [String]
    let nocheck: Bool
    let checkonly: Bool
    let container: String
    let bind: [String: TaggedValue]
    let env: [String]
    let match: String
    fileprivate(set) var want: TaggedValue

    var id: String { "\(file)/\(section)/\(name)" }
  }

  enum Tier: String, CaseIterable {
    /// The core of the language, without and with `uint` and bytes.
    case a1 = "A1"
    case a2 = "A2"
    /// Type deduction, optionals, two-variable macros, strings, addresses, bindings.
    case b1 = "B1"
    case b2 = "B2"
    case b3 = "B3"
    case b4 = "B4"
    case b5 = "B5"
    case b6 = "B6"
    /// Time, mathematics, encodings, blocks: as far as it goes.
    case c = "C"
  }

  let cases: [Case]

  /// Nil where the suite is not at hand: it is looked for beside the repository.
  static func load() throws -> ConformanceSuite? {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appending(path: "shared/conformance/cel-suite-508bd98.json.gz")
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    let gzip = Process()
    let output = Pipe()
    gzip.executableURL = URL(filePath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-dc", file.path]
    gzip.standardOutput = output
    try gzip.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    gzip.waitUntilExit()
    return ConformanceSuite(cases: mended(try JSONDecoder().decode([Case].self, from: data)))
  }

  /// Two cases expect bytes in which the JSON kept the backslash of the textproto's escape '\?'. The
  /// cases of the same names for strings, where it did not, say what is meant.
  private static func mended(_ cases: [Case]) -> [Case] {
    cases.map { test in
      guard test.section == "bytes_literals", test.name.hasSuffix("_unescaped_punctuation"),
        let other = cases.first(where: { $0.id == "parse/string_literals/\(test.name)" }),
        case .string(let text) = other.want
      else { return test }
      var mended = test
      mended.want = .bytes(Array(text.utf8))
      return mended
    }
  }
}

extension ConformanceSuite.Case {
  /// Nil for messages, which Lintel leaves out.
  var tier: ConformanceSuite.Tier? {
    guard !tags.contains("proto") else { return nil }
    if tags.contains("time"), file != "string_ext" { return .c }
    switch file {
    case "basic", "comparisons", "conversions", "fields", "fp_math", "integer_math", "lists",
      "logic", "macros", "namespace", "parse", "plumbing", "string":
      return tags.contains("uint") || tags.contains("bytes") ? .a2 : .a1
    case "type_deduction": return .b1
    case "optionals": return .b2
    case "macros2": return .b3
    case "string_ext": return .b4
    case "network_ext": return .b5
    case "bindings_ext": return .b6
    default: return .c
    }
  }

  /// True where the case is about the types that a checker deduces.
  var isAboutTypes: Bool { checkonly || match == "typed_result" }

  var declarations: [SuiteDeclaration] { env.compactMap { SuiteDeclaration($0) } }
}
