/// Finds states of an arena by their words: a table with open addressing.
struct StateIndex {
  private var slots: [Int32] = Array(repeating: -1, count: 64)
  private var count = 0

  /// Adds a state; false if an equal one is there.
  mutating func insert(_ state: Int, _ arena: [UInt64], _ width: Int) -> Bool {
    if count * 2 >= slots.count { grow(arena, width) }
    var slot = Self.hash(state, arena, width) & (slots.count - 1)
    while slots[slot] >= 0 {
      if Self.areEqual(Int(slots[slot]), state, arena, width) { return false }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(state)
    count += 1
    return true
  }

  private mutating func grow(_ arena: [UInt64], _ width: Int) {
    let old = slots
    slots = Array(repeating: -1, count: old.count * 2)
    for state in old where state >= 0 {
      var slot = Self.hash(Int(state), arena, width) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = state
    }
  }

  private static func hash(_ state: Int, _ arena: [UInt64], _ width: Int) -> Int {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for word in state * width..<(state + 1) * width {
      hash = (hash ^ arena[word]) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
    }
    return Int(truncatingIfNeeded: hash >> 1)
  }

  private static func areEqual(
    _ left: Int,
    _ right: Int,
    _ arena: [UInt64],
    _ width: Int
  ) -> Bool {
    for word in 0..<width where arena[left * width + word] != arena[right * width + word] {
      return false
    }
    return true
  }
}
