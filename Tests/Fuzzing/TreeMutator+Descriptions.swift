/// Changes that know what a platform description is made of.
extension TreeMutator {
  /// Names of other things where one thing is named, and whole things in other collections.
  mutating func changeEntity(of draft: inout Draft) {
    let name = Draft.plain(entityName())
    switch random.number(in: 0...5) {
    case 0, 1: editPlace(&draft) { node, _ in node = name }
    case 2: editPlace(&draft) { node, _ in node = .list([name, node]) }
    case 3: rename(in: &draft, to: name)
    default: move(in: &draft)
    }
  }

  /// A name of the description, plain or as a path from an account.
  private mutating func entityName() -> String {
    let name = random.pick(names.resources, or: "nothing")
    guard random.chance(30) else { return name }
    return random.pick(names.resources, or: "nothing") + "/" + name
  }

  private mutating func rename(in draft: inout Draft, to name: Draft) {
    guard let index = place(in: draft, where: { !$0.entries.isEmpty }) else { return }
    let place = random.next()
    draft.edit(at: index) { node in
      node.editEntries { $0[Int(place % UInt64($0.count))].key = name }
    }
  }

  /// A piece of the description as an entry of another mapping.
  private mutating func move(in draft: inout Draft) {
    let source = random.number(in: 0...draft.count - 1)
    guard let piece = draft.node(at: source), piece.count < 300,
      let target = place(in: draft, where: { !$0.entries.isEmpty })
    else { return }
    let key = random.chance(50) ? entityName() : random.pick(corpus.keys, or: "key")
    draft.edit(at: target) { node in
      node.editEntries { $0.append(Draft.Entry(.plain(key), piece)) }
    }
  }
}
