public import SourceText

/// The texts and elements of values: a frozen base that many evaluations share, and a local part
/// that one evaluation appends to and throws away.
///
/// Positions below the base's counts are in the base, the others are local. Reading an estate fills a
/// heap; ``frozen()`` turns what was read into a base. A third part holds the constants of programs:
/// it only grows, no ``reset(to:)`` touches it, and its positions have their top bit set.
@usableFromInline
package struct ValueHeap: Sendable {
  /// The arrays that values point into.
  @usableFromInline
  struct Segment: Sendable {
    @usableFromInline var bytes: [UInt8] = []
    @usableFromInline var values: [Value] = []
    var unknowns: [Unknown] = []
    var errors: [EvaluationError] = []
  }

  /// A state of the local part, to return to.
  package struct Mark: Sendable {
    fileprivate let bytes: Int
    fileprivate let values: Int
    fileprivate let unknowns: Int
    fileprivate let errors: Int
  }

  @usableFromInline let base: Segment
  @usableFromInline var local = Segment()
  @usableFromInline var pinned = Segment()
  private var owners = PinnedOwners()
  private var isPinning = false
  @usableFromInline let baseBytes: Int
  @usableFromInline let baseValues: Int

  /// Positions from here on are in the pinned part.
  @usableFromInline
  static var pinnedStart: Int { 1 << 31 }

  package init() {
    self.init(base: Segment())
  }

  private init(base: Segment) {
    self.base = base
    baseBytes = base.bytes.count
    baseValues = base.values.count
  }

  /// A heap whose base is all that this heap holds but constants, with nothing local.
  package func frozen() -> ValueHeap {
    guard baseBytes > 0 || baseValues > 0 || !base.unknowns.isEmpty || !base.errors.isEmpty else {
      return ValueHeap(base: local)
    }
    var merged = base
    merged.bytes += local.bytes
    merged.values += local.values
    merged.unknowns += local.unknowns
    merged.errors += local.errors
    return ValueHeap(base: merged)
  }

  package var mark: Mark {
    Mark(
      bytes: local.bytes.count,
      values: local.values.count,
      unknowns: local.unknowns.count,
      errors: local.errors.count
    )
  }

  /// Forgets all that was added after `mark`; values that point there must not be used again.
  package mutating func reset(to mark: Mark) {
    Self.cut(&local.bytes, to: mark.bytes)
    Self.cut(&local.values, to: mark.values)
    Self.cut(&local.unknowns, to: mark.unknowns)
    Self.cut(&local.errors, to: mark.errors)
  }

  /// Most evaluations add nothing.
  @inline(__always)
  private static func cut<Element>(_ array: inout [Element], to count: Int) {
    if array.count != count { array.removeLast(array.count - count) }
  }

  /// A run of constants that stays in the heap.
  package struct Pin: Sendable {
    /// The position of the first one.
    package let position: Int
    /// How often the run was asked for, this time included.
    package let uses: Int
    /// What is kept beside the constants.
    package let companion: any AnyObject & Sendable
  }

  /// A run of constants, with an object beside it; made on the first call with this owner, kept for
  /// good.
  ///
  /// All that `make` adds to the heap is pinned. Expected constant time; the owner is retained.
  package mutating func pinned(
    for owner: some AnyObject & Sendable,
    _ make: (inout ValueHeap) -> (constants: [Value], companion: any AnyObject & Sendable)
  ) -> Pin {
    if let pin = owners.use(owner) { return pin }
    isPinning = true
    let (run, companion) = make(&self)
    let position = Int(append(run) >> 32)
    isPinning = false
    return owners.insert(owner, at: position, companion)
  }

  /// Keeps another object beside the constants of an owner that has some.
  package mutating func keep(
    _ companion: any AnyObject & Sendable,
    for owner: some AnyObject & Sendable
  ) {
    owners.replace(owner, companion)
  }
}

// MARK: - Texts

extension ValueHeap {
  package mutating func string(
    _ text: String,
    origin: Origin = .none,
    name: Name = .none
  ) -> Value {
    string(utf8: Array(text.utf8)[...], origin: origin, name: name)
  }

  /// A string value; `utf8` must be valid UTF-8.
  ///
  /// Not generic: readers call it for every scalar, and generic code is not specialised for the
  /// types of other targets.
  package mutating func string(
    utf8: ArraySlice<UInt8>,
    origin: Origin = .none,
    name: Name = .none
  ) -> Value {
    Value(kind: .string, bits: append(utf8), origin: origin, name: name)
  }

  package mutating func string(
    utf8: [UInt8],
    origin: Origin = .none,
    name: Name = .none
  ) -> Value {
    Value(kind: .string, bits: append(utf8[...]), origin: origin, name: name)
  }

  package mutating func bytes(_ bytes: [UInt8], origin: Origin = .none) -> Value {
    Value(kind: .bytes, bits: append(bytes[...]), origin: origin)
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    if isPinning {
      let start = pinned.bytes.count
      pinned.bytes.append(contentsOf: bytes)
      return Self.pack(Self.pinnedStart + start, pinned.bytes.count - start)
    }
    let start = baseBytes + local.bytes.count
    local.bytes.append(contentsOf: bytes)
    return Self.pack(start, baseBytes + local.bytes.count - start)
  }

  package func text(_ value: Value) -> String {
    String(decoding: utf8(value), as: UTF8.self)
  }

  private static func pack(_ start: Int, _ count: Int) -> UInt64 {
    UInt64(start) << 32 | UInt64(count)
  }
}

// MARK: - Lists, maps and optionals

extension ValueHeap {
  package mutating func list(_ elements: [Value], origin: Origin = .none) -> Value {
    Value(kind: .list, bits: append(elements), origin: origin)
  }

  /// A map from alternating keys and values; keys are unique.
  package mutating func map(alternating run: [Value], origin: Origin = .none) -> Value {
    let packed = append(run)
    return Value(kind: .map, bits: Self.pack(Int(packed >> 32), run.count / 2), origin: origin)
  }

  package mutating func optional(_ value: Value) -> Value {
    let packed = append([value])
    return Value(kind: .optional, bits: packed >> 32, origin: value.origin)
  }

  /// What an optional holds; nil for `optional.none()`.
  @inlinable
  package func unwrap(_ optional: Value) -> Value? {
    optional.bits == .max ? nil : self[Int(optional.bits)]
  }

  private mutating func append(_ run: [Value]) -> UInt64 {
    if isPinning {
      let start = pinned.values.count
      pinned.values.append(contentsOf: run)
      return Self.pack(Self.pinnedStart + start, run.count)
    }
    let start = baseValues + local.values.count
    local.values.append(contentsOf: run)
    return Self.pack(start, run.count)
  }

  /// The value at a position of the heap.
  @inlinable @inline(__always)
  package subscript(position: Int) -> Value {
    if position < baseValues { return base.values[position] }
    guard position < Self.pinnedStart else { return pinned.values[position - Self.pinnedStart] }
    return local.values[position - baseValues]
  }

  /// Element `index` of a list, or piece `index` of a template.
  @inlinable @inline(__always)
  package func element(_ index: Int, of list: Value) -> Value {
    self[list.start + index]
  }

  /// All elements of a list or pieces of a template, as an array.
  package func elements(of list: Value) -> [Value] {
    (0..<list.count).map { element($0, of: list) }
  }

  @inlinable
  package func key(_ index: Int, of map: Value) -> Value {
    self[map.start + 2 * index]
  }

  @inlinable
  package func entry(_ index: Int, of map: Value) -> Value {
    self[map.start + 2 * index + 1]
  }

  /// The map without entries, which is in every heap.
  package static var emptyMap: Value { Value(kind: .map, bits: 0) }

  /// The value under a key that is a string value; values that are defaults are found too. Linear.
  ///
  /// Mutating, though it changes nothing: what does not mutate is handed a copy of the heap's fields.
  @inlinable @inline(__always)
  package mutating func lookup(_ key: Value, in map: Value) -> Value? {
    // Names that differ are different words; without one the texts have to be compared.
    guard !key.name.isNone else { return lookup(spelled: key, in: map) }
    let start = map.start
    let found =
      if start < baseValues {
        Self.find(key.name, in: base.values, from: start, map.count)
      } else if start < Self.pinnedStart {
        Self.find(key.name, in: local.values, from: start - baseValues, map.count)
      } else {
        Self.find(key.name, in: pinned.values, from: start - Self.pinnedStart, map.count)
      }
    return found.hasOthers ? lookup(spelled: key, in: map) : found.value
  }

  /// The value under a key with a name, or else whether there are keys without one.
  @inlinable @inline(__always)
  static func find(
    _ name: Name,
    in run: [Value],
    from start: Int,
    _ count: Int
  ) -> (value: Value?, hasOthers: Bool) {
    var hasOthers = false
    var position = start
    let end = start + 2 * count
    while position < end {
      let candidate = run[position].name
      if candidate == name { return (run[position + 1], false) }
      if candidate.isNone { hasOthers = true }
      position += 2
    }
    return (nil, hasOthers)
  }

  @inline(never)
  @usableFromInline
  mutating func lookup(spelled key: Value, in map: Value) -> Value? {
    for index in 0..<map.count {
      let candidate = self.key(index, of: map)
      if candidate.kind == .string, equalTexts(candidate, key) { return entry(index, of: map) }
    }
    return nil
  }

  /// The value under a key of the vocabulary; nil in what is no map.
  package func lookup(_ name: Name, in map: Value) -> Value? {
    guard map.kind == .map else { return nil }
    for index in 0..<map.count where key(index, of: map).name == name {
      return entry(index, of: map)
    }
    return nil
  }

  /// The value under a key that is a text; nil in what is no map.
  package func lookup(_ text: String, in map: Value) -> Value? {
    guard map.kind == .map else { return nil }
    let count = text.utf8.count
    for index in 0..<map.count {
      let key = key(index, of: map)
      if key.kind == .string, key.count == count, utf8(key).elementsEqual(text.utf8) {
        return entry(index, of: map)
      }
    }
    return nil
  }
}

// MARK: - Abstract values

extension ValueHeap {
  package mutating func unknown(_ unknown: Unknown, origin: Origin = .none) -> Value {
    local.unknowns.append(unknown)
    let index = base.unknowns.count + local.unknowns.count - 1
    return Value(kind: .unknown, bits: UInt64(index), origin: origin)
  }

  package func unknown(_ value: Value) -> Unknown {
    let index = Int(value.bits)
    return index < base.unknowns.count
      ? base.unknowns[index] : local.unknowns[index - base.unknowns.count]
  }

  package mutating func error(
    _ code: EvaluationError.Code,
    _ detail: String = "",
    origin: Origin = .none
  ) -> Value {
    local.errors.append(EvaluationError(code, detail))
    let index = base.errors.count + local.errors.count - 1
    return Value(kind: .error, bits: UInt64(index), origin: origin)
  }

  package func error(_ value: Value) -> EvaluationError {
    let index = Int(value.bits)
    return index < base.errors.count ? base.errors[index] : local.errors[index - base.errors.count]
  }

  /// A string of which only some pieces are known; the pieces are strings and abstract values.
  package mutating func template(_ pieces: [Value], origin: Origin = .none) -> Value {
    Value(kind: .template, bits: append(pieces), origin: origin)
  }

  /// One of several values; in every world exactly one of the guards holds.
  package mutating func choice(
    _ cases: [(guard: GuardID, value: Value)],
    origin: Origin = .none
  ) -> Value {
    let run = cases.flatMap {
      [Value(kind: .uint, bits: UInt64($0.guard.rawValue)), $0.value]
    }
    let packed = append(run)
    return Value(kind: .choice, bits: Self.pack(Int(packed >> 32), cases.count), origin: origin)
  }

  @inlinable
  package func choiceCase(_ index: Int, of choice: Value) -> (guard: GuardID, value: Value) {
    let id = GuardID(rawValue: UInt32(self[choice.start + 2 * index].bits))
    return (id, self[choice.start + 2 * index + 1])
  }

  /// A reference to a resource of the estate (`attribute` is `.none`) or to an attribute of it.
  ///
  /// `text` is the string that it stands for at deployment, as far as it is known: a string, a
  /// template or unknown.
  package mutating func reference(
    to resource: Int,
    attribute: Name = .none,
    text: Value,
    origin: Origin = .none
  ) -> Value {
    let start = append([text]) >> 32
    let bits = UInt64(resource) << 32 | start
    return Value(kind: .reference, bits: bits, origin: origin, name: attribute)
  }

  /// The index of the resource that a reference points at.
  @inlinable
  package func target(of reference: Value) -> Int { reference.start }

  /// The string that a reference stands for, as far as it is known.
  @inlinable
  package func text(of reference: Value) -> Value { self[reference.count] }
}
