import SourceText

/// An address in which `*` stands for any text without a slash: `ml-prod/trainingJobs/*`.
struct AddressPattern {
  private let steps: [Substring]

  init(_ text: String) {
    steps = text.split(separator: "/", omittingEmptySubsequences: false)
  }

  func matches(_ address: String) -> Bool {
    let others = address.split(separator: "/", omittingEmptySubsequences: false)
    return steps.count == others.count
      && zip(steps, others).allSatisfy { step, other in
        Wildcard.covers(Array(step.utf8)[...], Array(other.utf8)[...], where: ==)
      }
  }
}
