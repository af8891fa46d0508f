import Findings
import Permissions
import Values

/// Whether a statement of the later estate allows something new, or one of the earlier estate denied
/// something that nothing denies now.
struct StatementAnswer {
  /// The resource that holds it, and its place there.
  struct Key: Hashable {
    let provenance: Statement.Provenance
    /// Whether it is a denial of the earlier estate.
    let isLifted: Bool
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
    /// The denial is gone or narrower, unless something is open: whoever is allowed such a request by
    /// a policy of their own can make it now.
    case lifted(AccessDifference.Example?, [Doubt])
  }

  let statement: Statement
  let finding: Finding

  var key: Key {
    let isLifted = if case .lifted = finding { true } else { false }
    return Key(
      provenance: statement.provenance,
      isLifted: isLifted,
      doubts: statement.provenance.origin.isNone ? statement.doubts : []
    )
  }
}
