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
  /// The same in the order in which they were added.
  private var known: [Export] = []
  /// Those whose names rest on what is not known, by the text that the names end with: estates have
  /// very many stacks, and few such endings.
  private var open: [(ending: ExportName.Part?, exports: [Export])] = []
  private var groups: [ExportName.Part?: Int] = [:]
  private var claims = NameClaims()

  mutating func add(_ export: Export) {
    if export.name.holes.isEmpty {
      named[export.name.text, default: []].append(export)
      known.append(export)
    } else {
      let ending = export.name.parts.last
      let key: ExportName.Part? = if case .text? = ending { ending } else { nil }
      if let group = groups[key] {
        open[group].exports.append(export)
      } else {
        groups[key] = open.count
        open.append((key, [export]))
      }
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
    let ending = name.parts.last
    let key: ExportName.Part? = if case .text? = ending { ending } else { nil }
    let candidates =
      name.holes.isEmpty
      ? named[name.text] ?? []
      : groups[key].map { open[$0].exports.filter { $0.name == name } } ?? []
    return candidates.filter { reader.isReachable($0.reader, estate) }
  }

  /// Those that may have a name; no more than two, which are as good as many.
  private func possible(
    _ name: ExportName,
    from reader: TemplateReader,
    _ estate: borrowing EstateBuilder
  ) -> [Export] {
    var found: [Export] = []
    func look(in exports: [Export]) {
      for export in exports where export.reader !== reader && found.count < 2 {
        guard export.name.mayEqual(name), reader.isReachable(export.reader, estate) else {
          continue
        }
        found.append(export)
      }
    }
    for group in open where name.mayEnd(with: group.ending) { look(in: group.exports) }
    if !name.holes.isEmpty, found.count < 2 {
      look(in: known.filter { name.mayEnd(with: $0.name.parts.last) })
    }
    return found
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
