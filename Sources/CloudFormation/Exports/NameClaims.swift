/// What imports say of names that nobody gave: that two of them are the same, or that one is a text.
///
/// One stack has one name. Imports that would give it two are told apart from those that agree, and
/// nothing is made of them.
struct NameClaims {
  /// Each name with one that it is equal to; the last in a row stands for all.
  private var equal: [ExportName: ExportName] = [:]
  /// All that are equal, by the one that stands for them.
  private var members: [ExportName: Set<ExportName>] = [:]

  mutating func claim(_ one: ExportName, equals other: ExportName) {
    let first = representative(of: one)
    let second = representative(of: other)
    guard first != second else { return }
    equal[first] = second
    let joined = (members[first] ?? [first]).union(members[second] ?? [second])
    members[first] = nil
    members[second] = joined
  }

  private func representative(of name: ExportName) -> ExportName {
    var name = name
    while let next = equal[name] { name = next }
    return name
  }

  /// Whether nothing else is claimed of a name that cannot be true of the same stack: another text, the
  /// name of another stack, or something else that the same template leaves open.
  func isConsistent(_ name: ExportName) -> Bool {
    let all = members[representative(of: name)] ?? [name]
    var texts = 0
    var stacks = 0
    var roots: Set<String> = []
    for member in all {
      guard let hole = member.holes.first else {
        texts += 1
        continue
      }
      if member.parts.count == 1, hole.isStackName {
        stacks += 1
      } else if !roots.insert(hole.root).inserted {
        return false
      }
    }
    return texts < 2 && stacks < 2
  }
}
