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

extension Blame {
  /// All places in it.
  package var origins: [Origin] {
    switch self {
    case .all(let blames), .any(let blames): blames.flatMap(\.origins)
    case .leaf(let leaf): [leaf.origin] + leaf.related
    }
  }

  /// The same, or the place of an element that is wrong whatever it is.
  func placed(at element: Value, _ range: Range<Int>) -> Blame {
    guard origins.allSatisfy(\.isNone) else { return self }
    return .leaf(Leaf(kind: .value, value: element, range: range))
  }

  /// The same with more related places in each leaf.
  func relating(_ origins: [Origin]) -> Blame {
    switch self {
    case .all(let blames): .all(blames.map { $0.relating(origins) })
    case .any(let blames): .any(blames.map { $0.relating(origins) })
    case .leaf(let leaf): .leaf(leaf.relating(origins))
    }
  }
}

extension Blame.Leaf {
  /// Where it is; for what is absent, where its parent is.
  package var origin: Origin {
    switch kind {
    case .absent(let parent, _): parent.origin
    case .value, .call, .unknown: value.origin
    }
  }

  func relating(_ origins: [Origin]) -> Blame.Leaf {
    var related = related
    for origin in origins
    where !origin.isNone && origin != self.origin && !related.contains(origin) {
      related.append(origin)
    }
    return Blame.Leaf(
      kind: kind,
      value: value,
      suggestion: suggestion,
      related: related,
      range: range,
      witness: witness
    )
  }
}
