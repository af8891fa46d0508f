package import Infrastructure
package import Permissions
import Values

/// Answers questions about permissions that name things by their addresses or ARNs.
package struct AccessAsker {
  /// One question, as people ask it.
  package struct Inquiry: Sendable {
    /// Nil for the question who can.
    package let principal: String?
    package let action: String
    package let resource: String
    /// The values of condition keys that the request has; none for keys that it has not.
    package let context: [String: [String]]

    package init(
      principal: String?,
      action: String,
      resource: String,
      context: [String: [String]] = [:]
    ) {
      self.principal = principal
      self.action = action
      self.resource = resource
      self.context = context
    }
  }

  /// An inquiry that stands for nothing in the estate.
  package struct Refusal: Error, Sendable {
    package let message: String

    package init(_ message: String) {
      self.message = message
    }
  }

  package struct Reply: Sendable {
    package let verdict: Ruling.Verdict
    package let by: [AccessStep]
    package let needs: [AccessStep]
  }

  /// Who can, and who perhaps.
  package struct Holders: Sendable {
    package var allowed: [String] = []
    package var undetermined: [String] = []
    package var by: [AccessStep] = []
    package var needs: [AccessStep] = []
  }

  let estate: Estate
  private var access: Access
  private var context: EvaluationContext
  private var names: AccessNames
  /// 2^12.
  private static let worldLimit = 4096

  package init(_ estate: Estate) {
    self.estate = estate
    access = Access(estate)
    context = EvaluationContext(heap: estate.heap, worlds: estate.worlds)
    names = AccessNames(estate)
  }

  /// Whether somebody can do something.
  package mutating func answer(_ inquiry: Inquiry) throws(Refusal) -> Reply {
    try check(inquiry)
    let asker = try names.asker(named: inquiry.principal ?? "*", &access, &context)
    return try reply(inquiry, asker)
  }

  /// Who of the roles and users of the estate can, and of those whom the resource's policy names.
  package mutating func holders(_ inquiry: Inquiry) throws(Refusal) -> Holders {
    try check(inquiry)
    var holders = Holders()
    for id in access.principals {
      let reply = try reply(inquiry, .identity(id, session: nil))
      holders.add(estate[id].address, reply)
    }
    for (name, caller) in try strangers(inquiry) {
      holders.add(name, try reply(inquiry, .outside(caller)))
    }
    return holders
  }

  private func check(_ inquiry: Inquiry) throws(Refusal) {
    let parts = inquiry.action.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      throw Refusal("'\(inquiry.action)' is no action; write SERVICE:NAME, such as 's3:GetObject'")
    }
    guard !inquiry.action.contains(where: { $0 == "*" || $0 == "?" }) else {
      throw Refusal("'\(inquiry.action)' is several actions; ask for one")
    }
  }

  // MARK: - Worlds

  private struct Leaf {
    let world: World
    let ruling: Ruling
  }

  /// The reply for all worlds in which there is somebody to ask and something to ask about.
  private mutating func reply(_ inquiry: Inquiry, _ asker: Asker) throws(Refusal) -> Reply {
    var leaves: [Leaf] = []
    var open = [World()]
    let words = AccessWords(estate, asker)
    while let world = open.popLast() {
      guard leaves.count + open.count < Self.worldLimit else {
        return Reply(verdict: .undetermined, by: [], needs: [AccessWords.tooManyWorlds])
      }
      context.world = world
      context.resetTouched()
      let mark = context.heap.mark
      defer {
        context.heap.reset(to: mark)
        context.world = World()
      }
      let target = try names.target(named: inquiry.resource, &access, &context)
      if let variable = absence(of: asker, target) {
        if let variable { open += branches(of: world, at: variable) }
        continue
      }
      let ruling = access.ruling(
        asker,
        inquiry.action,
        on: target,
        written: Self.written(inquiry.context),
        &context
      )
      let gaps = ruling.doubts.map { access.gap(of: $0) }
      let variable = gaps.compactMap(\.variable).first { world[$0] == nil }
      if ruling.verdict == .undetermined, let variable {
        open += branches(of: world, at: variable)
      } else {
        leaves.append(Leaf(world: world, ruling: ruling))
      }
    }
    return summary(of: leaves, words)
  }

  private func branches(of world: World, at variable: Int) -> [World] {
    estate.worlds.variables[variable].cases.indices.reversed().map {
      world.choosing($0, for: variable)
    }
  }

  private static func written(_ context: [String: [String]]) -> [ConditionKey: [Text]] {
    Dictionary(
      context.sorted { $0.key < $1.key }.map { (ConditionKey($0.key), $0.value.map { Text($0) }) },
      uniquingKeysWith: { $1 }
    )
  }

  /// The variable that decides whether the asker and the resource exist; nothing in it where one of
  /// them does not. Nil where both exist.
  private func absence(of asker: Asker, _ target: Target) -> Int?? {
    var ids = [target.resource].compactMap(\.self)
    if case .identity(let id, _) = asker { ids.append(id) }
    for id in ids {
      switch estate.worlds.truth(of: estate[id].existence, in: context.world) {
      case .holds: continue
      case .fails: return .some(nil)
      case .open(let variable): return .some(variable)
      }
    }
    return nil
  }

  private func summary(of leaves: [Leaf], _ words: AccessWords) -> Reply {
    guard let first = leaves.first else {
      return Reply(verdict: .denied, by: [words.neverThere], needs: [])
    }
    let verdict = first.ruling.verdict
    if verdict != .undetermined, leaves.allSatisfy({ $0.ruling.verdict == verdict }) {
      return Reply(verdict: verdict, by: words.steps(of: first.ruling), needs: [])
    }
    var needs: [AccessStep] = []
    func add(_ step: AccessStep) {
      if !needs.contains(step) { needs.append(step) }
    }
    for variable in Self.deciding(leaves) { add(words.variable(variable)) }
    for doubt in leaves.flatMap(\.ruling.doubts) { add(words.need(access.gap(of: doubt))) }
    // What would allow it, if it is allowed.
    let witness = leaves.first { $0.ruling.verdict == .allowed } ?? first
    return Reply(verdict: .undetermined, by: words.steps(of: witness.ruling), needs: needs)
  }

  /// The variables whose cases differ in the verdict, others being equal as far as they are chosen.
  private static func deciding(_ leaves: [Leaf]) -> [Int] {
    var deciding: Set<Int> = []
    for (place, leaf) in leaves.enumerated() {
      for other in leaves[(place + 1)...] where other.ruling.verdict != leaf.ruling.verdict {
        let different = leaf.world.choices.filter { choice in
          other.world[choice.variable].map { $0 != choice.chosen } ?? false
        }
        if different.count == 1 { deciding.insert(different[0].variable) }
      }
    }
    return deciding.sorted()
  }

  // MARK: - Strangers

  /// The services, accounts and others outside the estate that the resource's policy names.
  private mutating func strangers(
    _ inquiry: Inquiry
  ) throws(Refusal) -> [(name: String, caller: Caller)] {
    context.world = World()
    let target = try names.target(named: inquiry.resource, &access, &context)
    guard let layer = access.resourceSide(of: target, for: inquiry.action, &context) else {
      return []
    }
    var found: [(name: String, caller: Caller)] = []
    for statement in layer.statements where statement.effect == .allow {
      guard case .only(let patterns)? = statement.scope.principals else { continue }
      for pattern in patterns {
        guard let (name, caller) = names.stranger(pattern, access, &context),
          !found.contains(where: { $0.name == name })
        else { continue }
        found.append((name, caller))
      }
    }
    return found
  }
}

extension AccessAsker.Holders {
  fileprivate mutating func add(_ name: String, _ reply: AccessAsker.Reply) {
    switch reply.verdict {
    case .denied: return
    case .allowed:
      allowed.append(name)
      for step in reply.by where !by.contains(step) { by.append(step) }
    case .undetermined:
      undetermined.append(name)
      for step in reply.needs where !needs.contains(step) { needs.append(step) }
    }
  }
}
