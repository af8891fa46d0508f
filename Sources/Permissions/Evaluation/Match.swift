/// Whether something fits: three-valued.
package enum Match: Equatable, Sendable {
  case yes, no
  /// Some completion of what is not known fits, some does not, for all that is known.
  case open([Doubt])

  init(_ isMatch: Bool) {
    self = isMatch ? .yes : .no
  }

  /// Why it is open.
  var doubts: [Doubt] {
    switch self {
    case .yes, .no: []
    case .open(let doubts): doubts
    }
  }

  /// Whether all of them fit; the first that does not decides.
  static func all<Element>(
    _ elements: some Sequence<Element>,
    _ match: (Element) -> Match
  ) -> Match {
    var open: [Doubt] = []
    for element in elements {
      switch match(element) {
      case .yes: continue
      case .no: return .no
      case .open(let doubts): open.add(doubts)
      }
    }
    return open.isEmpty ? .yes : .open(open)
  }

  /// Whether one of them fits; the first that does decides.
  static func any<Element>(
    _ elements: some Sequence<Element>,
    _ match: (Element) -> Match
  ) -> Match {
    var open: [Doubt] = []
    for element in elements {
      switch match(element) {
      case .yes: return .yes
      case .no: continue
      case .open(let doubts): open.add(doubts)
      }
    }
    return open.isEmpty ? .no : .open(open)
  }

  static prefix func ! (match: Match) -> Match {
    switch match {
    case .yes: .no
    case .no: .yes
    case .open: match
    }
  }
}

extension [Doubt] {
  /// Adds those that are not there yet.
  mutating func add(_ doubts: [Doubt]) {
    for doubt in doubts where !contains(doubt) { append(doubt) }
  }
}
