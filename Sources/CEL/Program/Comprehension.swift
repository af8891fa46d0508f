/// A macro that goes through a list or map.
struct Comprehension: BitwiseCopyable {
  enum Kind: UInt8, BitwiseCopyable {
    case all, exists, existsOne, filter, map, transformMap
  }

  let kind: Kind
  let range: NodeID
  /// The frame slot of the element or key; of the index or key where there are two variables.
  let slot: Int
  /// The slot of the element or value where there are two variables.
  let secondSlot: Int?
  /// What is asked of each element; nil for a `map` that takes all.
  let condition: NodeID?
  /// What `map` and `transformMap` make of an element.
  let transform: NodeID?
}
