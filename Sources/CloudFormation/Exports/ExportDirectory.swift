import Infrastructure
import Values

/// What the stacks of a run export.
struct ExportDirectory {
  /// An output that a stack exports.
  struct Export {
    let reader: TemplateReader
    let output: String
    let name: ExportName
    /// The worlds in which it has the name.
    let existence: GuardID
  }

  /// What is known of the stack that an import refers to.
  enum Answer {
    /// This export; `isInferred` where nothing gives it the name, but no other can have it.
    case export(Export, isInferred: Bool)
    /// These may have the name.
    case several([Export])
    case none
  }

  /// By name; several stacks may export the same name, in different accounts and regions.
  private var named: [String: [Export]] = [:]
  /// Those whose names rest on what is not known.
  private var open: [Export] = []
  private var claims = NameClaims()

  mutating func add(_ export: Export) {
    if export.name.holes.isEmpty {
      named[export.name.text, default: []].append(export)
    } else {
      open.append(export)
    }
  }

  /// Whether some names rest on what is not known, so that imports have to be weighed.
  var hasOpenNames: Bool { !open.isEmpty }

  /// The stacks that export a name for certain.
  private func exact(
    _ name: ExportName,
    from reader: TemplateReader,
    _ estate: borrowing EstateBuilder
  )
    -> [Export]
  {
    let candidates = name.holes.isEmpty ? named[name.text] ?? [] : open.filter { $0.name == name }
    return candidates.filter { reader.isReachable($0.reader, estate) }
  }

  /// All that may have a name.
  private func possible(
    _ name: ExportName,
    from reader: TemplateReader,
    _ estate: borrowing EstateBuilder
  ) -> [Export] {
    let known = name.holes.isEmpty ? [] : named.sorted { $0.key < $1.key }.flatMap(\.value)
    return (open + known).filter { export in
      export.reader !== reader && export.name.mayEqual(name)
        && reader.isReachable(export.reader, estate)
    }
  }

  /// Notes what an import says of the names of stacks, where one export alone can be meant.
  mutating func note(
    _ name: ExportName,
    from reader: TemplateReader,
    _ estate: borrowing EstateBuilder
  ) {
    guard name.saysSomething, exact(name, from: reader, estate).isEmpty else { return }
    let possible = possible(name, from: reader, estate)
    guard possible.count == 1, let equations = possible[0].name.equations(with: name) else {
      return
    }
    for equation in equations { claims.claim(equation.one, equals: equation.other) }
  }

  /// What an import of a name gives.
  ///
  /// - Parameter isWeighed: Whether all imports of the run are noted; before, nothing is inferred.
  func answer(
    to name: ExportName,
    from reader: TemplateReader,
    isWeighed: Bool,
    _ estate: borrowing EstateBuilder
  ) -> Answer {
    let exact = exact(name, from: reader, estate)
    if exact.count == 1 { return .export(exact[0], isInferred: false) }
    if exact.count > 1 { return .several(exact) }
    let possible = possible(name, from: reader, estate)
    guard !possible.isEmpty else { return .none }
    guard isWeighed, possible.count == 1, name.saysSomething,
      let equations = possible[0].name.equations(with: name),
      equations.allSatisfy({ claims.isConsistent($0.one) })
    else { return .several(possible) }
    return .export(possible[0], isInferred: true)
  }
}
