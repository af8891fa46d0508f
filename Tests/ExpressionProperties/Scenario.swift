package import Values

/// A document with holes, and what may stand in each of them.
package struct Scenario {
  /// A part of the document that is open.
  package struct Hole {
    package let open: Document
    /// Nil where nothing stands there.
    package let completions: [Document?]
    /// The variable that decides, if the hole is a choice.
    package let variable: Int?
  }

  /// Where the holes are: fields of `d`, an element of `d.l`, an entry of `d.m`.
  private enum Place: CaseIterable {
    case text, secondText, number, bool, list, map, firstElement, lastElement, entry
  }

  package private(set) var worlds = WorldModel()
  package private(set) var holes: [Hole] = []
  private var places: [Place] = []

  package init(_ random: inout SeededGenerator) {
    for _ in 0...(random.chance(50) ? 1 : 0) {
      let place = random.pick(Place.allCases)
      guard !places.contains(place) else { continue }
      places.append(place)
      holes.append(hole(at: place, &random))
    }
  }

  /// The document with its holes.
  package var open: Document { document { holes[$0].open } }

  /// All ways to fill the holes: the number of the completion for each hole.
  package var completions: [[Int]] {
    holes.reduce([[]]) { choices, hole in
      choices.flatMap { choice in hole.completions.indices.map { choice + [$0] } }
    }
  }

  package func completed(_ choice: [Int]) -> Document {
    document { holes[$0].completions[choice[$0]] }
  }

  /// The world in which the choices fall as in a completion.
  package func world(_ choice: [Int]) -> World {
    var world = World()
    for (hole, chosen) in zip(holes, choice) {
      if let variable = hole.variable { world = world.choosing(chosen, for: variable) }
    }
    return world
  }

  /// Some element of the list may turn out not to be there.
  package var hasPossibleElement: Bool {
    holes.contains { if case .possible = $0.open { true } else { false } }
  }

  package var hasOnlyChoices: Bool { holes.allSatisfy { $0.variable != nil } }

  private func document(_ content: @escaping (Int) -> Document?) -> Document {
    let at = { (place: Place, given: Document) -> Document? in
      places.firstIndex(of: place).map(content) ?? given
    }
    let elements = [at(.firstElement, "a"), "ab", at(.lastElement, "b")]
    var entries: [(key: String, value: Document)] = [(key: "a", value: "ab")]
    if let entry = at(.entry, "ba") { entries.append((key: "ab", value: entry)) }
    let fields: [(String, Document?)] = [
      ("s", at(.text, "ab")),
      ("t", at(.secondText, "ba")),
      ("n", at(.number, 1)),
      ("b", at(.bool, true)),
      ("l", at(.list, .list(elements.compactMap(\.self)))),
      ("m", at(.map, .map(entries))),
    ]
    return .map(fields.compactMap { name, value in value.map { (key: name, value: $0) } })
  }

  private mutating func hole(at place: Place, _ random: inout SeededGenerator) -> Hole {
    guard place == .firstElement || place == .lastElement, random.chance(50) else {
      return presentHole(at: place, &random)
    }
    if random.chance(30) {
      return Hole(open: .possible("a"), completions: ["a", nil], variable: nil)
    }
    let hole = presentHole(at: place, &random)
    guard hole.variable == nil else { return hole }
    return Hole(
      open: .possible(hole.open),
      completions: hole.completions + [nil],
      variable: nil
    )
  }

  private mutating func presentHole(
    at place: Place,
    _ random: inout SeededGenerator
  ) -> Hole {
    let texts: [Document] = ["", "a", "ab", "ba", "b\n"]
    let identifiers: [Document] = ["a", "ab", "b"]
    switch random.next() % 13 {
    case 0, 1:
      let anything: [Document] = ["a", "ab", "", 1, 0, true, false, ["a"], [:], ["ab": "a"], .null]
      return Hole(open: .unknown("x"), completions: anything, variable: nil)
    case 2, 3, 4:
      let before: Document = random.pick(["", "a", "ab", "b"])
      let after: Document = random.pick(["", "a", "b", "ab"])
      return Hole(
        open: .template([before, .unknown("gap"), after]),
        completions: texts.map { .text(before.content + $0.content + after.content) },
        variable: nil
      )
    case 6:
      return Hole(open: .identifier("id"), completions: identifiers, variable: nil)
    case 7:
      let before: Document = random.pick(["", "a", "*"])
      let after: Document = random.pick(["", "b", "*", "a?"])
      return Hole(
        open: .template([before, .identifier("id"), after]),
        completions: identifiers.map { .text(before.content + $0.content + after.content) },
        variable: nil
      )
    case 8:
      // Not one resource for two holes: they would have to be filled alike.
      let target = holes.count
      return Hole(
        open: .reference(to: target, attribute: "Arn", text: .identifier("reference")),
        completions: [.text("r\(target)"), .text("a\(target)b")],
        variable: nil
      )
    case 5:
      // Each resource has texts of its own.
      // Not one resource for two holes: they would have to be filled alike.
      let target = holes.count
      return Hole(
        open: .reference(to: target, attribute: "Arn", text: .unknown("reference")),
        completions: [.text("r\(target)"), .text("a\(target)b")],
        variable: nil
      )
    case 9 where [.text, .secondText, .firstElement, .lastElement, .entry].contains(place):
      return choiceInTemplate(&random)
    default:
      return choice(at: place, &random)
    }
  }

  private mutating func choiceInTemplate(_ random: inout SeededGenerator) -> Hole {
    let before: Document = random.pick(["", "a", "ab"])
    let after: Document = random.pick(["", "b"])
    let cases: [Document] = ["ab", "a", ""]
    let (variable, guarded) = guarded(cases)
    return Hole(
      open: .template([before, .choice(guarded), after]),
      completions: cases.map { .text(before.content + $0.content + after.content) },
      variable: variable
    )
  }

  private mutating func choice(at place: Place, _ random: inout SeededGenerator) -> Hole {
    var cases: [Document?] =
      switch place {
      case .number: [0, 1, 2]
      case .bool: [true, false]
      case .list: [["a"], [], ["ab", "b"]]
      case .map: [["a": "ab"], [:]]
      case .text, .secondText, .firstElement, .lastElement, .entry: ["ab", "a", "abb"]
      }
    if random.chance(40) { cases[0] = nil }
    let (variable, guarded) = guarded(cases)
    return Hole(open: .choice(guarded), completions: cases, variable: variable)
  }

  /// A new variable, and each case with the guard that chooses it.
  private mutating func guarded(
    _ cases: [Document?]
  ) -> (variable: Int, cases: [(guard: GuardID, value: Document?)]) {
    let variable = worlds.add(
      WorldVariable(
        kind: .parameter,
        name: "P\(holes.count)",
        cases: cases.indices.map(String.init),
        origin: .none
      )
    )
    let guarded = cases.enumerated().map { index, value in
      (guard: worlds.add(.oneOf(variable: variable, cases: 1 << UInt64(index))), value: value)
    }
    return (variable, guarded)
  }
}

extension Document {
  /// The text of a text.
  package var content: String {
    if case .text(let text) = self { return text }
    return ""
  }
}
