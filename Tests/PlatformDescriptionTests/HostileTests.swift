import Findings
import Foundation
import Infrastructure
import SourceText
import Testing

/// Input that nobody means well: it is read to the end, and what is wrong with it is said.
struct HostileTests {
  /// As `expectations.yaml` of the folder says.
  @Test(arguments: [
    ("description-accounts-is-a-list", "wrong-type", 3, 3),
    ("description-account-is-a-text", "wrong-type", 3, 12),
    ("description-reference-to-nothing", "unresolved-reference", 5, 19),
  ])
  func aHostileDescriptionIsReported(name: String, code: String, line: Int, column: Int) throws {
    let bytes = try bytes(of: "hostile/\(name).yaml")
    let reading = Reading([SourceFile(path: "\(name).yaml", bytes: bytes)])
    let diagnostic = try #require(reading.diagnostics.first)
    let start = try #require(diagnostic.span).start
    #expect(reading.diagnostics.count == 1)
    #expect(diagnostic.code == code)
    #expect(LineIndex(bytes).position(at: start) == SourcePosition(line: line, column: column))
  }

  @Test(arguments: ["description-empty", "description-nulls"])
  func whatIsNotWrittenIsNoMistake(name: String) throws {
    let source = SourceFile(path: "\(name).yaml", bytes: try bytes(of: "hostile/\(name).yaml"))
    #expect(Reading([source]).diagnostics.map(\.message) == [])
  }

  /// Each mutation replaces, repeats or removes a line or a word; whatever comes out has to be read.
  @Test(arguments: ["ml-platform-description", "ml-platform-description-broken"])
  func mutationsOfADescriptionAreRead(name: String) throws {
    let text = String(decoding: try bytes(of: "\(name)/platform.yaml"), as: UTF8.self)
    var random = SeededGenerator(seed: 20_261_123)
    var read = 0
    for _ in 0..<150 {
      let reading = Reading(mutate(text, &random))
      read += reading.estate.resources.isEmpty ? 0 : 1
      #expect(Set(reading.addresses).count == reading.addresses.count)
      let errors = reading.errors.map(\.code)
      #expect(errors.allSatisfy { !$0.isEmpty })
    }
    #expect(read > 30)
  }

  private func mutate(_ text: String, _ random: inout SeededGenerator) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let index = Int.random(in: 1..<lines.count, using: &random)
      let other = lines[Int.random(in: 0..<lines.count, using: &random)]
      switch Int.random(in: 0..<6, using: &random) {
      case 0: lines.remove(at: index)
      case 1: lines.insert(other, at: index)
      case 2: lines[index] = lines[index].replacing(": {", with: ": [").replacing("}", with: "]")
      case 3: lines[index] = lines[index].replacing("[", with: "").replacing("]", with: "")
      case 4: lines[index] = lines[index].replacing("a", with: "{}")
      default: lines[index] = String(lines[index].split(separator: ":").first ?? "") + ":"
      }
    }
    return lines.joined(separator: "\n")
  }

  private func bytes(of path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: Reading.fixtures.appending(path: path)))
  }
}

/// SplitMix64: the same mutations in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
