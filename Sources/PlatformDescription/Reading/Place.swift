import Syntax

/// A node of one of the texts that are read together.
struct Place: Hashable, Sendable {
  /// The index of the text in ``Documents``.
  let document: Int
  let node: NodeID
}
