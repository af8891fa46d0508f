import Foundation
import Testing

/// Every `import` line of the sources against the table of ARCHITECTURE.md.
@Suite struct ImportTests {
  /// The modules that the sources of a target import.
  ///
  /// What stands in for a module in the `#else` of `#if canImport(…)` counts as that module.
  static func imports(of file: SourceCode.File) -> [String] {
    let statement =
      #/
      ^\s* (?:@\w+\s+)? (?:(?:package|internal|private|fileprivate|public)\s+)?
      import \s+ (?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)? (\w+)
      /#
    let condition = /^\s*#if\s+canImport\((\w+)\)/
    var standsInFor: [String?] = []
    var isElse: [Bool] = []
    var found: [String] = []
    for line in file.code.split(separator: "\n") {
      let words = line.drop { $0 == " " }
      if words.hasPrefix("#if") {
        standsInFor.append(line.firstMatch(of: condition).map { String($0.1) })
        isElse.append(false)
      } else if words.hasPrefix("#else"), !isElse.isEmpty {
        isElse[isElse.count - 1] = true
      } else if words.hasPrefix("#endif"), !isElse.isEmpty {
        standsInFor.removeLast()
        isElse.removeLast()
      } else if let match = line.firstMatch(of: statement) {
        let original = isElse.last == true ? standsInFor.last ?? nil : nil
        found.append(original ?? String(match.1))
      }
    }
    return found
  }

  @Test func everyFormOfAnImportIsSeen() {
    let text = """
      import Values
      package import Findings
      @preconcurrency internal import struct Syntax.Tag
      #if canImport(FoundationEssentials)
        import FoundationEssentials
      #else
        import Foundation
      #endif
      // import Linting
      let name = "import CEL"
      """
    let file = SourceCode.File(path: "Sources/A/B.swift", text: text, code: CodeText.strip(text))
    #expect(
      Self.imports(of: file) == [
        "Values", "Findings", "Syntax", "FoundationEssentials", "FoundationEssentials",
      ]
    )
  }

  @Test func theTableNamesEveryTargetAndNoOther() throws {
    let folder = SourceCode.root.appending(path: "Sources").path
    let targets = try FileManager.default.contentsOfDirectory(atPath: folder)
    let named = try LayerTable().rows.map(\.target)
    #expect(Set(named) == Set(targets.filter { !$0.hasPrefix(".") }))
    #expect(Set(named).count == named.count)
  }

  @Test(arguments: Set(SourceCode.sources.map(\.target)).sorted())
  func aTargetImportsOnlyWhatTheTableAllows(target: String) throws {
    let row = try #require(try LayerTable().row(of: target))
    for file in SourceCode.sources where file.target == target {
      let forbidden = Set(Self.imports(of: file)).subtracting(row.imports)
      #expect(forbidden == [], "\(file.path)")
    }
  }

  @Test(arguments: Set(SourceCode.sources.map(\.target)).sorted())
  func theTableAllowsATargetNothingThatItDoesNotImport(target: String) throws {
    let row = try #require(try LayerTable().row(of: target))
    let used = SourceCode.sources.filter { $0.target == target }.flatMap(Self.imports(of:))
    // Where the standard library of C is called Darwin, it is imported instead of Glibc.
    #expect(row.imports.subtracting(used).subtracting(["Darwin", "Glibc"]) == [])
  }

  @Test func aTargetStandsAboveWhatItImports() throws {
    let table = try LayerTable()
    for row in table.rows {
      for name in row.imports {
        guard let imported = table.row(of: name) else { continue }
        #expect(imported.floor < row.floor, "\(row.target) imports \(name)")
      }
    }
  }
}
