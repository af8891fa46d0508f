/// Which objects have constants in a heap, and where: a hash table by identity.
struct PinnedOwners: Sendable {
  private struct Entry: Sendable {
    /// Retained, so that no other object can take its identity.
    let owner: any AnyObject & Sendable
    let position: Int
  }

  /// Open addressing, linear probing; the count is a power of two and at least half is free.
  private var slots: [Entry?] = Array(repeating: nil, count: 16)
  private var count = 0

  /// Expected constant time.
  func position(of owner: some AnyObject & Sendable) -> Int? {
    slots[slot(of: owner)]?.position
  }

  /// Adds an owner that is not in the table.
  mutating func insert(_ owner: some AnyObject & Sendable, at position: Int) {
    if count * 2 >= slots.count { grow() }
    slots[slot(of: owner)] = Entry(owner: owner, position: position)
    count += 1
  }

  /// Where an owner is, or where it would go.
  private func slot(of owner: AnyObject) -> Int {
    // Objects are 16 bytes apart at least; the multiplication spreads what is left.
    let identity = UInt(bitPattern: ObjectIdentifier(owner)) >> 4
    var slot = Int((identity &* 0x9E37_79B9) >> 8) & (slots.count - 1)
    while let entry = slots[slot], entry.owner !== owner { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: nil, count: old.count * 2)
    for entry in old {
      guard let entry else { continue }
      slots[slot(of: entry.owner)] = entry
    }
  }
}
