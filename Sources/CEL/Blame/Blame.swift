package import Values

/// Why an expression is not what it should be: the places that were read, and how they combine.
package indirect enum Blame: Sendable {
  /// Each of these is wrong by itself, and each has to be put right.
  case all([Blame])
  /// Putting one of these right is enough; the likeliest comes first.
  case any([Blame])
  case leaf(Leaf)

  /// One place.
  package struct Leaf: Sendable {
    package enum Kind: Sendable {
      /// A value that was read, or that was computed from literals only.
      case value
      /// Nothing is written there: `path`, below `parent`, leads to what is missing.
      case absent(parent: Value, path: [String])
      /// The result of a function of the host.
      case call(String)
      /// A value that cannot be known yet.
      case unknown(Unknown)
    }

    package let kind: Kind
    /// What was read: the value itself, AWS's default where nothing is written, or an error.
    package let value: Value
    /// The value that would have been right, where there is exactly one.
    package let suggestion: Value?
    /// Other places that had a part in it.
    package let related: [Origin]
    /// The part of the expression that read the place: byte offsets in its text.
    package let range: Range<Int>
    /// The elements of what a host function returned, in order.
    package let witness: [Value]

    package init(
      kind: Kind,
      value: Value,
      suggestion: Value? = nil,
      related: [Origin] = [],
      range: Range<Int>,
      witness: [Value] = []
    ) {
      self.kind = kind
      self.value = value
      self.suggestion = suggestion
      self.related = related
      self.range = range
      self.witness = witness
    }
  }
}
