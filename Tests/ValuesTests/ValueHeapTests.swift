import Testing
import Values

/// What a heap keeps when it is frozen, reset and asked for constants.
@Suite struct ValueHeapTests {
  final class Owner: Sendable {}

  /// One value of each kind that points into the heap, and what it says.
  func fill(_ heap: inout ValueHeap, _ mark: String) -> [(value: Value, says: String)] {
    let text = heap.string(mark)
    let list = heap.list([text, .int(1)])
    let map = heap.map(alternating: [text, list])
    let unknown = heap.unknown(Unknown(.external, mark))
    let error = heap.error(.noSuchKey, mark)
    let optional = heap.optional(text)
    let template = heap.template([text, unknown])
    let reference = heap.reference(to: 7, text: text)
    let choice = heap.choice([(.always, text)])
    return [
      (text, mark), (list, "\(mark),1"), (map, "\(mark)=\(mark),1"), (unknown, mark),
      (error, mark), (optional, mark), (template, "\(mark),\(mark)"), (reference, "7 \(mark)"),
      (choice, mark),
    ]
  }

  func text(_ value: Value, _ heap: ValueHeap) -> String {
    switch value.kind {
    case .string: heap.text(value)
    case .int: String(value.asInt)
    case .list, .template: heap.elements(of: value).map { text($0, heap) }.joined(separator: ",")
    case .map: "\(text(heap.key(0, of: value), heap))=\(text(heap.entry(0, of: value), heap))"
    case .unknown: heap.unknown(value).subject
    case .error: heap.error(value).detail
    case .optional: heap.unwrap(value).map { text($0, heap) } ?? "none"
    case .reference: "\(heap.target(of: value)) \(text(heap.text(of: value), heap))"
    case .choice: text(heap.choiceCase(0, of: value).value, heap)
    default: "?"
    }
  }

  func check(_ values: [(value: Value, says: String)], in heap: ValueHeap) {
    for (value, says) in values { #expect(text(value, heap) == says) }
  }

  @Test func valuesOutliveFreezing() {
    var heap = ValueHeap()
    let first = fill(&heap, "first")
    heap = heap.frozen()
    check(first, in: heap)
    let second = fill(&heap, "second")
    check(first + second, in: heap)
    heap = heap.frozen()
    check(first + second, in: heap)
    let third = fill(&heap, "third")
    check(first + second + third, in: heap.frozen())
  }

  /// A base may hold nothing but errors, or nothing but unknowns.
  @Test func freezingTwiceKeepsWhatHasNoBytes() {
    var heap = ValueHeap()
    let error = heap.error(.overflow, "one")
    heap = heap.frozen()
    let other = heap.error(.overflow, "two")
    let unknown = heap.unknown(Unknown(.external, "three"))
    heap = heap.frozen()
    check([(error, "one"), (other, "two"), (unknown, "three")], in: heap)
  }

  @Test func resettingForgetsWhatCameAfter() {
    var heap = ValueHeap()
    let base = fill(&heap, "base")
    heap = heap.frozen()
    let kept = fill(&heap, "kept")
    let mark = heap.mark
    for round in 0..<3 {
      check(fill(&heap, "round \(round)"), in: heap)
      heap.reset(to: mark)
      check(base + kept, in: heap)
    }
    let last = fill(&heap, "last")
    check(base + kept + last, in: heap)
  }

  @Test func constantsOutliveResetting() {
    var heap = ValueHeap()
    let base = fill(&heap, "base")
    heap = heap.frozen()
    let owner = Owner()
    let mark = heap.mark
    let local = fill(&heap, "local")
    let position = heap.pinned(for: owner) { ([$0.string("constant"), .int(5)], owner) }.position
    heap.reset(to: mark)
    #expect(heap.text(heap[position]) == "constant")
    #expect(heap[position + 1].asInt == 5)
    let again = heap.pinned(for: owner) { _ in ([], owner) }
    #expect(again.position == position)
    #expect(again.uses == 2)
    let isOwner = again.companion === owner
    #expect(isOwner)
    let companion = Owner()
    heap.keep(companion, for: owner)
    let isCompanion = heap.pinned(for: owner) { _ in ([], owner) }.companion === companion
    #expect(isCompanion)
    check(base, in: heap)
    _ = local
  }

  @Test func manyOwnersHaveTheirOwnConstants() {
    var heap = ValueHeap()
    let owners = (0..<500).map { _ in Owner() }
    let positions = owners.enumerated().map { index, owner in
      heap.pinned(for: owner) { ([$0.string("\(index)")], owner) }.position
    }
    #expect(Set(positions).count == owners.count)
    for (index, owner) in owners.enumerated() {
      let position = heap.pinned(for: owner) { _ in ([], owner) }.position
      #expect(position == positions[index])
      #expect(heap.text(heap[position]) == "\(index)")
    }
  }

  @Test func textsAreEqualByTheirBytes() {
    var heap = ValueHeap()
    let texts = ["", "a", "b", "ab", "ä", "a\u{308}", "\u{0}"]
    for one in texts {
      for other in texts {
        let left = heap.string(one)
        let right = heap.string(other)
        #expect(heap.equalTexts(left, right) == one.utf8.elementsEqual(other.utf8))
      }
    }
  }

  @Test func aMapIsAskedByTextByValueAndByName() {
    var heap = ValueHeap()
    let map = heap.map(alternating: [heap.string("a"), .int(1), heap.string("b"), .int(2)])
    #expect(heap.lookup("b", in: map)?.asInt == 2)
    #expect(heap.lookup("c", in: map) == nil)
    let key = heap.string("a")
    #expect(heap.lookup(key, in: map)?.asInt == 1)
    let other = heap.string("")
    #expect(heap.lookup(other, in: map) == nil)
  }
}
