/// How many entries the `<<` of a mapping bring in, one within the other counted again.
///
/// Looking through a mapping that merges costs its weight, and a few lines can make that
/// exponential: so the builder refuses what is heavier than ``maximumEntries``.
struct MergeWeights {
  static let maximumEntries = 100_000
  /// How many times a mapping that is brought in may bring in another one.
  static let maximumDepth = 100

  private struct Weight {
    var entries: Int
    var depth = 0
  }

  /// By node, for the mappings that merge.
  private var weights: [Int: Weight] = [:]

  /// Weighs a mapping that has just been closed; false for one that is too heavy.
  mutating func admit(_ mapping: Int, of text: borrowing TapeText) -> Bool {
    var weight = Weight(entries: Int(text.nodes[mapping].text))
    var key = mapping + 1
    while key < text.nodes.count {
      let value = Int(text.nodes[key].next)
      if text.nodes[key].isPlainMergeText(in: text.bytes) { add(value, to: &weight, text) }
      key = Int(text.nodes[value].next)
    }
    weights[mapping] = weight
    return weight.entries <= Self.maximumEntries && weight.depth <= Self.maximumDepth
  }

  /// Adds the mapping, or the mappings of the sequence, that stands behind a `<<`.
  private func add(_ value: Int, to weight: inout Weight, _ text: borrowing TapeText) {
    let value = target(of: value, text)
    guard text.nodes[value].kind == .sequence else {
      addMapping(value, to: &weight, text)
      return
    }
    var element = value + 1
    while element < Int(text.nodes[value].next) {
      addMapping(target(of: element, text), to: &weight, text)
      element = Int(text.nodes[element].next)
    }
  }

  /// The terms are bounded because each of these mappings has been admitted itself.
  private func addMapping(_ index: Int, to weight: inout Weight, _ text: borrowing TapeText) {
    guard text.nodes[index].kind == .mapping else { return }
    let added = weights[index] ?? Weight(entries: Int(text.nodes[index].text))
    weight.entries += 1 + added.entries
    weight.depth = max(weight.depth, added.depth + 1)
  }

  private func target(of index: Int, _ text: borrowing TapeText) -> Int {
    let node = text.nodes[index]
    return node.kind == .alias ? Int(node.text) : index
  }
}
