import Findings
import Infrastructure
import Values

/// What some deployments choose, in two estates: a variable that both have is chosen for both.
struct JointWorld {
  private(set) var head = World()
  private(set) var base = World()
  /// Whether something is chosen that only the earlier estate has, which may have been either way.
  private(set) var isHypothetical = false
  /// The choices of the later estate in words.
  private(set) var words: [String] = []

  /// The worlds in which a variable of one estate is chosen.
  func choosing(
    _ variable: Int,
    of side: AccessDifference.Side,
    _ pairs: VariablePairs
  ) -> [JointWorld] {
    let shared = side == .head ? variable : pairs.head(of: variable)
    // What the later estate has chosen may be nothing that the earlier one knows.
    guard let shared, head[shared] == nil else {
      return pairs.baseVariables[variable].cases.indices.map { chosen in
        var world = self
        world.base = base.choosing(chosen, for: variable)
        world.isHypothetical = true
        return world
      }
    }
    let own = pairs.headVariables[shared]
    let other = pairs.base(of: shared)
    return pairs.values(of: shared).compactMap { value in
      guard let chosen = own.case(of: value) else { return nil }
      var world = self
      world.head = head.choosing(chosen, for: shared)
      let kind = own.kind == .parameter ? "parameter" : "condition"
      world.words.append("\(kind) '\(own.name)' is '\(value ?? own.cases[chosen])'")
      if let other, let same = pairs.baseVariables[other].case(of: value) {
        world.base = base.choosing(same, for: other)
      }
      return world
    }
  }

  func contains(_ variable: Int, of side: AccessDifference.Side) -> Bool {
    (side == .head ? head : base)[variable] != nil
  }
}

/// Which variables of two estates are the same: parameters of one name in one file, and conditions
/// that are written alike with all that they hang on.
struct VariablePairs {
  let headVariables: [WorldVariable]
  let baseVariables: [WorldVariable]
  private var toBase: [Int: Int] = [:]
  private var toHead: [Int: Int] = [:]

  init(_ head: ComparedEstate, _ base: ComparedEstate, _ names: inout SharedNames) {
    headVariables = head.estate.worlds.variables
    baseVariables = base.estate.worlds.variables
    var known: [String: Int] = [:]
    for (index, variable) in baseVariables.enumerated() {
      if let name = names.name(of: variable, in: base) { known[name] = index }
    }
    for (index, variable) in headVariables.enumerated() {
      guard let name = names.name(of: variable, in: head), let other = known[name] else { continue }
      toBase[index] = other
      toHead[other] = index
    }
  }

  func base(of variable: Int) -> Int? { toBase[variable] }

  func head(of variable: Int) -> Int? { toHead[variable] }

  /// The values of a variable of the later estate that either estate tells apart; nil for all others.
  ///
  /// What one estate calls another value may have a name in the other.
  func values(of variable: Int) -> [String?] {
    let own = headVariables[variable]
    guard own.isOpenEnded else { return own.named.map(Optional.some) }
    let further = toBase[variable].map {
      baseVariables[$0].named.filter { !own.named.contains($0) }
    }
    return (own.named + (further ?? [])).map(Optional.some) + [nil]
  }
}

extension SharedNames {
  /// What tells a variable from others in both estates; nil where nothing does.
  fileprivate mutating func name(of variable: WorldVariable, in side: ComparedEstate) -> String? {
    guard let path = side.path(of: variable.origin) else { return nil }
    let name = "\(variable.name)|\(side.name(of: path))"
    switch variable.kind {
    case .parameter: return "parameter|\(name)"
    case .condition:
      guard let written = written(at: variable.origin, in: side, isVariable: true) else {
        return nil
      }
      return "condition|\(name)|\(written)"
    }
  }
}
