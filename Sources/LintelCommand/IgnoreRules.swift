import FoundationEssentials
import SourceText

/// What the `.gitignore` files of a folder and of those above it leave out.
///
/// Source: gitignore(5). What git ignores for one user or clone only (`core.excludesFile`,
/// `.git/info/exclude`) does not count: everybody's run is to read the same.
struct IgnoreRules {
  static let name = ".gitignore"

  private struct Rule {
    let pattern: PathPattern
    let isNegated: Bool
    let line: Int
  }

  /// One file.
  private struct Layer {
    let folder: String
    let rules: [Rule]
  }

  private var layers: [Layer] = []

  /// Adds the rules of a folder, which win over those of the folders above it.
  ///
  /// - Parameter folder: An absolute path; a folder without the file adds nothing.
  mutating func addRules(of folder: String) {
    guard let data = FileManager.default.contents(atPath: Paths.joined(folder, Self.name)) else {
      return
    }
    let lines = Array(data).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let rules = lines.enumerated().compactMap { Self.rule(in: $1, line: $0 + 1) }
    if !rules.isEmpty { layers.append(Layer(folder: folder, rules: rules)) }
  }

  /// Why a path below the folders is left out: the file and the line; nil where it is not.
  func reason(toIgnore path: @autoclosure () -> String, isFolder: Bool) -> String? {
    guard !layers.isEmpty else { return nil }
    let path = path()
    for layer in layers.reversed() {
      guard let below = Paths.below(layer.folder, path) else { continue }
      for rule in layer.rules.reversed() where rule.pattern.covers(below, isFolder: isFolder) {
        if rule.isNegated { return nil }
        let file = Paths.shown(Paths.joined(layer.folder, Self.name))
        return "ignored by '\(file)', line \(rule.line)"
      }
    }
    return nil
  }

  private static func rule(in line: ArraySlice<UInt8>, line number: Int) -> Rule? {
    var line = line
    if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    // Blanks at the end count only behind a backslash.
    while line.last == UInt8(ascii: " "), line.dropLast().last != UInt8(ascii: "\\") {
      line.removeLast()
    }
    guard line.first != UInt8(ascii: "#") else { return nil }
    let isNegated = line.first == UInt8(ascii: "!")
    if isNegated { line.removeFirst() }
    guard let pattern = PathPattern(String(decoding: line, as: UTF8.self)) else { return nil }
    return Rule(pattern: pattern, isNegated: isNegated, line: number)
  }
}
