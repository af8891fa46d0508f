import Findings
import Permissions
import Values

/// Whether a statement of the later estate allows something new.
struct StatementAnswer {
  /// The document that holds it, and its place there.
  struct Key: Hashable {
    let document: Int
    let index: Int
    let sid: String?
    /// What tells those apart that no document holds, such as policies that are not known.
    let doubts: Set<Doubt>
  }

  /// A part of the statement, with a request that it newly allows.
  struct Part {
    let example: AccessDifference.Example
    /// The statement of the earlier estate that denies the request; nil where none allows it.
    let denial: Statement?
  }

  enum Finding {
    case new([Part])
    /// Some of it perhaps, with requests that are newly allowed unless something that is not known
    /// allowed them before, or denies them.
    case open([Doubt], [Part])
  }

  let statement: Statement
  let finding: Finding

  var key: Key {
    let provenance = statement.provenance
    return Key(
      document: provenance.document,
      index: provenance.index,
      sid: provenance.sid,
      doubts: provenance.origin.isNone ? statement.doubts : []
    )
  }
}
