/// Plain data in memory of its own, for what is written element by element.
///
/// An array asks at every change whether it is shared; without that question reading a file costs
/// 3 % fewer instructions. Indexes are checked, as in an array.
///
/// The pointer is safe to hold: it is allocated here, freed in `deinit` and where the buffer grows,
/// and the first `count` elements behind it are always initialised.
@safe
struct GrowableBuffer<Element: BitwiseCopyable>: ~Copyable {
  private var elements: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = max(capacity, 1)
    // Freed in deinit.
    unsafe elements = .allocate(capacity: self.capacity)
  }

  deinit {
    // Elements are plain data: there is nothing to deinitialise.
    unsafe elements.deallocate()
  }

  var isEmpty: Bool { count == 0 }

  subscript(index: Int) -> Element {
    @inline(__always)
    get {
      precondition(index >= 0 && index < count, "the index is one of an element")
      // Checked above.
      return unsafe elements[index]
    }
    @inline(__always)
    _modify {
      precondition(index >= 0 && index < count, "the index is one of an element")
      // Checked above.
      yield unsafe &elements[index]
    }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow() }
    // There is room for one more.
    unsafe (elements + count).initialize(to: element)
    count += 1
  }

  /// Takes the last element off.
  @inline(__always)
  mutating func popLast() -> Element? {
    guard count > 0 else { return nil }
    count -= 1
    // The element was there a line ago, and plain data stays what it is.
    return unsafe elements[count]
  }

  mutating func removeAll() {
    count = 0
  }

  /// The elements in an array of exactly their number.
  func array() -> [Element] {
    // As many elements are initialised as there is room for.
    unsafe Array(unsafeUninitializedCapacity: count) { array, initialized in
      unsafe array.baseAddress?.initialize(from: elements, count: count)
      initialized = count
    }
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    // The old memory is left as soon as its elements are in the new one.
    unsafe larger.moveInitialize(from: elements, count: count)
    unsafe elements.deallocate()
    unsafe elements = larger
    capacity *= 2
  }
}
