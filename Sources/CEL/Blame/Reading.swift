import Values

/// What an expression read to come to its value.
struct Reading {
  var kind: Blame.Leaf.Kind = .value
  /// What was read, without the optional around it.
  var value: Value
  var related: [Origin] = []
  var witness: [Value] = []
  /// What was read and is not known: unknowns with their places; nil stands for those in the value.
  var unknowns: [Value]?
  let range: Range<Int>
  /// The expression is a way to one place, so that another value could be written there.
  var isPath = false

  /// Where the reading is; for what is absent, where its parent is.
  var origin: Origin {
    switch kind {
    case .absent(let parent, _): parent.origin
    case .value, .call, .unknown: value.origin
    }
  }

  /// True where something in a document had a part in it.
  var hasPlace: Bool { !origin.isNone || isAbsent || !related.isEmpty }

  var isAbsent: Bool {
    if case .absent = kind { return true }
    return false
  }

  /// The reading of several operands: the first that has a place, or that is unknown where the result
  /// is; the places of the others are related.
  static func merging(_ readings: [Reading], value: Value, range: Range<Int>) -> Reading {
    let blocking = value.kind == .unknown ? readings.firstIndex { $0.value.isAbstract } : nil
    guard let first = blocking ?? readings.firstIndex(where: \.hasPlace) ?? readings.indices.first
    else { return Reading(value: value, range: range) }
    var result = readings[first]
    result.isPath = false
    for (index, reading) in readings.enumerated() where index != first {
      result.relate(reading)
      if result.witness.isEmpty { result.witness = reading.witness }
    }
    result.unknowns = readings.flatMap { $0.unknowns ?? [] }
    return result
  }

  mutating func relate(_ other: Reading) {
    relate([other.origin] + other.related)
  }

  mutating func relate(_ origins: [Origin]) {
    for origin in origins
    where !origin.isNone && origin != self.origin && !related.contains(origin) {
      related.append(origin)
    }
  }
}
