/// Changes documents where they mean something: values, functions, sections, resources.
struct TreeMutator {
  var random: RandomNumbers
  let corpus: Corpus
  /// Of the document that is being changed.
  var names = DeclaredNames(of: .plain(""))

  init(random: RandomNumbers, corpus: Corpus) {
    self.random = random
    self.corpus = corpus
  }

  var intrinsics: IntrinsicMaker { IntrinsicMaker(names: names, corpus: corpus) }

  mutating func mutate(_ draft: inout Draft) {
    names = DeclaredNames(of: draft)
    if !draft.isPolicy, random.chance(15) { combine(&draft) }
    let count = random.chance(70) ? random.number(in: 1...4) : random.number(in: 5...30)
    for _ in 0..<count {
      // What grew beyond any file that people write says nothing more.
      guard draft.count < 6000 else { return }
      step(&draft)
    }
  }

  private mutating func step(_ draft: inout Draft) {
    if draft.isPolicy, random.chance(50) { return changePolicy(&draft) }
    switch random.number(in: 0...99) {
    case 0..<18: editPlace(&draft) { OddValues.scalar(&$1.random, $1.corpus).replacing(&$0) }
    case 18..<40: editPlace(&draft) { $0 = $1.intrinsics.make(around: $0, &$1.random) }
    case 40..<46: swap(&draft)
    case 46..<52: splice(&draft)
    case 52..<60: changeEntries(of: &draft)
    case 60..<65: changeElements(of: &draft)
    case 65..<70: renameKey(of: &draft)
    case 70..<76: editPlace(&draft) { $1.retype(&$0) }
    case 76..<79: editPlace(&draft) { $1.nest(&$0) }
    case 79..<82: addAlias(to: &draft)
    case 82..<85: changeSection(of: &draft)
    case 85..<90 where !draft.isDescription: addConstruct(to: &draft)
    case 85...99 where draft.isDescription: changeEntity(of: &draft)
    case 90..<96: changeResource(of: &draft)
    default: addWorlds(to: &draft)
    }
  }

  /// Changes a node at random; half of the time a leaf, of which policies read most.
  mutating func editPlace(
    _ draft: inout Draft,
    _ change: (inout Draft, inout TreeMutator) -> Void
  ) {
    var index = random.number(in: 0...max(0, draft.count - 1))
    if random.chance(50) {
      var leaves: [Int] = []
      draft.visit { position, node in
        if !node.isCollection { leaves.append(position) }
      }
      index = random.pick(leaves, or: index)
    }
    draft.edit(at: index) { change(&$0, &self) }
  }

  /// The index of a node that meets a condition.
  mutating func place(in draft: Draft, where isMeant: (Draft) -> Bool) -> Int? {
    var places: [Int] = []
    draft.visit { position, node in
      if isMeant(node) { places.append(position) }
    }
    return places.randomElement(using: &random)
  }
}

// MARK: - Values

extension TreeMutator {
  private mutating func swap(_ draft: inout Draft) {
    let count = draft.count
    let one = random.number(in: 0...count - 1)
    let other = random.number(in: 0...count - 1)
    guard let first = draft.node(at: one), let second = draft.node(at: other) else { return }
    // From behind, so that the first index still counts the same nodes.
    draft.edit(at: max(one, other)) { $0 = one > other ? second : first }
    draft.edit(at: min(one, other)) { $0 = one > other ? first : second }
  }

  /// A piece of any seed in place of a value.
  private mutating func splice(_ draft: inout Draft) {
    let seed = random.pick(
      random.chance(50) ? corpus.examples : corpus.files + corpus.hostile,
      or: nil
    )
    guard let other = seed?.draft else { return }
    let piece = other.node(at: random.number(in: 0...other.count - 1))
    guard let piece, piece.count < 2000 else { return }
    editPlace(&draft) { node, _ in node = piece }
  }

  /// The value in another type: wrapped, unwrapped, or as a text.
  private mutating func retype(_ node: inout Draft) {
    switch random.number(in: 0...6) {
    case 0: node = .list([node])
    case 1: node = Draft(.mapping([Draft.Entry(.plain(random.pick(corpus.keys, or: "k")), node)]))
    case 2: node = node.elements.first ?? node.entries.first?.value ?? .list([])
    case 3: node = Draft(.mapping([]))
    case 4: node = Draft(.sequence(node.entries.map { .list([$0.key, $0.value]) }))
    case 5: node = .quoted(String(decoding: DraftWriter.write(node, .json), as: UTF8.self))
    default:
      let tags = [
        "!!str", "!!int", "!!bool", "!!float", "!!null", "!!set", "!", "!x", "!<tag:a,1:b>",
      ]
      node.tag = random.pick(tags, or: nil)
    }
  }

  private mutating func nest(_ node: inout Draft) {
    let depth =
      random.chance(70)
      ? random.number(in: 2...20)
      : random.pick([39, 40, 41, 98, 99, 100, 101, 127, 128, 400], or: 5)
    let kind = random.number(in: 0...4)
    for _ in 0..<depth {
      switch kind {
      case 0: node = .list([node])
      case 1: node = Draft(.mapping([Draft.Entry(.plain("Key"), node)]))
      case 2:
        let parts = [.plain(names.condition(&random)), node, .plain("x")]
        node = IntrinsicMaker.call("If", .list(parts), &random)
      case 3: node = IntrinsicMaker.call("Join", .list([.quoted(","), .list([node])]), &random)
      default: node = intrinsics.make(around: node, &random)
      }
      guard node.count < 2000 else { return }
    }
  }

  /// An anchor and aliases to it, before, behind or inside of it, some as merge keys.
  private mutating func addAlias(to draft: inout Draft) {
    guard let target = place(in: draft, where: { $0.content.isNoAlias }) else { return }
    let name = "m\(random.number(in: 0...5))"
    draft.edit(at: target) { $0.anchor = name }
    for _ in 0..<random.number(in: 1...4) {
      if random.chance(40), let mapping = place(in: draft, where: { !$0.entries.isEmpty }) {
        let value = random.chance(70) ? Draft.alias(name) : .list([.alias(name), .alias(name)])
        draft.edit(at: mapping) { node in
          node.editEntries { $0.append(Draft.Entry(.plain("<<"), value)) }
        }
      } else {
        editPlace(&draft) { node, _ in node = .alias(name) }
      }
    }
  }
}

// MARK: - Collections

extension TreeMutator {
  private mutating func changeEntries(of draft: inout Draft) {
    guard let index = place(in: draft, where: { !$0.entries.isEmpty }) else { return }
    draft.edit(at: index) { node in
      node.editEntries { entries in
        let place = random.number(in: 0...entries.count - 1)
        switch random.number(in: 0...4) {
        case 0...2: entries.remove(at: place)
        case 3: entries.append(entries[place])
        default: entries.shuffle(using: &random)
        }
      }
    }
  }

  private mutating func changeElements(of draft: inout Draft) {
    guard let index = place(in: draft, where: { !$0.elements.isEmpty }) else { return }
    draft.edit(at: index) { node in
      node.editElements { elements in
        let place = random.number(in: 0...elements.count - 1)
        switch random.number(in: 0...4) {
        case 0, 1: elements.remove(at: place)
        case 2: elements.shuffle(using: &random)
        default:
          let isHuge = random.chance(10) && elements[place].count < 10
          let count = random.number(in: isHuge ? 100...800 : 1...5)
          elements.append(contentsOf: repeatElement(elements[place], count: count))
        }
      }
    }
  }

  private mutating func renameKey(of draft: inout Draft) {
    guard let index = place(in: draft, where: { !$0.entries.isEmpty }) else { return }
    let known = random.pick(corpus.keys, or: "Key")
    let odd = OddValues.scalar(&random, corpus)
    draft.edit(at: index) { node in
      node.editEntries { entries in
        let place = random.number(in: 0...entries.count - 1)
        switch random.number(in: 0...5) {
        case 0...2: entries[place].key = .plain(known)
        case 3: entries[place].key = odd
        case 4: entries[place].key = .quoted((entries[place].key.text ?? "").uppercased())
        default: entries[place].key = .list([entries[place].key])
        }
      }
    }
  }
}

extension Draft {
  /// Puts this in the place of another node, whose tag stays now and then.
  fileprivate func replacing(_ node: inout Draft) {
    let tag = node.text == nil ? nil : node.tag
    node = self
    node.tag = tag
  }
}

extension Draft.Content {
  fileprivate var isNoAlias: Bool {
    if case .alias = self { return false }
    return true
  }
}
