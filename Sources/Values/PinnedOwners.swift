/// Which objects have constants in a heap, and where: a hash table by identity.
struct PinnedOwners: Sendable {
  /// Plain data, so that looking one up counts no references.
  private struct Entry: BitwiseCopyable, Sendable {
    /// Zero in a free slot.
    var identity: UInt = 0
    var position = 0
    var uses = 0
    /// The index of its companion.
    var index = 0
  }

  /// Retained, so that no other object can take the identity of one.
  private var owners: [any AnyObject & Sendable] = []
  private var companions: [any AnyObject & Sendable] = []
  /// Open addressing, linear probing; the count is a power of two and at least half is free.
  private var slots = [Entry](repeating: Entry(), count: 16)

  /// Where the constants of an owner are, counting the use; nil if it has none. Expected constant time.
  @inline(__always)
  mutating func use(_ owner: AnyObject) -> ValueHeap.Pin? {
    let slot = slot(of: Self.identity(of: owner))
    guard slots[slot].identity != 0 else { return nil }
    slots[slot].uses += 1
    return ValueHeap.Pin(
      position: slots[slot].position,
      uses: slots[slot].uses,
      companion: companions[slots[slot].index]
    )
  }

  /// Adds an owner that is not in the table, as used once.
  mutating func insert(
    _ owner: any AnyObject & Sendable,
    at position: Int,
    _ companion: any AnyObject & Sendable
  ) -> ValueHeap.Pin {
    if owners.count * 2 >= slots.count { grow() }
    let identity = Self.identity(of: owner)
    slots[slot(of: identity)] = Entry(
      identity: identity,
      position: position,
      uses: 1,
      index: owners.count
    )
    owners.append(owner)
    companions.append(companion)
    return ValueHeap.Pin(position: position, uses: 1, companion: companion)
  }

  /// Gives an owner that is in the table another companion.
  mutating func replace(_ owner: AnyObject, _ companion: any AnyObject & Sendable) {
    companions[slots[slot(of: Self.identity(of: owner))].index] = companion
  }

  private static func identity(of owner: AnyObject) -> UInt {
    UInt(bitPattern: ObjectIdentifier(owner))
  }

  /// Where an owner is, or where it would go.
  private func slot(of identity: UInt) -> Int {
    // Objects are 16 bytes apart at least; the multiplication spreads what is left.
    var slot = Int(((identity >> 4) &* 0x9E37_79B9) >> 8) & (slots.count - 1)
    while slots[slot].identity != 0, slots[slot].identity != identity {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Entry(), count: old.count * 2)
    for entry in old where entry.identity != 0 { slots[slot(of: entry.identity)] = entry }
  }
}
