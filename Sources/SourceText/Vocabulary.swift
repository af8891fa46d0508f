/// A word of the vocabulary: two words are the same text exactly when their names are equal.
@usableFromInline
package struct Name: Hashable, BitwiseCopyable, Sendable {
  @usableFromInline
  package let rawValue: UInt16

  @inlinable
  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// No word of the vocabulary; such a text has to be compared by its bytes.
  @inlinable
  package static var none: Name { Name(rawValue: 0) }

  @inlinable
  package var isNone: Bool { rawValue == 0 }

  @inlinable
  package static func == (left: Name, right: Name) -> Bool { left.rawValue == right.rawValue }
}

/// The words that Lintel knows beforehand: resource types, property names, intrinsic functions.
///
/// Immutable, so that files are parsed in parallel without sharing anything that changes. A word that
/// is not in it (a logical id, say) has the name `.none`. The tables are prepared by
/// `schemas/generate.py`; an array of words builds the same tables for tests.
package struct Vocabulary: Sendable {
  /// `offsets[n] ..< offsets[n + 1]` are the bytes of the word with name `n`; word 0 is empty.
  private let offsets: [UInt32]
  /// Open addressing by FNV-1a, linear probing, 0 for free; the count is a power of two.
  private let slots: [UInt16]
  private let bytes: [UInt8]

  /// Takes tables that are already laid out as the properties describe.
  package init(offsets: [UInt32], slots: [UInt16], bytes: [UInt8]) {
    precondition(slots.count & (slots.count - 1) == 0, "the slot count is a power of two")
    self.offsets = offsets
    self.slots = slots
    self.bytes = bytes
  }

  /// Builds the tables; the first word has the name 1. Repeated words count once.
  package init(_ words: [String]) {
    var seen: Set<String> = []
    let unique = words.filter { !$0.isEmpty && seen.insert($0).inserted }
    var capacity = 4
    while capacity < unique.count * 2 { capacity *= 2 }
    var offsets: [UInt32] = [0, 0]
    var slots = [UInt16](repeating: 0, count: capacity)
    var bytes: [UInt8] = []
    for (index, word) in unique.enumerated() {
      var slot = Int(Self.hash(word.utf8)) & (capacity - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
      slots[slot] = UInt16(index + 1)
      bytes.append(contentsOf: word.utf8)
      offsets.append(UInt32(bytes.count))
    }
    self.init(offsets: offsets, slots: slots, bytes: bytes)
  }

  /// How many names there are, `.none` included.
  package var count: Int { offsets.count - 1 }

  /// The name of a word, or `.none`; expected constant time.
  ///
  /// Not generic: generic code is not specialised in other modules, where it takes 60 times as many
  /// instructions, and every key is looked up.
  package func name(of word: ArraySlice<UInt8>) -> Name {
    word.withUnsafeBufferPointer { find($0) }
  }

  private func find(_ word: UnsafeBufferPointer<UInt8>) -> Name {
    guard !word.isEmpty else { return .none }
    var slot = Int(Self.hash(word)) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot])
      if matches(word, index) { return Name(rawValue: slots[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return .none
  }

  /// The name of a word, or `.none`.
  package func name(_ word: String) -> Name {
    var word = word
    return word.withUTF8 { find($0) }
  }

  /// The word of a name; empty for `.none`.
  package func text(of name: Name) -> String {
    String(decoding: utf8(of: name), as: UTF8.self)
  }

  /// The bytes of the word of a name; empty for `.none`.
  package func utf8(of name: Name) -> ArraySlice<UInt8> {
    bytes[Int(offsets[Int(name.rawValue)])..<Int(offsets[Int(name.rawValue) + 1])]
  }

  private func matches(_ word: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    let start = Int(offsets[index])
    guard Int(offsets[index + 1]) - start == word.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      for offset in word.indices where bytes[start + offset] != word[offset] { return false }
      return true
    }
  }

  /// FNV-1a, 32 bits; `schemas/generate.py` computes the same.
  @inline(__always)
  private static func hash(_ word: some Sequence<UInt8>) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    for byte in word { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return hash
  }
}
