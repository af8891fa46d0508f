/// Something that a deployment decides: the value of a parameter with allowed values, or a condition
/// that nothing in the estate settles.
package struct WorldVariable: Sendable {
  /// `parameter` variables have one case for each allowed value; `condition` variables have the
  /// cases `true` and `false`.
  package enum Kind: Sendable {
    case parameter, condition
  }

  package let kind: Kind
  package let name: String
  /// At most 64, so that a set of cases is one word.
  package let cases: [String]
  /// Whether the last case stands for all values that no other case names.
  package let isOpenEnded: Bool
  package let origin: Origin

  package init(
    kind: Kind,
    name: String,
    cases: [String],
    isOpenEnded: Bool = false,
    origin: Origin
  ) {
    self.kind = kind
    self.name = name
    self.cases = cases
    self.isOpenEnded = isOpenEnded
    self.origin = origin
  }

  /// The cases that are values.
  package var named: ArraySlice<String> { isOpenEnded ? cases.dropLast() : cases[...] }

  /// The case that a value falls in; nil for a value that the variable never has.
  ///
  /// - Parameter value: nil for one that no case names.
  package func `case`(of value: String?) -> Int? {
    value.flatMap { named.firstIndex(of: $0) } ?? (isOpenEnded ? cases.count - 1 : nil)
  }
}

/// The index of a guard in its ``WorldModel``.
@usableFromInline
package struct GuardID: Hashable, BitwiseCopyable, Sendable {
  @usableFromInline
  package let rawValue: UInt32

  @inlinable
  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  package static let always = GuardID(rawValue: 0)
  package static let never = GuardID(rawValue: 1)
}

/// What some deployments have chosen; variables that are not in it are open.
package struct World: Hashable, Sendable {
  package struct Choice: Hashable, Sendable {
    package let variable: Int
    package let chosen: Int
  }

  package private(set) var choices: [Choice] = []

  package init() {}

  package subscript(variable: Int) -> Int? {
    choices.first { $0.variable == variable }?.chosen
  }

  package func choosing(_ chosen: Int, for variable: Int) -> World {
    var world = self
    world.choices.append(Choice(variable: variable, chosen: chosen))
    return world
  }
}

/// All variables of an estate and the formulas over them that guard resources and choices.
package struct WorldModel: Sendable {
  package enum Guard: Sendable {
    case constant(Bool)
    /// The variable takes one of the cases in the set; bit `n` stands for case `n`.
    case oneOf(variable: Int, cases: UInt64)
    case not(GuardID)
    case all([GuardID])
    case any([GuardID])
  }

  package enum Truth: Equatable, Sendable {
    case holds, fails
    /// Undecided: this variable has to be chosen first.
    case open(variable: Int)
  }

  package private(set) var variables: [WorldVariable] = []
  package private(set) var guards: [Guard] = [.constant(true), .constant(false)]
  /// For each guard how many steps it takes to walk it as a tree, at most ``heavy``.
  private var weights: [UInt16] = [1, 1]
  /// For each guard the first one that it rests on, constants left out; itself where there is none.
  private var lowest: [UInt32] = [0, 1]

  package init() {}

  package mutating func add(_ variable: WorldVariable) -> Int {
    variables.append(variable)
    return variables.count - 1
  }

  /// Adds a formula; what is already decided gives ``GuardID/always`` or ``GuardID/never``.
  package mutating func add(_ node: Guard) -> GuardID {
    switch node {
    case .constant(true): return .always
    case .constant(false), .oneOf(_, 0): return .never
    case .not(.always): return .never
    case .not(.never): return .always
    case .not, .oneOf: return append(node)
    case .all(let operands):
      if operands.contains(.never) { return .never }
      let open = operands.filter { $0 != .always }
      return open.count > 1 ? append(.all(open)) : open.first ?? .always
    case .any(let operands):
      if operands.contains(.always) { return .always }
      let open = operands.filter { $0 != .never }
      return open.count > 1 ? append(.any(open)) : open.first ?? .never
    }
  }

  private mutating func append(_ node: Guard) -> GuardID {
    let operands = Self.operands(of: node)
    let weight = operands.reduce(1) { $0 + Int(weights[Int($1.rawValue)]) }
    weights.append(UInt16(min(weight, Self.heavy)))
    lowest.append(operands.reduce(UInt32(guards.count)) { min($0, lowest[Int($1.rawValue)]) })
    guards.append(node)
    return GuardID(rawValue: UInt32(guards.count - 1))
  }

  private static func operands(of node: Guard) -> [GuardID] {
    switch node {
    case .constant, .oneOf: []
    case .not(let operand): [operand]
    case .all(let operands), .any(let operands): operands
    }
  }

  /// Decides a guard in a world that may leave variables open.
  ///
  /// Guards only refer to guards that were added before them, so this ends. Linear in the guards
  /// below this one.
  package func truth(of id: GuardID, in world: World) -> Truth {
    guard weights[Int(id.rawValue)] < Self.heavy else { return truth(ofHeavy: id, in: world) }
    return truth(of: id, in: world) { truth(of: $0, in: world) }
  }

  /// The weight from which on guards are not walked as trees, because formulas that use others twice
  /// may be exponentially large as trees, and deep.
  ///
  /// 60 conditions that each name the one before twice cost 190 ms of a check with a limit of 1024.
  private static let heavy = 64

  /// How far apart a guard and the first that it rests on may be for all between them to be looked at.
  private static let span = 4096

  /// Decides the guards below a guard from the bottom up, each once.
  private func truth(ofHeavy id: GuardID, in world: World) -> Truth {
    let first = Int(lowest[Int(id.rawValue)])
    let last = Int(id.rawValue)
    guard last - first < Self.span else { return truth(ofScattered: id, in: world) }
    var isBelow = [Bool](repeating: false, count: last - first + 1)
    isBelow[last - first] = true
    for index in stride(from: last, through: first, by: -1) where isBelow[index - first] {
      for operand in Self.operands(of: guards[index]) where operand.rawValue > 1 {
        isBelow[Int(operand.rawValue) - first] = true
      }
    }
    var truths = [Truth](repeating: .fails, count: last - first + 1)
    for index in first...last where isBelow[index - first] {
      truths[index - first] = truth(of: GuardID(rawValue: UInt32(index)), in: world) { operand in
        switch operand {
        case .always: .holds
        case .never: .fails
        default: truths[Int(operand.rawValue) - first]
        }
      }
    }
    return truths[last - first]
  }

  /// The same for guards that stand far apart among those of other templates.
  private func truth(ofScattered id: GuardID, in world: World) -> Truth {
    var below: Set<GuardID> = [id]
    var open = [id]
    while let next = open.popLast() {
      for operand in Self.operands(of: guards[Int(next.rawValue)])
      where below.insert(operand).inserted { open.append(operand) }
    }
    var truths: [GuardID: Truth] = [:]
    for guardID in below.sorted(by: { $0.rawValue < $1.rawValue }) {
      truths[guardID] = truth(of: guardID, in: world) { truths[$0] ?? .fails }
    }
    return truths[id] ?? .fails
  }

  /// Decides a guard whose operands are decided by `decide`.
  private func truth(
    of id: GuardID,
    in world: World,
    _ decide: (GuardID) -> Truth
  ) -> Truth {
    switch guards[Int(id.rawValue)] {
    case .constant(let value):
      return value ? .holds : .fails
    case .oneOf(let variable, let cases):
      if let chosen = world[variable] { return cases >> UInt64(chosen) & 1 == 1 ? .holds : .fails }
      let every = variables[variable].cases.count
      return cases.nonzeroBitCount == every ? .holds : .open(variable: variable)
    case .not(let operand):
      switch decide(operand) {
      case .holds: return .fails
      case .fails: return .holds
      case .open(let variable): return .open(variable: variable)
      }
    case .all(let operands):
      return fold(operands, unless: .fails, else: .holds, decide)
    case .any(let operands):
      return fold(operands, unless: .holds, else: .fails, decide)
    }
  }

  private func fold(
    _ operands: [GuardID],
    unless decisive: Truth,
    else neutral: Truth,
    _ decide: (GuardID) -> Truth
  ) -> Truth {
    var result = neutral
    for operand in operands {
      let truth = decide(operand)
      if truth == decisive { return decisive }
      if truth != neutral, result == neutral { result = truth }
    }
    return result
  }
}
