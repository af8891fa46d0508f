import SourceText
import Syntax

/// Comments of a template that tell other linters to keep quiet.
///
/// Sources: the documentation of each: checkov "Suppressing and skipping policies", KICS "Running KICS",
/// Trivy "Filtering", Semgrep "Ignore files, folders, and code"; `cfn-lint:` as people write it.
struct SuppressionComments {
  struct Suppression {
    let tool: String
    /// The check, or the instruction; empty where all checks are meant.
    let id: String
    let span: SourceSpan

    /// `checkov CKV_AWS_18`.
    var text: String { id.isEmpty ? tool : "\(tool) \(id)" }
  }

  private static let markers: [(tool: String, text: [UInt8])] = [
    ("checkov", "checkov:skip="), ("kics", "kics-scan "), ("trivy", "trivy:ignore:"),
    ("tfsec", "tfsec:ignore:"), ("semgrep", "nosemgrep"), ("cfn-lint", "cfn-lint:"),
  ].map { ($0.0, Array($0.1.utf8)) }

  /// At most this many are told.
  private static let limit = 200

  /// Linear in the text; a comment in a scalar, as in the code of a function, is none of the template's.
  static func all(of tree: SyntaxTree) -> [Suppression] {
    guard case .from(0) = tree.placement, tree.language == .yaml else { return [] }
    var found: [Suppression] = []
    var place = tree.bytes.startIndex
    while found.count < limit, let sign = tree.bytes[place...].firstIndex(of: UInt8(ascii: "#")) {
      place = sign + 1
      guard sign == 0 || isBlank(tree.bytes[sign - 1]) else { continue }
      var start = place
      while start < tree.bytes.count, tree.bytes[start] == 0x20 { start += 1 }
      for marker in markers where tree.bytes[start...].starts(with: marker.text) {
        let end = tree.bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? tree.bytes.count
        let words = tree.bytes[(start + marker.text.count)..<end]
        let span = SourceSpan(file: tree.source, start: UInt32(sign), end: UInt32(end))
        found.append(Suppression(tool: marker.tool, id: id(words), span: span))
        place = end
      }
    }
    guard !found.isEmpty else { return [] }
    let scalars = tree.nodes.indices.lazy.map(NodeID.init).filter { tree[$0].kind == .scalar }
    let texts = scalars.map(tree.span(of:))
    return found.filter { suppression in
      !texts.contains { $0.start <= suppression.span.start && suppression.span.start < $0.end }
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// The first word behind a marker, without the reason that may follow it.
  private static func id(_ words: ArraySlice<UInt8>) -> String {
    let word = words.drop { $0 == 0x20 || $0 == UInt8(ascii: ":") }
      .prefix { !isBlank($0) && $0 != UInt8(ascii: ":") }
    return String(decoding: word, as: UTF8.self)
  }
}
