import Findings
import Foundation
import Infrastructure
import PlatformDescription
import SourceText
import Syntax
import Testing
import Values

/// Descriptions that were read, to be asked by address.
struct Reading {
  let estate: Estate
  let diagnostics: [Diagnostic]
  private let sources: [SourceFile]

  /// Reads one description.
  ///
  /// - Parameter unread: Other descriptions, which cannot be parsed.
  init(_ text: String, unread: [String] = []) {
    self.init([SourceFile(path: "platform.yaml", bytes: Array(text.utf8))], unread: unread)
  }

  /// Reads all files that are descriptions; the others can be named by them.
  init(files: [(path: String, text: String)]) {
    self.init(files.map { SourceFile(path: $0.path, bytes: Array($0.text.utf8)) })
  }

  init(_ sources: [SourceFile], unread: [String] = []) {
    let declarations = Declarations.builtIn
    var builder = EstateBuilder(declarations: declarations)
    var trees: [SyntaxTree] = []
    for (index, source) in sources.enumerated() {
      let id = SourceID(index)
      let parsed = parseSource(source, id: id, vocabulary: declarations.vocabulary)
      guard let tree = parsed.tree, isDescription(tree) else { continue }
      for diagnostic in parsed.diagnostics { builder.report(diagnostic) }
      trees.append(tree)
    }
    readDescriptions(trees, sources: sources, unread: unread, into: &builder)
    diagnostics = builder.diagnostics
    estate = builder.build()
    self.sources = sources
  }

  /// Reads the folder of a fixture, files in the order of their paths.
  init(fixture name: String) throws {
    let folder = Self.fixtures.appending(path: name)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    var sources: [SourceFile] = []
    for path in paths where path.hasSuffix(".yaml") || path.hasSuffix(".json") {
      let bytes = try Data(contentsOf: folder.appending(path: path))
      sources.append(SourceFile(path: path, bytes: Array(bytes)))
    }
    self.init(sources)
  }

  /// The fixtures that are descriptions.
  static let descriptions = ["ml-platform-description", "ml-platform-description-broken"]

  /// The descriptions that were written of templates.
  static let described: [String] = {
    let folder = fixtures.appending(path: "described")
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }()

  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../fixtures").standardized
}

// MARK: - Resources

extension Reading {
  var addresses: [String] { estate.resources.map(\.address) }

  var types: Set<String> { Set(estate.types) }

  func resource(
    _ address: String,
    location: Testing.SourceLocation = #_sourceLocation
  ) throws -> Resource {
    try #require(
      estate.resources.first { $0.address == address },
      "no \(address) among \(addresses)",
      sourceLocation: location
    )
  }

  /// A property in short notation: references as `->address`, what is unknown as `?reason`, what is
  /// not written in parentheses; nil where there is none.
  func value(
    _ path: String,
    of address: String,
    location: Testing.SourceLocation = #_sourceLocation
  ) throws -> String? {
    var value = try resource(address, location: location).properties
    for step in path.split(separator: ".") {
      if value.kind == .list, value.count > 0 { value = estate.heap.element(0, of: value) }
      guard value.kind == .map, let next = estate.heap.lookup(String(step), in: value) else {
        return nil
      }
      value = next
    }
    return outline(value)
  }

  func outline(_ value: Value) -> String {
    let text = plainOutline(value)
    return value.flags.contains(.defaulted) ? "(\(text))" : text
  }

  private func plainOutline(_ value: Value) -> String {
    let heap = estate.heap
    switch value.kind {
    case .null: return "null"
    case .bool: return value.isTrue ? "true" : "false"
    case .int: return String(value.asInt)
    case .double: return String(value.asDouble)
    case .string: return heap.text(value)
    case .list:
      return "[\(heap.elements(of: value).map(outline).joined(separator: ", "))]"
    case .map:
      let entries = (0..<value.count).map { index in
        "\(heap.text(heap.key(index, of: value))): \(outline(heap.entry(index, of: value)))"
      }
      return "{\(entries.joined(separator: ", "))}"
    case .template:
      return heap.elements(of: value).map(outline).joined()
    case .unknown:
      return "?\(heap.unknown(value).reason.rawValue)"
    case .reference:
      let target = estate.resources[heap.target(of: value)].address
      let attribute = estate.declarations.vocabulary.text(of: value.name)
      return attribute.isEmpty ? "->\(target)" : "->\(target).\(attribute)"
    case .uint, .bytes, .type, .optional, .duration, .timestamp, .ip, .cidr, .resource, .error,
      .choice:
      return "(\(value.kind))"
    }
  }

  /// The source text of what a resource, or a property of it, was read from.
  func source(of origin: Origin) -> String? {
    guard let span = estate.span(of: origin) else { return nil }
    return text(span)
  }

  func text(_ span: SourceSpan) -> String {
    let bytes = sources[span.file.index].bytes
    return String(decoding: bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }
}

// MARK: - Diagnostics

extension Reading {
  var errors: [Diagnostic] { diagnostics.filter { $0.level == .error } }

  /// The diagnostics as `line: level code`, in the order of lines.
  var outlineOfDiagnostics: [String] {
    diagnostics.compactMap { diagnostic -> (line: Int, text: String)? in
      guard let span = diagnostic.span else { return nil }
      let position = LineIndex(sources[span.file.index].bytes).position(at: span.start)
      return (position.line, "\(position.line): \(diagnostic.level) \(diagnostic.code)")
    }
    .sorted { ($0.line, $0.text) < ($1.line, $1.text) }
    .map(\.text)
  }

  /// The comments `# error: code` and `# warning: code` of the first file, in the same form.
  var expectedDiagnostics: [String] {
    let index = LineIndex(sources[0].bytes)
    return index.starts.indices.flatMap { line -> [String] in
      let content = String(decoding: index.content(ofLine: line + 1), as: UTF8.self)
      guard let comment = content.split(separator: "#").dropFirst().last else { return [] }
      return comment.split(separator: ";").compactMap { part in
        let words = part.split(separator: ":").map { $0.trimmingCharacters(in: .whitespaces) }
        guard words.count == 2, ["error", "warning"].contains(words[0]) else { return nil }
        return "\(line + 1): \(words[0]) \(words[1])"
      }
    }
  }
}

/// Reads a description and holds its diagnostics against its comments.
@discardableResult
func check(
  _ text: String,
  location: Testing.SourceLocation = #_sourceLocation
) -> Reading {
  let reading = Reading(text)
  let messages = reading.diagnostics.map(\.message).joined(separator: "\n")
  #expect(
    reading.outlineOfDiagnostics == reading.expectedDiagnostics,
    "\(messages)",
    sourceLocation: location
  )
  return reading
}
