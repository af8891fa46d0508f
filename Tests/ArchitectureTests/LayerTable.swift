import Foundation

/// The table of ARCHITECTURE.md: which target stands on which floor and what it may import.
struct LayerTable {
  struct Row {
    let floor: Int
    let target: String
    let imports: Set<String>
  }

  let rows: [Row]

  /// Reads the table whose columns are floor, target, what its room holds, and may import.
  init() throws {
    let file = SourceCode.root.appending(path: "ARCHITECTURE.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    rows = text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("|"), line.hasSuffix("|") else { return nil }
      let cells = line.dropFirst().dropLast().split(
        separator: "|",
        omittingEmptySubsequences: false
      )
      guard cells.count == 4, let floor = Int(Self.plain(cells[0])) else { return nil }
      let imports = Set(cells[3].split(separator: ",").map(Self.plain)).subtracting(["–"])
      return Row(floor: floor, target: Self.plain(cells[1]), imports: imports)
    }
  }

  func row(of target: String) -> Row? {
    rows.first { $0.target == target }
  }

  private static func plain(_ cell: Substring) -> String {
    String(cell.filter { $0 != "`" && $0 != " " })
  }
}
