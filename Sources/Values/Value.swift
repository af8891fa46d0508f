public import SourceText

/// The node of some syntax tree that a value was read from; `.none` for computed values.
///
/// Nodes of all trees of an estate are numbered through, so that a value stays 16 bytes long.
@usableFromInline
package struct Origin: Hashable, BitwiseCopyable, Sendable {
  @usableFromInline
  package let rawValue: UInt32

  @inlinable
  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  @inlinable
  package static var none: Origin { Origin(rawValue: 0) }

  @inlinable
  package var isNone: Bool { rawValue == 0 }
}

/// What an expression can hold: 16 bytes of plain data, whose text and elements stand in a
/// ``ValueHeap``.
///
/// Beyond the types of the Common Expression Language there are the abstract cases of a description
/// that is judged before it is deployed: `unknown`, `template` (a string with holes), `choice` (one
/// of several values, depending on the world) and `reference` (a resource of the estate, or an
/// attribute of it).
@usableFromInline
package struct Value: BitwiseCopyable, Sendable {
  @usableFromInline
  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    case null, bool, int, uint, double, string, bytes, list, map, type, optional
    case duration, timestamp, ip, cidr
    /// A resource of the estate, as host functions hand it out; the bits are its index.
    case resource
    case error, unknown, template, choice, reference

    @inlinable
    package static func == (left: Kind, right: Kind) -> Bool { left.rawValue == right.rawValue }
  }

  /// How a value came to be there.
  @usableFromInline
  package struct Flags: OptionSet, BitwiseCopyable, Sendable {
    @usableFromInline
    package let rawValue: UInt8

    @inlinable
    package init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    // The protocol's own operations are generic, and not specialised for other targets.

    @inlinable
    package func contains(_ other: Flags) -> Bool { rawValue & other.rawValue == other.rawValue }

    @inlinable
    package mutating func insert(_ other: Flags) {
      self = Flags(rawValue: rawValue | other.rawValue)
    }

    @inlinable
    package mutating func remove(_ other: Flags) {
      self = Flags(rawValue: rawValue & ~other.rawValue)
    }

    @inlinable
    package mutating func formUnion(_ other: Flags) { insert(other) }

    @inlinable
    package static var none: Flags { Flags(rawValue: 0) }
    /// Not written: AWS's documented default. `has()`, iteration and `size()` pass over it.
    @inlinable
    package static var defaulted: Flags { Flags(rawValue: 1) }
    /// Rests on the default of a parameter that a deployment may override.
    @inlinable
    package static var assumed: Flags { Flags(rawValue: 2) }
    /// An unknown that an operation made of another: settled, it may turn out to be an error.
    @inlinable
    package static var derived: Flags { Flags(rawValue: 4) }
    /// An element of a list that may turn out not to be there.
    @inlinable
    package static var possible: Flags { Flags(rawValue: 8) }
    /// An unknown that is a text for certain, neither empty nor with a wildcard ('*' or '?') in it: an
    /// id that AWS makes up, an account, a region. Nothing but an unknown has it.
    @inlinable
    package static var identifier: Flags { Flags(rawValue: 16) }
  }

  @usableFromInline
  package let bits: UInt64
  @usableFromInline
  package var origin: Origin
  @usableFromInline
  package let kind: Kind
  @usableFromInline
  package var flags: Flags
  /// For strings: the word of the vocabulary; for references: the attribute, `.none` for `Ref`.
  @usableFromInline
  package let name: Name

  @inlinable
  package init(
    kind: Kind,
    bits: UInt64,
    origin: Origin = .none,
    flags: Flags = .none,
    name: Name = .none
  ) {
    self.bits = bits
    self.origin = origin
    self.kind = kind
    self.flags = flags
    self.name = name
  }

  /// The same value, read at another place.
  @inlinable
  package func from(_ origin: Origin) -> Value {
    var copy = self
    copy.origin = origin
    return copy
  }
}

extension Value {
  @inlinable
  package static var null: Value { Value(kind: .null, bits: 0) }
  @inlinable
  package static var `true`: Value { Value(kind: .bool, bits: 1) }
  @inlinable
  package static var `false`: Value { Value(kind: .bool, bits: 0) }
  @inlinable
  package static var none: Value { Value(kind: .optional, bits: .max) }
  /// Nothing at all: the case of a choice that is `AWS::NoValue`. The same as `optional.none()`.
  @inlinable
  package static var absent: Value { .none }

  @inlinable
  package static func bool(_ value: Bool, origin: Origin = .none) -> Value {
    Value(kind: .bool, bits: value ? 1 : 0, origin: origin)
  }

  @inlinable
  package static func int(_ value: Int64, origin: Origin = .none) -> Value {
    Value(kind: .int, bits: UInt64(bitPattern: value), origin: origin)
  }

  @inlinable
  package static func uint(_ value: UInt64, origin: Origin = .none) -> Value {
    Value(kind: .uint, bits: value, origin: origin)
  }

  @inlinable
  package static func double(_ value: Double, origin: Origin = .none) -> Value {
    Value(kind: .double, bits: value.bitPattern, origin: origin)
  }

  @inlinable
  package static func resource(_ index: Int, origin: Origin = .none) -> Value {
    Value(kind: .resource, bits: UInt64(index), origin: origin)
  }

  /// True for nothing at all, and for `optional.none()`.
  @inlinable
  package var isAbsent: Bool { kind == .optional && bits == .max }

  /// A text that is not known at all, but can be no wildcard.
  @inlinable
  package var isIdentifier: Bool { kind == .unknown && flags.contains(.identifier) }

  @inlinable
  package var isTrue: Bool { kind == .bool && bits == 1 }
  @inlinable
  package var isFalse: Bool { kind == .bool && bits == 0 }

  /// True for a value that some completion of what is unknown still has to decide.
  package var isAbstract: Bool {
    switch kind {
    case .unknown, .template, .choice: true
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type, .optional,
      .duration, .timestamp, .ip, .cidr, .resource, .error, .reference:
      false
    }
  }

  @inlinable
  package var asInt: Int64 { Int64(bitPattern: bits) }
  @inlinable
  package var asDouble: Double { Double(bitPattern: bits) }
  /// The first half of two packed 32-bit numbers: where a text or a run of elements begins.
  @inlinable
  package var start: Int { Int(truncatingIfNeeded: bits >> 32) }
  /// The second half of two packed 32-bit numbers: how many bytes, elements or entries there are.
  @inlinable
  package var count: Int { Int(truncatingIfNeeded: bits & 0xFFFF_FFFF) }
}
