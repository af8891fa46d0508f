import SourceText
import Syntax

/// A place in a policy's file; lines and columns begin at 1.
package struct PolicyPlace: Hashable, Sendable {
  package let path: String
  package let line: Int
  package let column: Int
}

extension PolicyPlace: CustomStringConvertible {
  package var description: String { "\(path):\(line):\(column)" }
}

/// Finds the places of parts of expressions.
struct PolicyPlaceWriter {
  private let document: SyntaxTree
  private let path: String
  private let lines: LineIndex

  init(_ document: SyntaxTree, path: String) {
    self.document = document
    self.path = path
    lines = LineIndex(document.bytes)
  }

  func place(of range: Range<Int>, in node: NodeID) -> PolicyPlace {
    let position = lines.position(at: document.span(ofText: range, in: node).start)
    return PolicyPlace(path: path, line: position.line, column: position.column)
  }
}

extension String {
  /// With a single blank for each run of blanks and line breaks.
  var onOneLine: String {
    split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r\n" }.joined(separator: " ")
  }

  /// Its beginning and its end, where it is long.
  var shortened: String {
    count <= 72 ? self : "\(prefix(44)) … \(suffix(20))"
  }
}
