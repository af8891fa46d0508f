package import SourceText

extension SyntaxTree {
  /// The value of a key of the vocabulary, through `<<` where the mapping itself does not have it.
  ///
  /// A key that stands twice has its last value, as most readers decide. Linear in the entries.
  package func value(of key: Name, in mapping: NodeID) -> NodeID? {
    guard !key.isNone else { return nil }
    return value(in: resolved(mapping)) { nodes[$0.index].name == key }
  }

  /// The value of a key by its text, through `<<` where the mapping itself does not have it.
  package func value(of key: String, in mapping: NodeID) -> NodeID? {
    value(in: resolved(mapping)) { isText($0, key) }
  }

  /// The entries of a mapping with those that `<<` brings in: own keys win, then earlier mappings.
  /// The `<<` entries themselves are left out.
  package func mergedEntries(of mapping: NodeID) -> [(key: NodeID, value: NodeID)] {
    let mapping = resolved(mapping)
    guard nodes[mapping.index].flags.contains(.hasMergeKey) else {
      return Array(entries(of: mapping))
    }
    var seen: Set<ArraySlice<UInt8>> = []
    var result: [(key: NodeID, value: NodeID)] = []
    for source in [mapping] + mergeSources(of: mapping) {
      for entry in source == mapping ? ownEntries(of: source) : mergedEntries(of: source)
      where seen.insert(utf8(of: entry.key)).inserted || source == mapping {
        result.append(entry)
      }
    }
    return result
  }

  /// Whether a key is the `<<` of YAML 1.1; a quoted one is an ordinary key.
  package func isMergeKey(_ id: NodeID) -> Bool {
    let node = nodes[id.index]
    return node.flags.contains(.isKey) && node.isPlainMergeText(in: bytes)
  }

  /// The builder has bounded how many mappings `<<` may bring in, so this terminates soon.
  private func value(in mapping: NodeID, where isKey: (NodeID) -> Bool) -> NodeID? {
    let node = nodes[mapping.index]
    var found: NodeID?
    for entry in Entries(nodes, of: mapping) where isKey(entry.key) {
      found = entry.value
      if !node.flags.contains(.hasDuplicateKeys) { break }
    }
    if found == nil, node.flags.contains(.hasMergeKey) {
      for source in mergeSources(of: mapping) {
        if let found = value(in: source, where: isKey) { return found }
      }
    }
    return found
  }

  private func ownEntries(of mapping: NodeID) -> [(key: NodeID, value: NodeID)] {
    entries(of: mapping).filter { !isMergeKey($0.key) }
  }

  /// The mappings behind `<<`, first come first; what is no mapping brings nothing in.
  private func mergeSources(of mapping: NodeID) -> [NodeID] {
    var sources: [NodeID] = []
    for entry in entries(of: mapping) where isMergeKey(entry.key) {
      let value = resolved(entry.value)
      switch nodes[value.index].kind {
      case .mapping: sources.append(value)
      case .sequence: sources += children(of: value).map { resolved($0) }
      case .scalar, .alias: break
      }
    }
    return sources
  }
}
