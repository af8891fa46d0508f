/// Something that is not known, of which one of several outcomes holds: packets that get through in each of
/// them get through.
struct Choice {
  let doubts: [Doubt]
  let count: Int

  /// What was taken for the outcome on a way.
  struct Outcome: Hashable {
    /// An index of the exploration's choices.
    let choice: Int
    let number: Int
  }
}
