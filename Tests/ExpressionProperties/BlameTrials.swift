import CEL
import Values

/// What blame promises: what it suggests puts right what is wrong, and nothing but what it names can.
struct BlameTrials {
  private let expression: String
  private let document: Document
  private let missing: [(key: String, value: Document)]
  private let program: Program
  private var stage: Stage
  private let blame: Blame

  /// Nil where the expression is not false.
  private init?(
    _ expression: String,
    _ document: Document,
    missing: [(key: String, value: Document)]
  ) throws(ExpressionError) {
    var stage = Stage()
    stage.declare("d", document)
    let program = try Program(compiling: expression, in: stage.environment)
    let value = program.evaluate(stage.values, in: &stage.context)
    guard value.isFalse else { return nil }
    blame = program.explain(stage.values, want: true, in: &stage.context)
    self.expression = expression
    self.document = document
    self.missing = missing
    self.program = program
    self.stage = stage
  }

  private mutating func evaluate(_ document: Document) -> Value {
    let value = stage.place(document, at: "d")
    return program.evaluate([value], in: &stage.context)
  }
}

// MARK: - Suggestions

extension BlameTrials {
  /// A suggested value, and where it goes: the path of a node, or what to insert below one.
  private struct Edit {
    let path: String
    let inserted: [String]
    let value: Document
  }

  /// Applying what is suggested makes the expression true.
  static func suggestions(_ seed: UInt64) throws(ExpressionError) -> Trial {
    let readings = SeparateReadings(seed: seed)
    var trial = Trial()
    guard
      var trials = try BlameTrials(readings.expression, readings.document, missing: [])
    else { return trial }
    for repair in trials.repairs(of: trials.blame) {
      trial.isTelling = true
      var edited = trials.document
      for edit in repair {
        edited =
          edit.inserted.isEmpty
          ? edited.replacing(edit.path, by: edit.value, at: "d") ?? edited
          : edited.inserting(edit.value, under: edit.inserted[...], below: edit.path, at: "d")
      }
      guard !trials.evaluate(edited).isTrue else { continue }
      trial.violations.append(
        "\(readings.expression) with \(readings.document) stays false with \(edited)"
      )
    }
    return trial
  }

  /// The sets of edits each of which puts everything right, as far as values are suggested.
  private func repairs(of blame: Blame) -> [[Edit]] {
    switch blame {
    case .leaf(let leaf): return edit(of: leaf).map { [[$0]] } ?? []
    case .any(let blames): return blames.flatMap { repairs(of: $0) }
    case .all(let blames):
      var repair: [Edit] = []
      for blame in blames {
        guard let edits = repairs(of: blame).first else { return [] }
        repair += edits
      }
      return [repair]
    }
  }

  private func edit(of leaf: Blame.Leaf) -> Edit? {
    guard let suggestion = leaf.suggestion, let value = Document(suggestion, in: stage.context.heap)
    else { return nil }
    let path = stage.paths[Int(leaf.origin.rawValue)]
    switch leaf.kind {
    case .value: return path.isEmpty ? nil : Edit(path: path, inserted: [], value: value)
    case .absent(_, let keys): return Edit(path: path, inserted: keys, value: value)
    case .call, .unknown: return nil
    }
  }
}

// MARK: - Innocence

extension BlameTrials {
  /// Whatever is changed outside of what one part of an AND is blamed on, the expression does not
  /// become true.
  static func innocence(_ seed: UInt64) throws(ExpressionError) -> Trial {
    var trial = Trial()
    var random = SeededGenerator(seed: seed)
    let built: BlameTrials?
    if seed.isMultiple(of: 2) {
      let readings = SeparateReadings(seed: random.next())
      // Blame names what a condition read, but not what it found missing.
      let expression = readings.expression
      let isDecided = expression.contains(" ? ")
      built =
        isDecided
        ? nil : try BlameTrials(expression, readings.document, missing: readings.missing)
    } else {
      let scenario = Scenario(&random)
      var generator = ExpressionGenerator(seed: random.next())
      let document = scenario.completed(random.pick(scenario.completions))
      let expression = generator.bool()
      // Blame leaves out what an optional or a condition inside of an operand was decided by, what a
      // filter asked, and the keys of a map, which have no place of their own.
      // One of several is counted, not blamed.
      let forms = [
        "?", ".filter(", ".map(", "opt", ".first()", ".last()", ".split(", "d.m.all(",
        "d.m.exists(",
        "exists_one", "existsOne", "][d",
      ]
      let isDecided = forms.contains { expression.contains($0) }
      built = isDecided ? nil : try BlameTrials(expression, document, missing: [("x", "a")])
    }
    guard var trials = built else { return trial }
    var parts = [trials.blame]
    if case .all(let blames) = trials.blame { parts = blames }
    for part in parts {
      trial.isTelling = true
      let blamed = trials.paths(in: part)
      for _ in 0..<4 {
        let changed = trials.changed(sparing: blamed, &random)
        guard trials.evaluate(changed).isTrue else { continue }
        trial.violations.append(
          """
          \(trials.expression) with \(trials.document), blamed on \(blamed), \
          is true with \(changed)
          """
        )
      }
    }
    return trial
  }

  /// The paths of all that a blame names; what is missing has the path that it would have.
  private func paths(in blame: Blame) -> [String] {
    switch blame {
    case .all(let blames), .any(let blames): return blames.flatMap { paths(in: $0) }
    case .leaf(let leaf):
      let related = leaf.related.map { stage.paths[Int($0.rawValue)] }
      let path = stage.paths[Int(leaf.origin.rawValue)]
      if case .absent(_, let keys) = leaf.kind {
        return related + [([path] + keys).joined(separator: ".")]
      }
      return path.isEmpty ? related : related + [path]
    }
  }

  private func changed(sparing blamed: [String], _ random: inout SeededGenerator) -> Document {
    let isFree = { (path: String) in
      blamed.allSatisfy { !Self.isInside(path, of: $0) && !Self.isInside($0, of: path) }
    }
    var changed = document.changed(at: "d", &random, isFree: isFree)
    for field in missing where isFree("d.\(field.key)") && random.chance(50) {
      changed = changed.inserting(field.value, under: [field.key], below: "d", at: "d")
    }
    return changed
  }

  private static func isInside(_ path: String, of other: String) -> Bool {
    path == other || path.hasPrefix("\(other).") || path.hasPrefix("\(other)[")
  }
}
