/// Changes that know what a template is made of.
extension TreeMutator {
  private static let sections = [
    "Resources", "Parameters", "Conditions", "Mappings", "Outputs", "Transform", "Globals", "Rules",
    "AWSTemplateFormatVersion", "lintel", "accounts", "organization", "complete",
  ]

  /// Brings the sections of another template in.
  mutating func combine(_ draft: inout Draft) {
    let seeds = random.chance(60) ? corpus.examples : corpus.files
    guard let other = seeds.randomElement(using: &random)?.draft else { return }
    for section in other.entries {
      guard let name = section.key.text, !section.value.entries.isEmpty else { continue }
      draft.editValue(of: name) { node in
        node.editEntries { $0 += section.value.entries }
      }
    }
    names = DeclaredNames(of: draft)
  }

  mutating func changeSection(of draft: inout Draft) {
    let name = random.pick(Self.sections, or: "Resources")
    let odd = random.chance(50) ? OddValues.scalar(&random, corpus) : .list([])
    draft.editEntries { entries in
      switch random.number(in: 0...3) {
      case 0: entries.removeAll { $0.key.text == name }
      case 1: entries += entries.filter { $0.key.text == name }
      case 2: entries.append(Draft.Entry(.plain(name), odd))
      default:
        for index in entries.indices where entries[index].key.text == name {
          entries[index].value = odd
        }
      }
    }
  }

  mutating func changeResource(of draft: inout Draft) {
    guard let name = names.resources.randomElement(using: &random) else { return }
    let other = random.pick(names.resources, or: name)
    let type = random.pick(corpus.types, or: "")
    let kind = random.number(in: 0...6)
    let condition = Draft.plain(names.condition(&random))
    let key = random.pick(corpus.keys, or: "Key")
    let reference = intrinsics.make(around: .plain(other), &random)
    draft.editValue(of: "Resources") { section in
      if kind == 0, let resource = section[name] {
        let copies = (0...3).map { Draft.Entry(.plain("\(name)\($0)"), resource) }
        return section.editEntries { $0 += copies }
      }
      if kind == 1, let resource = section[name] {
        return section.editValue(of: other) { $0 = resource }
      }
      section.editValue(of: name) { resource in
        switch kind {
        case 2: resource.editValue(of: "Type") { $0 = .plain(type) }
        case 3: resource.editValue(of: "Condition") { $0 = condition }
        case 4: resource.editEntries { $0.removeAll { $0.key.text == "Properties" } }
        case 5: resource.editValue(of: "Properties") { $0.editValue(of: key) { $0 = reference } }
        default: resource.editValue(of: "DependsOn") { $0 = .list([.plain(other)]) }
        }
      }
    }
  }

  /// Parameters with allowed values, conditions on them, and choices that wait for these.
  mutating func addWorlds(to draft: inout Draft) {
    let count = random.chance(80) ? random.number(in: 1...3) : random.number(in: 4...12)
    for index in 0..<count {
      let caseCount = random.chance(90) ? random.number(in: 2...4) : random.number(in: 60...70)
      let cases = ["prod"] + (1..<caseCount).map { "case-\($0)" }
      let parameter = "W\(index)"
      draft.editValue(of: "Parameters") { section in
        section.editValue(of: parameter) {
          $0 = .map(["Type": .plain("String"), "AllowedValues": .list(cases.map { .plain($0) })])
        }
      }
    }
    names = DeclaredNames(of: draft)
    for index in 0..<count {
      // Conditions name each other, now and then in a circle.
      let condition = intrinsics.makeCondition(&random)
      draft.editValue(of: "Conditions") { section in
        section.editValue(of: "C\(index)") { $0 = condition }
      }
      names = DeclaredNames(of: draft)
    }
    for _ in 0..<random.number(in: 1...2 * count) {
      editPlace(&draft) { node, mutator in
        let name = mutator.random.pick(mutator.names.parameters, or: "W0")
        let other =
          mutator.random.chance(50)
          ? IntrinsicMaker.call("Ref", .plain(name), &mutator.random)
          : OddValues.scalar(&mutator.random, mutator.corpus)
        let parts = [.plain(mutator.names.condition(&mutator.random)), node, other]
        node = IntrinsicMaker.call("If", .list(parts), &mutator.random)
      }
    }
  }
}
