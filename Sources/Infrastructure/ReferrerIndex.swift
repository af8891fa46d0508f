import Values

/// What the resources of a type hold at a path, whichever world decides their choices.
final class ReferrerIndex: Sendable {
  let path: PropertyPath
  /// The resources with something there that is not resolved: an unknown, a template or a reference
  /// that may stand for any resource. Of those with nothing but an unknown of the same words that
  /// somebody can settle, the first two stand for all: nothing is known of any of them but that it may
  /// refer to a resource, and two keep their number open.
  let unresolved: [ResourceID]
  /// The resources with a text there, by each text that may stand there.
  let byName: [[UInt8]: [ResourceID]]
  /// The resources with a text there, by their outermost scope.
  let named: [ScopeID: [ResourceID]]

  /// Linear in the resources of the type.
  init(of type: String, at path: PropertyPath, in estate: Estate) {
    var unresolved: [ResourceID] = []
    var byName: [[UInt8]: [ResourceID]] = [:]
    var named: [ScopeID: [ResourceID]] = [:]
    var awaited: [Unknown: Int] = [:]
    for id in estate.resources(ofType: type) {
      var found = Leaves()
      found.collect(estate[id].properties, path.components[...], estate)
      if let gap = found.onlyGap(in: estate.heap) {
        if awaited[gap, default: 0] < 2 { unresolved.append(id) }
        awaited[gap, default: 0] += 1
      } else if found.isUnresolved {
        unresolved.append(id)
      }
      for text in found.texts { byName[text, default: []].append(id) }
      if !found.texts.isEmpty { named[estate.outermost(estate[id].scope), default: []].append(id) }
    }
    self.path = path
    self.unresolved = unresolved
    self.byName = byName
    self.named = named
  }

  /// What stands at the end of a path, in all cases of the choices on the way.
  private struct Leaves {
    var texts: Set<[UInt8]> = []
    var isUnresolved = false
    private var leaves: [Value] = []
    private var hasChoices = false

    /// What all waits for, if it is one that somebody can settle.
    func onlyGap(in heap: ValueHeap) -> Unknown? {
      guard !hasChoices, leaves.count == 1, leaves[0].kind == .unknown else { return nil }
      let gap = heap.unknown(leaves[0])
      return gap.settle.isEmpty ? nil : gap
    }

    mutating func collect(
      _ value: Value,
      _ path: ArraySlice<PropertyPath.Component>,
      _ estate: borrowing Estate
    ) {
      switch value.kind {
      case .unknown, .template:
        isUnresolved = true
        leaves.append(value)
      case .reference:
        leaves.append(value)
        let target = ResourceID(estate.heap.target(of: value))
        let text = estate.heap.text(of: value)
        if estate.isOpaque(value, of: target, standingFor: text) { isUnresolved = true }
      case .string:
        leaves.append(value)
        if path.isEmpty { texts.insert(Array(estate.heap.utf8(value))) }
      case .choice:
        hasChoices = true
        for index in 0..<value.count {
          collect(estate.heap.choiceCase(index, of: value).value, path, estate)
        }
      case .list:
        for index in 0..<value.count {
          collect(estate.heap.element(index, of: value), path, estate)
        }
      case .map:
        guard let component = path.first, let next = estate.heap.lookup(component, in: value) else {
          return
        }
        collect(next, path.dropFirst(), estate)
      case .null, .bool, .int, .uint, .double, .bytes, .type, .optional, .duration, .timestamp, .ip,
        .cidr, .resource, .error:
        break
      }
    }
  }
}
