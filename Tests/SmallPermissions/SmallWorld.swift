package import Permissions

/// A world with few requests, in which every statement is the set of requests that it matches: the bits
/// of a number. What policies allow is worked out by nothing but that.
package struct SmallWorld: Sendable {
  /// A statement, with the requests that it matches.
  package struct Choice: Sendable {
    package let scope: Scope
    package let requests: Requests
  }

  /// A set of at most 384 requests.
  package struct Requests: Equatable, Sendable {
    private var words = [UInt64](repeating: 0, count: 6)

    init(_ members: [Bool]) {
      for (index, isMember) in members.enumerated() where isMember {
        words[index >> 6] |= 1 << UInt64(index & 63)
      }
    }

    func union(_ other: Requests) -> Requests { combined(other) { $0 | $1 } }
    func subtracting(_ other: Requests) -> Requests { combined(other) { $0 & ~$1 } }
    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    private func combined(_ other: Requests, _ combine: (UInt64, UInt64) -> UInt64) -> Requests {
      var result = self
      for index in words.indices { result.words[index] = combine(words[index], other.words[index]) }
      return result
    }
  }

  /// A policy, with the requests that it allows.
  package struct Allowance: Sendable {
    package let policy: Policy
    package let allowed: Requests
  }

  package let name: String
  /// All policies of the world.
  package let policies: [Allowance]

  init(_ name: String, _ choices: [Choice], statements: ClosedRange<Int>, denies: Bool = true) {
    self.name = name
    let effects: [Statement.Effect] = denies ? [.allow, .deny] : [.allow]
    let single = effects.flatMap { effect in choices.map { (effect, $0) } }
    var all: [[(Statement.Effect, Choice)]] = []
    if statements.contains(1) { all += single.map { [$0] } }
    if statements.contains(2) {
      for (place, first) in single.enumerated() {
        for second in single[place...] { all.append([first, second]) }
      }
    }
    policies = all.map { statements in
      var allowed = Requests([])
      for (effect, choice) in statements where effect == .allow {
        allowed = allowed.union(choice.requests)
      }
      for (effect, choice) in statements where effect == .deny {
        allowed = allowed.subtracting(choice.requests)
      }
      let policy = Policy(statements.map { Statement($0.0, $0.1.scope) })
      return Allowance(policy: policy, allowed: allowed)
    }
  }

  /// Whether one policy allows all that another does.
  package static func covers(_ reference: Allowance, _ candidate: Allowance) -> Bool {
    candidate.allowed.subtracting(reference.allowed).isEmpty
  }
}
