package import CEL
import Foundation
import SourceText
package import Values

/// The simple test suite of the CEL specification, as JSON; it is not part of this repository.
package struct ConformanceSuite {
  package struct Case: Decodable {
    package let file: String
    package let section: String
    package let name: String
    package let expr: String
    package let tags: [String]
    package let nocheck: Bool
    package let checkonly: Bool
    package let container: String
    package let bind: [String: TaggedValue]
    package let env: [String]
    package let match: String
    package fileprivate(set) var want: TaggedValue

    package var id: String { "\(file)/\(section)/\(name)" }
  }

  package enum Tier: String, CaseIterable {
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

  package let cases: [Case]

  /// Nil where the suite is not at hand: it is looked for beside the repository.
  package static func load() throws -> ConformanceSuite? {
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
  package var tier: ConformanceSuite.Tier? {
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
  package var isAboutTypes: Bool { checkonly || match == "typed_result" }

  package var declarations: [SuiteDeclaration] { env.compactMap { SuiteDeclaration($0) } }

  /// The variables, types and functions of a case; checked unless the case says otherwise.
  package var environment: Environment {
    var types: [String: StaticType] = [:]
    var functions: [Function] = []
    for declaration in declarations {
      switch declaration {
      case .variable(let name, let type): types[name] = StaticType(type)
      case .function(let name, let overloads):
        functions.append(
          Function(name: name, arity: 0...9, types: overloads) { _, context in
            context.heap.error(.noSuchOverload, name)
          }
        )
      }
    }
    return Environment(
      variables: bind.keys.sorted(),
      functions: functions,
      vocabulary: Vocabulary(["name", "k"]),
      container: container,
      rejectsUndeclared: !nocheck,
      declarations: nocheck ? nil : TypeDeclarations(variables: types)
    )
  }

  /// The values of the environment's variables.
  package func values(in heap: inout ValueHeap) -> [Value] {
    environment.variables.map { bind[$0]?.value(in: &heap) ?? .null }
  }
}
