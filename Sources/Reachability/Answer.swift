package import Infrastructure
package import Values

/// What the network does with the packets of a ``Question``.
package struct Answer: Sendable {
  package enum Verdict: String, Sendable {
    case reachable, unreachable, undetermined
  }

  package let verdict: Verdict
  /// Packets that get through, one for each world that was looked at and each way that AWS may choose for
  /// it there; with what is open in their favour if the verdict is undetermined.
  package let witnesses: [Witness]
  /// Where the packets of an unreachable target end, each way of ending once.
  package let cut: [Ending]
  /// What has to be known to decide; empty for definite verdicts.
  package let needs: [Need]

  package var witness: Witness? { witnesses.first }

  /// One packet that gets through, and the way that it takes.
  package struct Witness: Sendable {
    package let source: Question.End
    package let target: Question.End
    package let family: IPPrefix.Family
    package let sourceAddress: UInt128
    package let targetAddress: UInt128
    /// Protocol and port, as in ``ServiceSet``.
    package let service: UInt32
    /// The client's port, in the same form; nil where no answer is asked for.
    package let replyService: UInt32?
    package let hops: [Hop]
    package let replyHops: [Hop]
    /// The variables that were chosen for it.
    package let world: World
    /// What is not known and makes it take this way, or that of another witness.
    package let choices: [Doubt]
  }

  /// Packets that do not get further.
  package struct Ending: Hashable, Sendable {
    package let reason: Denial.Reason
    /// The way until there.
    package let hops: [Hop]
  }

  /// Something that decides.
  package enum Need: Hashable, Sendable {
    case doubt(Doubt)
    /// An index of the variables of the model's worlds.
    case variable(Int)
    /// More worlds would have to be looked at than the limit allows.
    case tooManyWorlds
  }
}
