/// The index of a node of a ``Code``.
struct NodeID: Hashable, BitwiseCopyable {
  let rawValue: Int32

  init(_ index: Int) {
    rawValue = Int32(truncatingIfNeeded: index)
  }

  var index: Int { Int(rawValue) }
}
