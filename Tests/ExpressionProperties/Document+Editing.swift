import Values

/// Edits at the paths that ``Stage`` gives to the nodes of a document: `d.l[0].k`.
extension Document {
  /// The document with another node at a path; without one if there is none to put there.
  func replacing(_ target: String, by new: Document?, at path: String) -> Document? {
    if path == target { return new }
    switch self {
    case .list(let elements):
      return .list(
        elements.enumerated().compactMap {
          $1.replacing(target, by: new, at: "\(path)[\($0)]")
        }
      )
    case .map(let entries):
      return .map(
        entries.compactMap { entry in
          entry.value.replacing(target, by: new, at: "\(path).\(entry.key)").map {
            (key: entry.key, value: $0)
          }
        }
      )
    case .null, .bool, .int, .double, .text, .defaulted, .possible, .unknown, .identifier,
      .template, .reference, .choice, .resource:
      return self
    }
  }

  /// The document with a node more, below the map at a path.
  func inserting(
    _ new: Document,
    under keys: ArraySlice<String>,
    below target: String,
    at path: String
  ) -> Document {
    switch self {
    case .map(let entries) where path == target:
      guard let key = keys.first else { return self }
      let empty = Document.map([])
      let value =
        keys.count == 1
        ? new : empty.inserting(new, under: keys.dropFirst(), below: "", at: "")
      return .map(entries.filter { $0.key != key } + [(key: key, value: value)])
    case .map(let entries):
      return .map(
        entries.map { entry in
          let path = "\(path).\(entry.key)"
          return (entry.key, entry.value.inserting(new, under: keys, below: target, at: path))
        }
      )
    case .list(let elements):
      return .list(
        elements.enumerated().map {
          $1.inserting(new, under: keys, below: target, at: "\(path)[\($0)]")
        }
      )
    case .null, .bool, .int, .double, .text, .defaulted, .possible, .unknown, .identifier,
      .template, .reference, .choice, .resource:
      return self
    }
  }

  /// The document with other values wherever `isFree` allows it.
  func changed(
    at path: String,
    _ random: inout SeededGenerator,
    isFree: (String) -> Bool
  ) -> Document {
    switch self {
    case .text where isFree(path):
      return random.pick(["a", "b", "ab", "", "z"])
    case .int where isFree(path): return .int(Int64(random.next() % 4))
    case .bool where isFree(path): return .bool(random.chance(50))
    case .list(let elements):
      var changed: [Document] = []
      for (index, element) in elements.enumerated() {
        changed.append(element.changed(at: "\(path)[\(index)]", &random, isFree: isFree))
      }
      if isFree(path), random.chance(30), !changed.isEmpty { changed.removeLast() }
      if isFree(path), random.chance(30), let last = changed.last { changed.append(last) }
      return .list(changed)
    case .map(let entries):
      var changed: [(key: String, value: Document)] = []
      for entry in entries {
        let path = "\(path).\(entry.key)"
        if isFree(path), random.chance(15) { continue }
        let value = entry.value.changed(at: path, &random, isFree: isFree)
        changed.append((key: entry.key, value: value))
      }
      return .map(changed)
    case .null, .bool, .int, .double, .text, .defaulted, .possible, .unknown, .identifier,
      .template, .reference, .choice, .resource:
      return self
    }
  }

  /// A scalar value as a document; nil for others.
  init?(_ value: Values.Value, in heap: ValueHeap) {
    switch value.kind {
    case .bool: self = .bool(value.isTrue)
    case .int: self = .int(value.asInt)
    case .string: self = .text(heap.text(value))
    case .null, .uint, .double, .bytes, .list, .map, .type, .optional, .duration, .timestamp, .ip,
      .cidr, .resource, .error, .unknown, .template, .choice, .reference:
      return nil
    }
  }
}
