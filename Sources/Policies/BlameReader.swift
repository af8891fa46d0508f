import CEL
import Infrastructure
import Syntax
import Values

/// Turns the blame of an assertion into places of the estate.
///
/// AND becomes separate findings; OR becomes one finding whose alternatives are related places.
struct BlameReader {
  let estate: Estate
  let resource: Resource
  let heap: ValueHeap

  /// One finding to be: its leaves in order of importance.
  struct Group {
    var leaves: [Blame.Leaf]
  }

  func groups(of blame: Blame) -> [Group] {
    switch blame {
    case .leaf(let leaf):
      return [Group(leaves: [leaf])]
    case .all(let parts):
      return parts.flatMap(groups(of:))
    case .any(let parts):
      let leaves = parts.flatMap(groups(of:)).flatMap(\.leaves)
      guard !leaves.isEmpty else { return [] }
      return [Group(leaves: ordered(leaves))]
    }
  }

  /// Values and absences inside the judged resource first, then others, in the given order.
  private func ordered(_ leaves: [Blame.Leaf]) -> [Blame.Leaf] {
    let first = leaves.firstIndex { isInside(origin(of: $0)) && isPrecise($0) } ?? 0
    return [leaves[first]] + leaves[..<first] + leaves[(first + 1)...]
  }

  private func isPrecise(_ leaf: Blame.Leaf) -> Bool {
    switch leaf.kind {
    case .absent, .value: true
    case .call, .unknown: false
    }
  }

  /// The node that a leaf is about: the value, or the parent of what is absent.
  func origin(of leaf: Blame.Leaf) -> Origin {
    if case .absent(let parent, _) = leaf.kind {
      if let id = parent.resourceID { return estate[id].origin }
      // What is written and falls on no value (`AWS::NoValue`) is pointed at where it is written.
      if case .absent(_, let path) = leaf.kind, let name = path.first, parent.kind == .map,
        let written = heap.lookup(name, in: parent), !written.flags.contains(.defaulted)
      {
        return written.origin
      }
      return parent.origin
    }
    return leaf.value.origin
  }

  /// Whether a node is the judged resource's own.
  func isInside(_ origin: Origin) -> Bool {
    let host = estate.host(of: origin)
    guard host.isNone else { return isInside(host) }
    guard let (tree, body) = estate.node(of: resource.origin), !origin.isNone else { return false }
    let first = resource.origin.rawValue
    let isKey = tree[body].flags.contains(.isKey)
    let value = isKey ? NodeID(Int(tree[body].next)) : body
    let count = tree[value].next - body.rawValue
    return origin.rawValue >= first && origin.rawValue < first + count
  }

  /// Everything that is unknown in the blame: what was read, and elements of what was read, which are
  /// nearer to the cause; each once.
  func unknowns(in blame: Blame) -> [OpenPlace] {
    var places = OpenPlaces(heap: heap)
    places.add(blame)
    return places.found
  }
}

/// Something that is unknown, at a place.
struct OpenPlace: Hashable {
  let unknown: Unknown
  let origin: Origin
}

/// What is unknown in a blame, in its order.
///
/// A blame of n elements may hold for each of them all n that a function gave: only the first of a kind
/// costs more than a look.
private struct OpenPlaces {
  /// An unknown by its number in the heap.
  private struct Element: Hashable {
    let number: UInt64
    let origin: Origin
  }

  let heap: ValueHeap
  private(set) var found: [OpenPlace] = []
  private var elements: Set<Element> = []
  private var places: Set<OpenPlace> = []

  init(heap: ValueHeap) {
    self.heap = heap
  }

  mutating func add(_ blame: Blame) {
    switch blame {
    case .leaf(let leaf):
      var hasElements = false
      for element in leaf.witness where element.kind == .unknown {
        hasElements = true
        add(element)
      }
      if !hasElements, case .unknown(let unknown) = leaf.kind {
        add(OpenPlace(unknown: unknown, origin: leaf.value.origin))
      }
    case .all(let parts), .any(let parts):
      for part in parts { add(part) }
    }
  }

  private mutating func add(_ element: Value) {
    let key = Element(number: element.bits, origin: element.origin)
    guard elements.insert(key).inserted else { return }
    add(OpenPlace(unknown: heap.unknown(element), origin: element.origin))
  }

  private mutating func add(_ place: OpenPlace) {
    if places.insert(place).inserted { found.append(place) }
  }
}
